"""What the examples of a policy leave untried."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import define, raci

DAY = ("--as-of", "2026-11-28")
POLICY = """\
raci: 1
org: {{id: shop}}
policies:
  has-deputy:
    for: platform
    let: {{critical: platform.critical}}
    when: {when}
    require: {require}
    message: no deputy
    examples: {examples}
  untried: {{for: role, forbid: 'role.kind == "agent"', message: an agent}}
"""
CRITICAL = "{critical: true, owners: [a]}"
COVERED = "{roles: {a: {}, b: {}}, platforms: {x: {critical: true, deputies: [b]}, y: {}}}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def covered(when: str, require: str, examples: str) -> list[dict[str, Any]]:
    define(POLICY.format(when=when, require=require, examples=examples))
    ran = raci("test", "--coverage", "--format", "json", *DAY)
    assert ran.exit_code == 0, ran.output
    report: dict[str, Any] = json.loads(ran.stdout)
    policy, untried = report["coverage"]
    assert untried["lacks_failing_example"]
    assert untried["conditions"] == []
    return [{"lacks": policy["lacks_failing_example"]}, *policy["conditions"]]


def condition(key: str, expression: str, *never: str) -> dict[str, Any]:
    return {"key": key, "expression": expression, "never": list(never)}


DEPUTIES = "size(platform.deputies) > 0"
BAD = f"{{roles: {{a: {{}}}}, platforms: {{x: {CRITICAL}}}}}"


def test_examples_that_try_everything() -> None:
    examples = f"{{pass: [{COVERED}], fail: [{BAD}]}}"
    assert covered("platform.critical", DEPUTIES, examples) == [{"lacks": False}]


def test_a_policy_without_a_failing_example() -> None:
    examples = f"{{pass: [{COVERED}]}}"
    assert covered("platform.critical", DEPUTIES, examples) == [
        {"lacks": True},
        condition("require", DEPUTIES, "false"),
    ]


def test_a_condition_that_is_never_false() -> None:
    good = "{roles: {b: {}}, platforms: {x: {critical: true, deputies: [b]}}}"
    examples = f"{{pass: [{good}], fail: [{BAD}]}}"
    assert covered("platform.critical", DEPUTIES, examples) == [
        {"lacks": False},
        condition("when", "platform.critical", "false"),
    ]


def test_a_condition_that_is_a_name() -> None:
    assert covered("critical", DEPUTIES, f"{{fail: [{BAD}]}}") == [
        {"lacks": False},
        condition("when", "critical", "false"),
        condition("require", DEPUTIES, "true"),
    ]


def test_what_when_excludes_tries_no_other_condition() -> None:
    examples = f"{{pass: [{{platforms: {{y: {{}}}}}}], fail: [{BAD}]}}"
    assert covered("platform.critical", DEPUTIES, examples) == [
        {"lacks": False},
        condition("require", DEPUTIES, "true"),
    ]


def test_the_parts_of_a_condition_are_tried_each() -> None:
    either = f'{DEPUTIES} || platform.kind == "toy"'
    examples = f"{{pass: [{COVERED}], fail: [{BAD}]}}"
    assert covered("platform.critical", f"'{either}'", examples) == [
        {"lacks": False},
        condition("require", 'platform.kind == "toy"', "true"),
    ]


def test_coverage_as_text() -> None:
    define(POLICY.format(when="critical", require=DEPUTIES, examples=f"{{fail: [{BAD}]}}"))
    ran = raci("test", "--coverage", *DAY)
    assert ran.stdout == (
        "Coverage: examples try 0 of 2 policies completely.\n"
        "org.yaml:4:3: has-deputy\n"
        "  when: never false: critical\n"
        f"  require: never true: {DEPUTIES}\n"
        "org.yaml:11:3: untried\n"
        "  no failing example\n"
        "\n"
        "The only test holds (1 example), as of 2026-11-28.\n"
    )
    define(POLICY.format(when="critical", require=DEPUTIES, examples="{}"))
    ran = raci("test", "--coverage", "--lang", "zh", *DAY)
    assert ran.exit_code == 2
    assert "没有违规示例" in ran.stdout
