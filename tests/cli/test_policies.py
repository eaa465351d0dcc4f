"""Findings of policies are met as those of raci's own rules are, in every command."""

import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import define, raci
from tests.support.repositories import commit, git

pytest.importorskip("cel_expr_python", reason="the extra raci[policies] is not installed")

SHOP = """\
raci: 1
org: {id: shop}
roles:
  crm: {duties: {sell: Sell}, accountable: [sell]}
platforms:
  shop: {owners: [crm], critical: true}
  erp: {owners: [crm]}
policies:
  has-deputy:
    name: {en: A platform has a deputy, zh: 平台有副负责岗位}
    for: platform
    when: platform.critical
    require: size(platform.deputies) > 0
    message: {en: "{platform.id} has no deputy", zh: "{platform.id} 没有副负责岗位"}
    severity: warning
    source: ISO/IEC 27001:2022 A.5.9
    at: owners
"""
DAY = ("--as-of", "2027-01-01")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    define(SHOP)


def told(*arguments: str) -> list[dict[str, Any]]:
    report = json.loads(raci("check", "--format", "json", *DAY, *arguments).output)
    findings: list[dict[str, Any]] = report["findings"]
    return [finding for finding in findings if finding["code"].startswith("POL")]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((), ["POL:has-deputy"]),
        (("--select", "POL"), ["POL:has-deputy"]),
        (("--select", "POL:has-deputy"), ["POL:has-deputy"]),
        (("--select", "pol:has-deputy"), ["POL:has-deputy"]),
        (("--select", "GAP"), []),
        (("--ignore", "POL"), []),
        (("--ignore", "POL:has-deputy"), []),
        (("--ignore", "POL:other"), ["POL:has-deputy"]),
    ],
)
def test_policies_are_selected_as_rules_are(arguments: tuple[str, ...], codes: list[str]) -> None:
    assert [finding["code"] for finding in told(*arguments)] == codes


@pytest.mark.parametrize(
    ("settings", "severities"),
    [
        ('[severity]\n"POL:has-deputy" = "error"', ["error"]),
        ('[severity]\nPOL = "info"', ["info"]),
        ('ignore = ["POL:has-deputy"]', []),
        ('select = ["GAP"]\nmandatory = ["POL:has-deputy"]', ["warning"]),
        ('[per-path-ignores]\n"*.yaml" = ["POL"]', []),
    ],
)
def test_settings_name_policies(settings: str, severities: list[str]) -> None:
    define(settings, "raci.toml")
    assert [finding["severity"] for finding in told()] == severities


def test_a_finding_stands_at_the_key_and_has_the_page_of_its_policy() -> None:
    (finding,) = told()
    assert (finding["place"]["line"], finding["place"]["column"]) == (6, 10)
    assert finding["values"]["platform.id"] == "shop"
    sarif = json.loads(raci("check", "--format", "sarif", *DAY).output)
    rules = {rule["id"]: rule for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
    rule = rules["POL:has-deputy"]
    assert rule["shortDescription"]["text"] == "A platform has a deputy"
    assert "size(platform.deputies) > 0" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"]["level"] == "warning"


@pytest.mark.parametrize(("lang", "word"), [("en", "What it requires"), ("zh", "要求")])
def test_rules_prints_the_page_of_a_policy(lang: str, word: str) -> None:
    page = raci("rules", "POL:has-deputy", "--lang", lang).output
    assert word in page
    assert "size(platform.deputies) > 0" in page
    assert "ISO/IEC 27001:2022 A.5.9" in page
    unknown = raci("rules", "POL:has-deputies")
    assert unknown.exit_code == 2
    assert "POL:has-deputy" in unknown.output


def test_a_finding_is_waived_and_recorded() -> None:
    (finding,) = told()
    digits = finding["fingerprint"][:8]
    terms = ("--reason", "Alone until May", "--by", "crm", "--until", "2027-05-01")
    waived = raci("waive", digits, *terms, *DAY)
    assert waived.exit_code == 0, waived.output
    assert "POL:has-deputy" in Path("org.yaml").read_text("utf-8")
    assert [each["status"] for each in told()] == ["waived"]
    define(SHOP)
    assert raci("baseline", *DAY).exit_code == 0
    assert [each["status"] for each in told()] == ["baselined"]


def test_since_tells_what_a_change_brings() -> None:
    git(Path(), "init", "-q", "-b", "main")
    commit(Path(), **{"org.yaml": SHOP})
    define(SHOP.replace("erp: {owners: [crm]}", "erp: {owners: [crm], critical: true}"))
    changes = {each["subject"]: each["change"] for each in told("--since", "HEAD")}
    assert changes == {"platform:shop": "unchanged", "platform:erp": "new"}


def test_why_shows_each_part_with_its_value() -> None:
    (finding,) = told()
    shown = raci("why", finding["fingerprint"][:8], *DAY).output
    lines = [line.split() for line in shown.splitlines()]
    assert ["platform.critical", "true", "[3]"] in lines
    assert ["size(platform.deputies)", "0", "[4]"] in lines
    assert "policy:has-deputy#require" in shown


@pytest.fixture
def _no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def refuse(name: str, *more: Any, **named: Any) -> Any:
        if name.startswith("cel_expr_python"):
            raise ImportError(name)
        return found(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", refuse)


@pytest.mark.usefixtures("_no_engine")
def test_without_the_extra_policies_are_not_judged_and_it_is_said() -> None:
    run = raci("check", *DAY)
    assert run.exit_code == 2
    assert "pip install 'raci[policies]'" in run.output
    without = raci("check", *DAY, "--ignore", "POL")
    assert without.exit_code == 0, without.output
    assert "1 policy not run" in without.output


def test_policies_that_are_left_out_are_counted() -> None:
    assert "1 policy not run" in raci("check", *DAY, "--select", "GAP").output
    assert "not run" not in raci("check", *DAY).output
