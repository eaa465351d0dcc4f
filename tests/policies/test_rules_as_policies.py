"""The policies of the documentation judge as the rules that they stand for."""

import json
import re
from collections.abc import Mapping, Sequence

import pytest
import yaml
from hypothesis import event, given

from raci.check.runner import lint
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.build import policy
from raci.model.entities import Org, Policy
from raci.project import Project
from raci.rules import catalogue
from raci.rules.rule import Rule
from tests.support.organisations import orgs
from tests.support.paths import ROOT

pytest.importorskip("cel_expr_python", reason="the extra raci[policies] is not installed")

from raci.policies.compiler import compiled

TEXT = (ROOT / "docs/policies.md").read_text(encoding="utf-8").partition("## Rules as policies")[2]
DATA = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)[0])["policies"]
POLICIES: Mapping[str, Policy] = {each["source"]: policy(id_, each) for id_, each in DATA.items()}
RULES = {rule.code: rule for rule in catalogue.rules() if rule.code in POLICIES}


def judged(rules: Sequence[Rule], matrix: Matrix) -> set[Ref]:
    """Return the subjects about which the rules find something; none of them may fail."""
    codes = {rule.code for rule in rules}
    verdicts = lint(matrix, rules, codes).verdicts
    assert {verdict.code for verdict in verdicts} <= codes, verdicts
    return {verdict.subject for verdict in verdicts}


def test_there_are_twelve_of_every_family_that_compares_no_wordings() -> None:
    assert len(POLICIES) == 12
    assert {code[:3] for code in POLICIES} == {"GAP", "OVL", "SOD", "ORG", "LOD"}


@given(orgs(unknown=False))
def test_policy_and_rule_agree(org: Org) -> None:
    matrix = Matrix(org, day="2026-11-23")
    for code, rule in RULES.items():
        found = judged([rule], matrix)
        by_policy = judged([compiled(POLICIES[code], {}).rule], matrix)
        comparable = {ref for ref in found if _is_comparable(code, ref, matrix)}
        assert {ref for ref in by_policy if _is_comparable(code, ref, matrix)} == comparable, code
        event(f"{code}: {bool(found)}")


def _is_comparable(code: str, ref: Ref, matrix: Matrix) -> bool:
    """Return whether a policy sees what the rule sees: two sides, no cycle of departments."""
    match code:
        case "SOD301":
            separation = matrix.org.separations[ref.id]
            only = [each.value for each in separation.functions] == ["responsible"]
            return only and len(separation.between) == 2
        case "ORG403" | "GAP107":
            return matrix.structure.is_rooted(ref.id)
        case _:
            return True


RARE: dict[str, dict[str, object]] = {
    "GAP113": {"roles": {"bot": {"kind": "agent"}}, "activities": {"a": {"accountable": ["bot"]}}},
    "LOD501": {"roles": {"clerk": {"duties": {f"d{n}": {} for n in range(16)}}}},
}


@pytest.mark.parametrize("code", RARE)
def test_policy_and_rule_agree_on_what_is_seldom_drawn(code: str) -> None:
    matrix = Project.of(
        {"org.yaml": json.dumps({"raci": 1, "org": {"id": "o"}, **RARE[code]})}
    ).matrix
    found = judged([RULES[code]], matrix)
    assert found == judged([compiled(POLICIES[code], {}).rule], matrix) != set()
