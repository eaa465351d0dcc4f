"""Expressions see declared attributes with their types, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("cel_expr_python", reason="the extra raci[policies] is not installed")

from raci.check.run import Run
from raci.findings.finding import Finding
from raci.policies.expression import Environment
from raci.policies.vocabulary import with_attributes
from raci.policies.weigh import weigh
from raci.project import Project, check
from tests.support.command import define, raci
from tests.support.organisations import DECLARED

SHAPES: dict[str, Any] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "numbers": {"type": "array", "items": {"type": "number"}},
    "a_b": {"enum": [1, 2]},
    "aB": {"enum": ["x", "y"]},
}
EMPTY = {
    "text": "",
    "whole": 0,
    "number": 0.0,
    "flag": False,
    "texts": [],
    "numbers": [],
    "a_b": 0,
    "aB": "",
}
NUMBERS = st.integers(-(10**9), 10**9) | st.sampled_from((0.5, -2.25, 3.0))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from(("", "a", "客服", "x" * 50)),
        "whole": st.integers(-(10**16), 10**16) | st.just(7.0),
        "number": NUMBERS,
        "flag": st.booleans(),
        "texts": st.lists(st.sampled_from(("", "a", "b")), max_size=3),
        "numbers": st.lists(NUMBERS, max_size=3),
        "a_b": st.sampled_from((1, 2)),
        "aB": st.sampled_from(("x", "y")),
    },
)


def written(policy: dict[str, Any], values: dict[str, Any]) -> str:
    data = {
        "raci": 1,
        "org": {"id": "shop", "attributes": {"role": SHAPES}},
        "roles": {"clerk": {"attributes": values}},
        "policies": {"p": {"for": "role", "message": "m", **policy}},
    }
    return json.dumps(data)


def shop(policy: dict[str, Any], values: dict[str, Any]) -> Project:
    return Project.of({"org.json": written(policy, values)})


def found(policy: dict[str, Any], values: dict[str, Any]) -> list[Finding]:
    report = check([shop(policy, values)], Run("2027-01-01"))
    return [f for f in report if f.code.startswith(("POL", "DEF"))]


@given(VALUES)
def test_an_expression_sees_what_is_written_else_an_empty_value(values: dict[str, Any]) -> None:
    """Equal and of one type: in an expression a number with a fraction is no whole number."""
    asked = " && ".join(f"role.attributes.{name} == role.attributes.{name}" for name in SHAPES)
    project = shop({"require": asked}, values)
    matrix = project.matrix
    parts = weigh(matrix.org.policies["p"], matrix.org.roles["clerk"], matrix)
    seen = {part.text: part.value for part in parts}
    assert "role.attributes" not in seen
    for name, empty in EMPTY.items():
        written = values.get(name, empty)
        literal = _literal(written, SHAPES[name])
        at = f"role.attributes.{name}"
        assert found({"require": f"{at} == {literal}"}, values) == []
        assert bool(found({"require": f"has({at})"}, values)) == (name not in values)
        assert at in seen


def _literal(value: Any, shape: dict[str, Any]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_literal(each, shape['items']) for each in value)}]"
    if shape.get("type") == "number":
        return repr(float(value))
    return json.dumps(int(value) if isinstance(value, float) else value, ensure_ascii=False)


def test_whatever_is_looked_up_has_its_attributes() -> None:
    require = "role('clerk').attributes.whole == 3 && role('').attributes.whole == 0"
    assert found({"require": require}, {"whole": 3}) == []


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        (
            "role.attributes.wole > 1",
            "the attribute `wole` is declared for no role; did you mean w",
        ),
        ("role.attributes.zzz == 'a'", "the attribute `zzz` is declared for no role"),
        ("has(role.attributes.zzz)", "the attribute `zzz` is declared for no role"),
        ("role.whole > 1", "role has no field `whole`; did you mean attributes.whole?"),
        ("role.attributes.text > 1", "cannot take (string, int)"),
        ("role.attributes.number > 1", "takes no number with a fraction beside a whole number"),
        ("2 in role.attributes.numbers", "takes no number with a fraction beside a whole number"),
        ("department('x').attributes.whole > 1", "is declared for no department"),
    ],
)
def test_a_mistake_about_an_attribute_is_told(expression: str, says: str) -> None:
    (finding,) = found({"require": expression}, {})
    assert (finding.code, says in finding.say("en")) == ("DEF002", True), finding.say("en")
    assert finding.advise("en")


@pytest.mark.parametrize("kind", DECLARED)
def test_the_example_of_an_attribute_is_an_expression(kind: str) -> None:
    known = with_attributes(DECLARED)
    for name, field in known.attributes[kind].items():
        assert f"{kind}.attributes.{name}" in field.example
        expression = Environment(known, {kind: kind}).compile(field.example, condition=True)
        assert (f"{kind}_attributes", name) in expression.fields


def test_one_policy_in_two_organisations_sees_the_attributes_of_each() -> None:
    policy = {"for": "role", "require": "role.attributes.level > 1", "message": "m"}
    for shape, codes in (({"type": "integer"}, {"POL:p"}), ({"type": "string"}, {"DEF002"})):
        org = {"id": "o", "attributes": {"role": {"level": shape}}}
        data = {"raci": 1, "org": org, "roles": {"a": {}}, "policies": {"p": policy}}
        report = check([Project.of({"org.json": json.dumps(data)})], Run("2027-01-01"))
        assert {f.code for f in report if f.code in ("POL:p", "DEF002")} == codes


@pytest.fixture
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_elsewhere")
def test_a_plan_tells_what_a_policy_with_one_text_for_all_languages_finds() -> None:
    change = "set: role:clerk, as: {attributes: {whole: 9}}"
    proposal = (
        "raci-proposal: 1\ntitle: T\nbase: .\nsteps:\n- on: 2027-02-01\n  changes:\n"
        f"  - {{{change}}}\n"
    )
    policy = {"require": "role.attributes.whole < 5", "message": "too high"}
    define(written(policy, {"whole": 3}), "org.json")
    define(proposal, "proposal.yaml")
    assert "too high (POL:p)" in raci("plan", "proposal.yaml").stdout


@pytest.mark.usefixtures("_elsewhere")
def test_the_variables_of_a_folder_have_its_attributes() -> None:
    assert "attributes.whole" not in raci("policies", "vars", "role").stdout
    define(written({"require": "true"}, {}), "org.json")
    assert "attributes.whole" in raci("policies", "vars", "role").stdout
    assert "attributes.whole" in raci("policies", "vars", "role", ".", "--lang", "zh").stdout
