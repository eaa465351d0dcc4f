"""``raci plan`` as people meet it: the first screen, the sheet of a role, statuses, refusals."""

import json
from pathlib import Path

import jsonschema
import pytest

from raci.schema import schema_path
from tests.support.command import define, raci

DAY = ("--as-of", "2026-11-23")
ORG = """\
raci: 1
org: {id: shop, accountable: department-head}
departments:
  sales: {head: boss}
roles:
  boss: {department: sales, name: {en: Head of sales, zh: 销售主管}}
  clerk: {department: sales, duties: {sell: Sell., price: Set prices.}}
  buyer: {department: sales, duties: {order: Order goods.}}
platforms:
  mall: {owners: [clerk]}
"""
PROPOSAL = """\
raci-proposal: 1
title: {en: Two desks, zh: 两个岗位}
base: shop
approved_by: {boss: 2027-01-10}
steps:
  - on: 2027-02-01
    title: First
    changes:
      - add: role:seller
        as: {department: sales, reports_to: boss}
        because: There is too much to do.
      - hand_over: duty:clerk/sell
        to: seller
        assumes: One seller is enough.
%s"""
LATER = """\
  - on: 2027-04-01
    changes:
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    define(ORG, "shop/org.yaml")
    define(PROPOSAL % "", "desks.yaml")


def plan(*more: str, steps: str = "") -> str:
    define(PROPOSAL % steps, "desks.yaml")
    ran = raci("plan", "desks.yaml", *more, *DAY)
    return f"{ran.exit_code} {ran.output}"


def test_the_first_screen_says_what_and_whether() -> None:
    shown = plan()
    assert shown.startswith("0 Plan: Two desks\n\nVerdict")
    for line in (
        "Verdict: safe (nothing new fails, no question is open)",
        "Headcount: 3 before, 4 after",
        "Assumption    One seller is enough. (change 2)",
        "To add        1 role",
    ):
        assert line in shown
    assert "两个岗位" in plan("--lang", "zh")


def test_a_vacuum_between_two_steps_is_an_error() -> None:
    release = "      - release: duty:clerk/price\n"
    assert plan(steps=release).startswith("0"), "given up on purpose, for good"
    release += "      - release: owner:mall/clerk\n"
    later = f"{LATER}      - add: duty:buyer/price\n      - assign: owner:mall/buyer\n"
    shown = plan(steps=release + later)
    assert shown.startswith("1")
    assert "3 findings between the steps that fail" in shown
    between = shown[shown.index("Between the steps") : shown.index("Effect on each role")]
    assert "CHG801" in between
    assert "CHG803" in between
    assert "2027-03-31" in between


def test_who_must_approve_stands_beside_who_did() -> None:
    steps = "      - hand_over: platform:mall\n        to: buyer\n"
    shown = plan(steps=steps)
    table = shown[shown.index("Who must approve") :]
    assert "2027-01-10" in table
    assert table.count("not yet") == 1, "the buyer, who gains it, need not approve"
    assert "Must approve, and did not yet: 1 of" in shown
    assert "\n  - clerk: " in shown


def test_accountability_that_nobody_ordered_is_told() -> None:
    shown = plan(steps="      - hand_over: department:sales\n        to: seller\n")
    table = shown[shown.index("Side effects on accountability") :]
    assert "order" in table[: table.index("Effect")]


def test_the_sheet_of_a_role() -> None:
    shown = plan("--for", "role:seller")
    assert shown.startswith("0 What changes for seller, new\n")
    assert "R of sell  clerk" in shown
    assert "2027-02-01" in shown
    lost = plan("--for", "role:clerk")
    assert "R of sell  seller" in lost
    assert "R of price" in lost
    assert "Nothing changes for this role." in plan("--for", "role:buyer")
    assert "did you mean role:seller?" in plan("--for", "role:sellr")


def test_what_is_wrong_with_a_proposal_ends_with_2_and_no_plan() -> None:
    shown = plan(steps="      - retire: role:nobody\n")
    assert shown.startswith("2 desks.yaml:15:9: error DEF004")
    define("raci-proposal: 1\n\t- x\n", "desks.yaml")
    assert raci("plan", "desks.yaml", *DAY).exit_code == 2
    define((PROPOSAL % "").replace("base: shop", "base: nowhere"), "desks.yaml")
    ran = raci("plan", "desks.yaml", *DAY)
    assert (ran.exit_code, "desks.yaml:3:1: base" in ran.output) == (2, True)
    for text in (
        "raci: 1\n",
        "",
        "- a\n",
        "1\n",
        "raci-proposal: 2\n",
        "raci-proposal: 1\nsteps: 1\n",
    ):
        define(text, "desks.yaml")
        ran = raci("plan", "desks.yaml", *DAY)
        assert (ran.exit_code, "desks.yaml:1:1: error DEF002" in ran.output) == (2, True), text


def test_a_loss_is_planned_for_as_well() -> None:
    ran = raci("plan", "shop", "--without", "role:clerk", *DAY)
    assert ran.exit_code == 0
    assert "mall" in ran.output
    assert ran.output == raci("drill", "shop", "--without", "role:clerk", *DAY).output
    assert raci("plan", "shop", *DAY).exit_code == 2
    assert raci("plan", "shop", "--without", "role:clrek", *DAY).exit_code == 2
    assert raci("plan", "shop", "--without", "role:clerk", "-o", "x.md", *DAY).exit_code == 2


def test_a_drill_has_its_schema() -> None:
    told = json.loads(raci("drill", "shop", "--format", "json", *DAY).stdout)
    jsonschema.validate(told, json.loads(schema_path("drill").read_text("utf-8")))
    assert len(told["losses"]) == 4


def test_what_a_waiver_accepts_makes_a_plan_safe_with_waivers() -> None:
    waiver = (
        "waivers:\n  no-owner-for-now:\n    rule: GAP104\n    at: platform:mall\n"
        "    reason: It closes.\n    approved_by: {boss: 2026-11-02}\n    until: 2027-06-30\n"
    )
    define(ORG + waiver, "shop/org.yaml")
    shown = plan(steps="      - release: owner:mall/clerk\n")
    assert shown.startswith("0")
    assert "Verdict: safe with waivers (" in shown
    assert "1 new finding that is accepted" in shown


def test_the_first_screen_says_which_rules_settings_lower() -> None:
    define('ignore = ["GAP101"]\n[options.ORG407]\nmax = 40\n[severity]\nOVL = "info"\n',
           "shop/raci.toml")  # fmt: skip
    screen = " ".join(plan("--allow", "large-change").split())
    assert "not checked: An activity has no accountable role (shop/raci.toml:1:11)" in screen
    assert "`max` is 40 instead of 15: A role has too many direct reports" in screen
    assert "more (shop/raci.toml:5:1)" in screen
    assert "only an info: A change removes many assignments (command line)" in screen
    ran = raci("plan", "desks.yaml", "--format", "json", *DAY)
    lowered = json.loads(ran.stdout)["settings_lowered"]
    assert [each["how"] for each in lowered] == ["left-out", "widened", "lowered-info"]
    assert lowered[0] == {"how": "left-out", "rules": ["GAP101"], "origin": "shop/raci.toml:1:11"}
