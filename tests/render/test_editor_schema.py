"""The schema that knows an organisation's ids: editors complete them and mark what is unknown."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from click.testing import CliRunner
from hypothesis import given

from raci.cli import cli
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Attributed, Org
from raci.model.references import references
from raci.model.renames import Renames
from raci.project import Project
from raci.render.editor_schema import Names, attributes, vocabulary, with_ids
from raci.rules import catalogue
from raci.schema import schema_path
from tests.support.organisations import DECLARED, orgs, to_data
from tests.support.paths import ROOT

PUBLISHED = json.loads(schema_path("org").read_text("utf-8"))
KINDS = ("activity", "department", "person", "platform", "role", "row", "rule", "separation", "tag")
SHOP = """\
raci: 1
org: {id: shop}
departments:
  service: {name: {en: Service, zh: 客服部}, head: boss, formerly: [desk]}
roles:
  boss: {name: Boss, department: service, duties: {pay: Pay the invoices}, formerly: [chief]}
  clerk: {department: service, reports_to: boss, duties: {sell: {}}, informed: [pay]}
activities:
  training: {each: department, responsible: [boss], tags: [skill]}
  refund: {responsible: [clerk], approves: [pay]}
platforms:
  window: {owners: [clerk]}
people:
  kim: {name: Kim Possible, roles: {clerk: {until: 2027-06-30}}}
separations:
  sell-or-pay: {between: [["activity:sell"], ["tag:skill", "activity:pay"]]}
  only-service: {of: ["activity:pay"], only: ["department:service"], mitigated_by: refund}
waivers:
  small:
    rule: overlap-in-line
    at: activity:training@desk
    involves: ["role:chief", "duty:clerk/sell"]
    reason: The shop is small.
    approved_by: {chief: 2026-11-01}
    until: 2027-06-30
"""


def narrowed(text: str, lang: str = "en") -> dict[str, Any]:
    matrix = Project.of({"org.yaml": text}).matrix
    names = vocabulary(matrix, catalogue.titles(), lang)
    return with_ids(PUBLISHED, names, attributes(matrix.org.attributes, lang))


def test_examples_of_policies_have_ids_of_their_own() -> None:
    example = {"roles": {"mine": {"deputies": ["other"]}}, "platforms": {"x": {"owners": ["mine"]}}}
    policy = {"for": "role", "require": "true", "message": "no", "examples": {"pass": [example]}}
    data = {"raci": 1, "policies": {"p": policy}}
    assert jsonschema_rs.is_valid(narrowed(SHOP), data)
    assert not jsonschema_rs.is_valid(narrowed(SHOP), {"raci": 1, **example})


def accepts(schema: dict[str, Any], text: str) -> bool:
    data = next(iter(Project.of({"org.yaml": text}).found.documents)).data
    verdicts = {
        jsonschema.Draft202012Validator(schema).is_valid(data),
        jsonschema_rs.Draft202012Validator(schema).is_valid(data),
    }
    (verdict,) = verdicts
    return verdict


def test_an_organisation_fits_its_own_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(narrowed(SHOP))
    assert accepts(narrowed(SHOP), SHOP)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("head: boss", "head: bos"),
        ("reports_to: boss", "reports_to: chief"),
        ("department: service, reports_to", "department: servce, reports_to"),
        ("responsible: [boss]", "responsible: [bos]"),
        ("approves: [pay]", "approves: [pai]"),
        ("owners: [clerk]", "owners: [clark]"),
        ("roles: {clerk:", "roles: {clark:"),
        ('["activity:sell"]', '["activity:sel"]'),
        ('of: ["activity:pay"]', 'of: ["activity:training@service"]'),
        ("department:service", "department:servce"),
        ("mitigated_by: refund", "mitigated_by: refnd"),
        ("rule: overlap-in-line", "rule: overlap-in-lime"),
        ("activity:training@desk", "activity:training@disk"),
        ('"role:chief"', '"role:cheif"'),
        ("approved_by: {chief", "approved_by: {cheif"),
    ],
)
def test_a_misspelt_reference_does_not_fit(right: str, wrong: str) -> None:
    assert SHOP.count(right) == 1
    assert not accepts(narrowed(SHOP), SHOP.replace(right, wrong))


@pytest.mark.parametrize(
    ("known", "new", "closing"),
    [
        ("duties: {sell: {}}", "duties: {sells: {}}", "activities: declared"),
        ("informed: [pay]", "informed: [pays]", "activities: declared"),
        ("tags: [skill]", "tags: [skills]", "tags: [skill]"),
        ('"tag:skill"', '"tag:skills"', "tags: [skill]"),
    ],
)
def test_what_may_be_new_is_completed_and_refused_only_where_the_organisation_closes_it(
    known: str, new: str, closing: str
) -> None:
    changed = SHOP.replace(known, new)
    assert changed != SHOP
    assert accepts(narrowed(SHOP), changed)
    closed = SHOP.replace("org: {id: shop}", f"org: {{id: shop, {closing}}}")
    assert not accepts(narrowed(closed), changed)


@given(orgs())
def test_a_definition_fits_exactly_if_no_reference_or_attribute_is_unknown(org: Org) -> None:
    org = replace(org, waivers={})  # they name parts, too, which the schema leaves to raci
    matrix = Matrix(org)
    known = all(
        reference.id in matrix.known[reference.kind]
        for entity in org.entities()
        for reference in references(entity, org, Renames(org))
    )
    declared = attributes(org.attributes, "en")
    known = known and all(
        each.attributes.keys() <= declared.get(each.kind, {}).keys()
        for each in org.entities()
        if isinstance(each, Attributed)
    )
    schema = with_ids(PUBLISHED, vocabulary(matrix, catalogue.titles(), "en"), declared)
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(to_data(org)) == known


@given(orgs())
def test_the_annotations_stand_at_all_references_and_nowhere_else(org: Org) -> None:
    """Where nothing at all may be named, the errors stand at the references."""
    org = replace(org, waivers={})
    kinds = set(KINDS) - (set() if org.declared_only else {"row"})
    kinds -= set() if org.tags is not None else {"tag"}
    schema = with_ids(PUBLISHED, {kind: Names() for kind in kinds}, attributes(DECLARED, "en"))
    errors = jsonschema.Draft202012Validator(schema).iter_errors(to_data(org))
    expected = {
        (section, entity.id, reference.key)
        for section, entities in org.sections().items()
        for entity in entities.values()
        for reference in references(entity, org, Renames(org))
    }
    assert {tuple(error.absolute_path)[:3] for error in errors} == expected


def test_editors_show_names_in_the_language_and_nobody_s_name() -> None:
    schema = narrowed(SHOP, "zh")
    department = schema["$defs"]["known-department"]
    assert (department["enum"], department["enumDescriptions"]) == (["service"], ["客服部"])
    duties = schema["$defs"]["Duties"]["properties"]
    assert list(duties) == ["pay", "refund", "sell", "training"]
    roles = schema["$defs"]["Person"]["properties"]["roles"]["properties"]
    assert roles["boss"]["description"] == "Boss"
    assert "Kim" not in json.dumps(schema)


def test_the_command_prints_it(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(SHOP, encoding="utf-8")
    ran = CliRunner().invoke(cli, ["schema", "--with-ids", str(tmp_path)])
    printed = json.loads(ran.output)
    assert printed["title"] == "raci definition, version 1, with the ids of shop"
    assert {k: v for k, v in printed.items() if k != "title"} == {
        k: v for k, v in narrowed(SHOP).items() if k != "title"
    }
    assert CliRunner().invoke(cli, ["schema", "matrix", "--with-ids", "."]).exit_code == 2


def test_the_whole_department_fits_the_schema_of_its_ids() -> None:
    project = Project.folder(ROOT / "org" / "ecommerce")
    schema = with_ids(PUBLISHED, vocabulary(project.matrix, catalogue.titles(), "en"), {})
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    assert all(validator.is_valid(document.data) for document in project.found.documents)
    assert Ref("role:pre-sales").id in schema["$defs"]["known-role"]["enum"]
