"""``raci test --accept`` writes what is found into the test files."""

from pathlib import Path

import pytest

from tests.support.command import define, raci
from tests.testing.test_cases import ORG

DAY = ("--as-of", "2026-11-28")
BEFORE = """\
# what the shop must have
raci-test: 1
cases:
  as-is:  # as it stands
    path: ..
    settings: {select: [POL]}
    findings:
      # the till
      - {rule: POL:has-deputy, at: platform:till}  # known
      - rule: GAP101
        at: activity:sell
  worded:
    path: ..
    settings: {select: [POL]}
    findings:
      - rule: POL:has-deputy
        at: platform:till
        message: {zh: 没有}  # in Chinese
  empty:
    path: ..
    settings: {select: [POL]}
  plain: {path: "..", settings: {select: [POL], lang: zh}, findings: [
    {rule: POL:has-deputy, at: platform:till, message: till}]}
"""
AFTER = """\
# what the shop must have
raci-test: 1
cases:
  as-is:  # as it stands
    path: ..
    settings: {select: [POL]}
    findings:
      # the till
      - {rule: POL:has-deputy, at: platform:till}  # known
  worded:
    path: ..
    settings: {select: [POL]}
    findings:
      - rule: POL:has-deputy
        at: platform:till
        message: {zh: till 没有代理}  # in Chinese
  empty:
    path: ..
    settings: {select: [POL]}
    findings:
      - {rule: POL:has-deputy, at: platform:till}
  plain: {path: "..", settings: {select: [POL], lang: zh}, findings: [
    {rule: POL:has-deputy, at: platform:till, message: till 没有代理}]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    define(ORG, "shop/org.yaml")
    define(BEFORE, "shop/tests/t.yaml")
    return tmp_path


def text(path: str = "shop/tests/t.yaml") -> str:
    return Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["shop", ".", "shop/tests", "shop/tests/t.yaml"])
def test_expectations_are_written_and_everything_else_stays(path: str) -> None:
    ran = raci("test", path, "--accept", *DAY)
    assert (ran.exit_code, text()) == (0, AFTER)
    assert ran.stderr == "Updated shop/tests/t.yaml.\n"
    ran = raci("test", path, "--accept", *DAY)
    assert (ran.exit_code, text(), ran.stderr) == (0, AFTER, "")


def test_examples_stay_as_they_are_and_still_fail() -> None:
    example = "    examples: {pass: [{platforms: {x: {}}}]}\n"
    define(ORG + example, "shop/org.yaml")
    ran = raci("test", "shop", "--accept", *DAY)
    assert ran.exit_code == 1
    assert "passing example 1: failed" in ran.stdout
    assert text("shop/org.yaml") == ORG + example
    assert text() == AFTER


def test_nothing_is_written_where_something_cannot_be_read_or_a_rule_fails() -> None:
    define("raci-test: 1\ncases: {it: {path: nowhere}}\n", "shop/tests/u.yaml")
    assert raci("test", "shop", "--accept", *DAY).exit_code == 2
    assert text() == BEFORE
    Path("shop/tests/u.yaml").unlink()
    failing = ORG.replace("require: size", "require: 1 / size")
    define(failing, "shop/org.yaml")
    assert raci("test", "shop", "--accept", *DAY).exit_code == 3
    assert text() == BEFORE


def test_files_outside_any_organisation_are_written_too() -> None:
    case = "organisation: {platforms: {x: {}}}, settings: {select: [GAP104]}"
    for name in ("a", "b"):
        define(f"raci-test: 1\ncases:\n  it: {{{case}}}\n", f"loose/{name}.yaml")
    ran = raci("test", "loose", "--accept", *DAY)
    assert ran.exit_code == 0, ran.output
    for name in ("a", "b"):
        assert "findings: [{rule: GAP104, at: platform:x}]" in text(f"loose/{name}.yaml")
    assert raci("test", ".", "--accept", *DAY).exit_code == 0


def test_a_link_is_not_written_through() -> None:
    Path("link").symlink_to("shop")
    ran = raci("test", "link", "--accept", *DAY)
    assert ran.exit_code == 2
    assert text() == BEFORE


def test_the_last_expectation_that_goes_leaves_an_empty_list() -> None:
    define(ORG.replace("owners: [clerk]", "owners: [clerk], deputies: [boss]"), "shop/org.yaml")
    define(
        "raci-test: 1\ncases:\n  it:\n    path: ..\n    settings: {select: [POL]}\n"
        "    findings:\n      - {rule: POL:has-deputy, at: platform:till}\n",
        "shop/tests/t.yaml",
    )
    assert raci("test", "shop", "--accept", *DAY).exit_code == 0
    assert "findings: []" in text()
