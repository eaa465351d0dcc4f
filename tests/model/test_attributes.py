"""Attributes: raci takes what JSON Schema takes, and shows it wherever it shows entities."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from raci.change.diff.compare import compare
from raci.check.run import Run
from raci.findings.finding import Finding
from raci.project import Project, check
from raci.schema.attributes import type_of
from tests.support.command import raci
from tests.support.paths import ROOT
from tests.support.rehearsals import made

PATTERNS = ("^[a-c]+$", "b", "^$", "[0-9]{2}", "^(x|yy)", "é")
WORDS = ("", "a", "b", "abc", "x9", "yy12", "é", "客服", "2026-02-28", "2026-02-30", "0000-01-01")
NUMBERS = (-3, -1, 0, 1, 2, 2.0, 2.5, -0.5, 7, 10**15, 1e22)
SCALARS = (*WORDS, *NUMBERS, True, False)
VALUES = st.sampled_from(SCALARS) | st.lists(st.sampled_from(SCALARS), max_size=4)


def _limits(least: str, most: str, numbers: tuple[float, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Give none, one or both of two limits, the lower one lower."""
    pairs = st.tuples(st.sampled_from(numbers), st.sampled_from(numbers)).map(sorted)
    both = pairs.map(lambda pair: {least: pair[0], most: pair[1]})
    return both.flatmap(lambda limits: st.sampled_from(
        [{}, limits, {least: limits[least]}, {most: limits[most]}]
    ))  # fmt: skip


def _all_of(*parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*parts).map(lambda each: {k: v for part in each for k, v in part.items()})


def _maybe(key: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.just({}) | values.map(lambda value: {key: value})


def _fits(value: Any, shape: dict[str, Any]) -> bool:
    """Return what another validator says, of the declaration as it is written."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(shape, format_checker=checker).is_valid(value)


def _with_options(shape: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Give a shape as it is, or with some of the values that fit it, with or without the type."""
    fitting = [each for each in SCALARS if _fits(each, shape)]
    distinct = {(isinstance(each, bool), each): each for each in fitting}
    if not distinct:
        return st.just(shape)
    options = st.lists(st.sampled_from([*distinct.values()]), min_size=1, max_size=4, unique=True)
    return st.just(shape) | options.map(lambda some: {**shape, "enum": some})


LENGTHS = (0, 1, 2, 3)
texts = _all_of(
    st.just({"type": "string"}),
    _limits("minLength", "maxLength", LENGTHS),
    _maybe("pattern", st.sampled_from(PATTERNS)),
    _maybe("format", st.just("date")),
)
numbers = _all_of(
    st.sampled_from(({"type": "integer"}, {"type": "number"})),
    _limits("minimum", "maximum", (-2, -0.5, 0, 1, 2, 7.5)),
)
scalars = (texts | numbers | st.just({"type": "boolean"})).flatmap(_with_options)
lists = _all_of(
    st.just({"type": "array"}),
    scalars.map(lambda shape: {"items": shape}),
    _limits("minItems", "maxItems", LENGTHS),
    _maybe("uniqueItems", st.booleans()),
)
shapes = _all_of(scalars | lists, _maybe("description", st.just("What it says")))


def shop(shape: dict[str, Any], values: list[Any]) -> dict[str, Any]:
    """Give an organisation with a role for each value of an attribute."""
    roles = {f"r{n}": {"attributes": {"x": value}} for n, value in enumerate(values)}
    return {
        "raci": 1,
        "org": {"id": "shop", "attributes": {"role": {"x": shape}}},
        "roles": {**roles, "bare": {}},
    }


def project(data: Any) -> Project:
    return Project.of({"org.json": json.dumps(data)})


@given(shapes, st.lists(VALUES, min_size=1, max_size=8))
def test_raci_accepts_what_json_schema_accepts(shape: dict[str, Any], values: list[Any]) -> None:
    """Integers that no expression can count with are refused besides."""
    jsonschema.Draft202012Validator.check_schema(shape)
    loaded = project(shop(shape, values)).loaded
    assert {verdict.code for verdict in loaded.defects} <= {"DEF002"}
    refused = {verdict.hit.route[1] for verdict in loaded.defects}
    whole = type_of(shape.get("items", shape)) == "integer"
    expected = {
        f"r{n}"
        for n, value in enumerate(values)
        if not _fits(value, shape)
        or (whole and any(abs(each) > 2**63 for each in _items(value) if each == 1e22))
    }
    assert refused == expected
    assert loaded.sound == (not expected)
    event(f"{type_of(shape)}: {bool(expected)}")


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@given(shapes)
def test_a_declaration_is_accepted_whatever_the_language_of_its_description(
    shape: dict[str, Any],
) -> None:
    told = {**shape, "description": {"en": "Grade", "zh": "职级"}}
    assert project(shop(told, [])).loaded.defects == ()


def findings(*files: str) -> list[Finding]:
    texts = {f"{'org' if n == 0 else n}.yaml": text for n, text in enumerate(files)}
    return [f for f in check([Project.of(texts)], Run("2027-01-01")) if f.code.startswith("DEF")]


def test_declarations_of_one_file_hold_for_all() -> None:
    head = "raci: 1\norg: {id: shop, attributes: {role: {grade: {type: integer}}}}\n"
    part = (
        "raci: 1\nroles:\n  clerk: {attributes: {grade: high}}\n  boss: {attributes: {grad: 1}}\n"
    )
    assert [(f.code, f.place.path, f.place.span.line) for f in findings(head, part)] == [
        ("DEF002", "1.yaml", 3),
        ("DEF019", "1.yaml", 4),
    ]


@pytest.mark.parametrize("broken", ["line: wrong", "attributes: {role: {grade: {typ: string}}}"])
def test_what_a_header_may_declare_that_cannot_be_read_is_not_called_undeclared(
    broken: str,
) -> None:
    text = f"raci: 1\norg: {{id: shop, {broken}}}\nroles: {{clerk: {{attributes: {{grade: 1}}}}}}\n"
    assert {finding.code for finding in findings(text)} == {"DEF002"}


def test_each_kind_of_entity_has_attributes_of_its_own() -> None:
    sections = ("departments", "roles", "activities", "platforms", "people", "separations")
    kinds = ("department", "role", "activity", "platform", "person", "separation")
    entry: dict[str, Any] = {"attributes": {"x": 1, "y": 2}}
    apart = {"between": [["tag:a"], ["tag:b"]], **entry}
    data = {
        "raci": 1,
        "org": {"id": "o", "attributes": {kind: {"x": {"type": "integer"}} for kind in kinds}},
        **{s: {"e": apart if s == "separations" else entry} for s in sections},
    }
    report = check([project(data)], Run("2027-01-01"))
    told = [f for f in report if f.code == "DEF019"]
    assert {finding.subject for finding in told} == {f"{kind}:e" for kind in kinds}
    assert {finding.values["attribute"] for finding in told} == {"y"}


def test_two_undeclared_attributes_of_an_entity_are_two_findings() -> None:
    first, second = findings("raci: 1\norg: {id: o}\nroles: {a: {attributes: {x: 1, y: 2}}}\n")
    assert first.fingerprint != second.fingerprint


def test_a_pattern_takes_no_time_whatever_it_matches() -> None:
    """Of an engine that backtracks, this one takes years."""
    shape = {"type": "string", "pattern": "^(a+)+$"}
    loaded = project(shop(shape, ["a" * 5000 + "!"])).loaded
    assert [verdict.hit.case for verdict in loaded.defects] == ["not-of-the-pattern"]


SHOP = """\
raci: 1
org:
  id: shop
  attributes:
    role: {grade: {type: integer, description: {en: Pay grade, zh: 职级}}, remote: {type: boolean}}
    activity:
      frequency: {enum: [daily, weekly]}
      systems: {type: array, items: {type: string}}
      hours: {type: number}
roles:
  boss: {attributes: {grade: 9}}
  clerk: {attributes: {grade: 4, remote: false}}
activities:
  pay: {responsible: [clerk], attributes: {frequency: daily, systems: [erp, bank], hours: 2.0}}
  plan: {responsible: [boss], attributes: {frequency: weekly, systems: [], hours: 2.5}}
  rest: {responsible: [boss]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "org.yaml").write_text(SHOP, encoding="utf-8")
    return str(tmp_path)


def test_show_prints_them(folder: str) -> None:
    assert "grade: 4; remote: false" in raci("show", "role:clerk", folder).stdout
    assert "systems: erp, bank" in raci("show", "activity:pay", folder).stdout


def test_the_matrix_as_json_has_those_of_activities_and_roles(folder: str) -> None:
    printed = json.loads(raci("matrix", folder, "--format", "json").stdout)
    schema = json.loads((ROOT / "schemas/v1/matrix.schema.json").read_text("utf-8"))
    jsonschema.validate(printed, schema)
    assert {row["activity"]: row["attributes"] for row in printed["rows"]} == {
        "pay": {"frequency": "daily", "systems": ["erp", "bank"], "hours": 2},
        "plan": {"frequency": "weekly", "systems": [], "hours": 2.5},
        "rest": {},
    }
    assert {role["role"]: role["attributes"] for role in printed["roles"]} == {
        "boss": {"grade": 9},
        "clerk": {"grade": 4, "remote": False},
    }


@pytest.mark.parametrize(
    ("only", "rows"),
    [
        ("attributes.frequency=daily", ["pay"]),
        ("activity.attributes.frequency=weekly", ["plan"]),
        ("attributes.systems=bank", ["pay"]),
        ("attributes.hours=2", ["pay"]),
        ("attributes.hours=2.50", ["plan"]),
        ("role.attributes.grade=9", ["plan", "rest"]),
        ("role.attributes.remote=false", ["pay"]),
        ("role.attributes.grade=5", []),
    ],
)
def test_a_matrix_of_what_has_a_value(folder: str, only: str, rows: list[str]) -> None:
    printed = json.loads(raci("matrix", folder, "--only", only, "--format", "json").stdout)
    assert [row["activity"] for row in printed["rows"]] == rows


@pytest.mark.parametrize(
    ("only", "says"),
    [
        ("attributes.frequncy=daily", "no attribute 'frequncy' for activity; did you mean freq"),
        (
            "attributes.frequency=dayly",
            "no activity can have the value 'dayly' of 'frequency'; did",
        ),
        ("role.attributes.grade=high", "no role can have the value 'high' of 'grade'"),
        ("role.attributes.grade=null", "no role can have the value 'null'"),
        ("roles.attributes.grade=9", "by attributes of 'roles'; did you mean role?"),
        ("attributes.frequency", "is not one of"),
    ],
)
def test_a_choice_that_nothing_can_meet_is_refused(folder: str, only: str, says: str) -> None:
    ran = raci("matrix", folder, "--only", only)
    assert ran.exit_code == 2
    assert says in ran.stderr


def test_a_difference_names_each_attribute_that_changes() -> None:
    changed = SHOP.replace("grade: 4, remote: false", "grade: 5").replace("hours: 2.0", "hours: 2")
    before, after = (Project.of({"org.yaml": text}).matrix for text in (SHOP, changed))
    told = {entry.of.after: entry.keys for entry in compare(before, after).keys}
    assert told == {"role:clerk": ("attributes.grade", "attributes.remote")}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("set: role:clerk, as: {attributes: {grade: 5}}", []),
        ("set: role:clerk, as: {attributes: {grade: high}}", ["not-an-integer"]),
        ("add: role:new, as: {attributes: {grade: high}}", ["not-an-integer"]),
        (
            "set: org, as: {attributes: {role: {grade: {type: string, minimum: 1}}}}",
            ["not-of-the-type"],
        ),
    ],
)
def test_a_proposal_sets_them(change: str, told: list[str]) -> None:
    text = (
        "raci-proposal: 1\ntitle: T\nbase: .\nsteps:\n- on: 2027-02-01\n  changes:\n"
        f"  - {{{change}}}\n"
    )
    rehearsal = made({"org.yaml": SHOP, "proposal.yaml": text})
    assert [verdict.hit.case for verdict in rehearsal.verdicts] == told
    if not told:
        clerk = rehearsal.stages[-1].state.entry("roles", "clerk")
        assert clerk["attributes"] == {"grade": 5}


def test_an_editor_offers_them_with_their_descriptions(folder: str) -> None:
    printed = json.loads(raci("schema", "--with-ids", folder, "--lang", "zh").stdout)
    grade = printed["$defs"]["Role"]["properties"]["attributes"]["properties"]["grade"]
    assert (grade["type"], grade["description"]) == ("integer", "职级")
    validator = jsonschema.Draft202012Validator(printed)
    clerk: dict[str, Any] = {"raci": 1, "roles": {"clerk": {"attributes": {"grade": 3}}}}
    assert validator.is_valid(clerk)
    clerk["roles"]["clerk"]["attributes"] = {"grad": 3}
    assert not validator.is_valid(clerk)
