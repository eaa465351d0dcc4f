"""The e-commerce department's reorganisation: what the document leaves open, and what is safe."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import raci
from tests.support.paths import ROOT

DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def plan(tmp_path: Path) -> Any:
    """Give the plan of the document's own proposal."""
    file = tmp_path / "plan.json"
    proposal = ROOT / "org" / "proposals" / "operating-groups.yaml"
    assert raci("plan", str(proposal), "-o", str(file), *DAY).exit_code == 1
    return json.loads(file.read_text("utf-8"))


def test_what_the_document_does_not_decide_is_an_open_question(plan: Any) -> None:
    assert plan["verdict"] == "not safe"  # what falls on the floor counts before open questions
    words = " ".join(plan["open"])
    for topic in (
        "no date",
        "Taobao Mall",
        "three operating supervisors",
        "2 to 5",
        "campaign planner",
        "distribution, promotion",
        "CRM",
        "after-sales",
    ):
        assert topic in words
    assumed = " ".join(change["assumes"] for change in plan["changes"])
    assert "one person holds the five posts" in assumed
    assert "promoted" in assumed


def test_what_falls_on_the_floor_is_told(plan: Any) -> None:
    new = {(each["code"], each["subject"]) for each in plan["findings"]["new"]}
    assert {
        ("CHG803", "platform:taobao-mall"),
        ("CHG804", "role:taobao-supervisor"),
        ("CHG805", "separation:price-and-sell"),
        ("SOD301", "separation:price-and-sell"),
        ("GAP104", "platform:baidu"),
    } <= new
    stays = {each["department"]: each for each in plan["departments"]}
    assert stays["visual-design"]["headcount_after"] == 5
    assert stays["customer-service"]["headcount_after"] == 7
    assert stays["logistics"]["headcount_after"] == 4
    assert "promotion" not in {
        each["department"] for each in plan["departments"] if each["headcount_after"]
    }


def test_one_person_in_five_posts_is_told(plan: Any) -> None:
    people = [each for each in plan["findings"]["new"] if each["code"].startswith("PPL")]
    assert any(each["subject"] == "person:first-supervisor" for each in people)


def test_the_old_post_is_split_among_owners(plan: Any) -> None:
    owners = [fate for fate in plan["balance"]["fates"] if fate["held"].startswith("owner:")]
    fates = {fate["held"].split("/")[0]: fate["fate"] for fate in owners}
    assert fates == {
        "owner:alibaba": "handed over",
        "owner:jd": "handed over",
        "owner:shanshan-mall": "handed over",
        "owner:yihaodian": "handed over",
        "owner:taobao-mall": "retired",
    }


def test_the_revised_proposal_is_safe_and_checks_clean_when_applied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "org", tmp_path / "org")
    monkeypatch.chdir(tmp_path)
    proposal = "org/proposals/operating-groups-revised.yaml"
    assert raci("plan", proposal, "-o", "plan.json", *DAY).exit_code == 0
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    assert (plan["verdict"], plan["open"]) == ("safe", [])
    assert not [each for each in plan["findings"]["between"] if each["failing"]]
    assert raci("check", "org/ecommerce", *DAY).exit_code == 1
    for step in ("1", "2"):
        ran = raci(
            "apply", proposal, "--plan", "plan.json", "--step", step, "--ahead-of-date", *DAY
        )
        assert ran.exit_code == 0, ran.output
    checked = raci("check", "org/ecommerce", "--as-of", "2027-03-01", "--format", "json")
    assert (checked.exit_code, json.loads(checked.stdout)["summary"]["error"]) == (0, 0)
