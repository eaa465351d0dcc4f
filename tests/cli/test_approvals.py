"""Which approvals count: what plan, apply, check and waive make of the setting `approvals`."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from raci.schema import schema_path
from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, git
from tests.support.signatures import commit_by, new_key, trust

DAY = ("--as-of", "2026-11-23")
ORG = """\
raci: 1
org: {id: shop}
departments:
  sales: {head: boss}
roles:
  boss: {department: sales, name: {en: Head of sales, zh: 销售主管}}
  clerk: {department: sales, duties: {sell: Sell.}, accountable: [sell]}
  buyer: {department: sales, duties: {order: Order.}, accountable: [order]}
platforms:
  mall: {owners: [clerk]}
  stall: {}
people:
  li: {git: li@example.org, roles: {clerk: {}}}
  wu: {git: wu@example.org, roles: {boss: {}}}
"""
PROPOSAL = """\
raci-proposal: 1
title: The mall moves
base: shop
proposed_by: boss
%ssteps:
  - on: 2026-11-01
    changes:
      - hand_over: platform:mall
        to: buyer
"""
APPROVED = PROPOSAL % "approved_by:\n  clerk: 2026-11-20\n"
WAIVERS = """\
raci: 1
waivers:
  stall:
    rule: platform-without-owner
    at: platform:stall
    reason: Advertised.
    approved_by:
      boss: 2026-11-20
    until: 2026-12-31
"""


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an organisation and a proposal that nobody has approved."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "top"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    commit_by(folder, "wu@example.org", {"shop/org.yaml": ORG, "mall.yaml": PROPOSAL % ""})
    monkeypatch.chdir(folder)
    return folder


def settings(least: str) -> None:
    define(f'approvals = "{least}"\n', "shop/raci.toml")


def plan() -> dict[str, Any]:
    ran = raci("plan", "mall.yaml", "--format", "json", *DAY)
    found: dict[str, Any] = json.loads(ran.stdout)
    schema = json.loads(schema_path("plan").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    return found


@pytest.mark.parametrize(
    ("author", "least", "approved"),
    [
        ("li@example.org", "claimed", True),
        ("li@example.org", "committed", True),
        ("li@example.org", "verified", False),
        ("wu@example.org", "claimed", True),
        ("wu@example.org", "committed", False),
    ],
)
def test_what_counts_for_plan_and_apply(top: Path, author: str, least: str, approved: bool) -> None:
    settings(least)
    commit_by(top, author, {"mall.yaml": APPROVED})
    found = plan()
    assert found["approved"] is approved
    assert found["least_standing"] == least
    applied = raci("apply", "mall.yaml", "--dry-run", *DAY)
    assert (applied.exit_code == 0) is approved
    if not approved:
        assert "not approved by clerk" in applied.output
        assert found["missing_approvals"] == ["role:clerk"]


def test_the_standing_is_told_in_every_format(top: Path) -> None:
    commit_by(top, "li@example.org", {"mall.yaml": APPROVED})
    (approval,) = plan()["approvals"]
    assert approval["standing"] == "committed"
    assert approval["why_no_better"] == "its commit is not signed"
    assert "why_not" not in approval
    for format_ in ("text", "markdown", "html"):
        told = raci("plan", "mall.yaml", "--format", format_, *DAY).output
        assert ", committed" in told, format_
    assert "本人提交" in raci("plan", "mall.yaml", "--lang", "zh", *DAY).output


def test_the_first_screen_names_whose_approval_does_not_suffice(top: Path) -> None:
    settings("committed")
    commit_by(top, "wu@example.org", {"mall.yaml": APPROVED})
    ran = raci("plan", "mall.yaml", *DAY)
    assert ran.exit_code == 0
    assert "clerk (claimed, not committed)" in ran.output
    assert "does not count: claimed, not committed" in ran.output
    (approval,) = plan()["approvals"]
    assert (approval["why_not"], approval["standing"]) == ("standing", "claimed")


def test_a_signed_approval_is_enough(top: Path, tmp_path: Path) -> None:
    settings("verified")
    key = new_key(tmp_path / "keys", "li")
    trust(top, tmp_path / "keys" / "signers", {"li@example.org": key})
    commit_by(top, "li@example.org", {"mall.yaml": APPROVED}, key)
    assert plan()["approved"] is True
    assert raci("apply", "mall.yaml", *DAY).exit_code == 0


def test_a_step_that_changes_after_the_approval(top: Path) -> None:
    settings("committed")
    commit_by(top, "li@example.org", {"mall.yaml": APPROVED})
    commit_by(top, "wu@example.org", {"mall.yaml": f"# a remark\n{APPROVED}"})
    assert plan()["approved"] is True
    define(APPROVED.replace("to: buyer", "to: boss"), "mall.yaml")
    assert plan()["approved"] is False


def test_a_proposal_outside_of_git_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "else").mkdir()
    monkeypatch.chdir(tmp_path / "else")
    define(ORG, "shop/org.yaml")
    define(APPROVED, "mall.yaml")
    assert plan()["approved"] is True
    settings("committed")
    assert plan()["approved"] is False


def waived(*more: str) -> list[dict[str, Any]]:
    ran = raci("check", "shop", "--format", "json", "--select", "GAP104,DEF008", *DAY, *more)
    findings: list[dict[str, Any]] = json.loads(ran.stdout)["findings"]
    return findings


def test_a_waiver_whose_approval_does_not_suffice_accepts_nothing(top: Path) -> None:
    commit_by(top, "li@example.org", {"shop/waivers.yaml": WAIVERS})
    (finding,) = waived()
    assert finding["status"] == "waived"
    assert "standing" not in finding["waiver"]
    settings("committed")
    told = {each["code"]: each for each in waived()}
    assert told["GAP104"]["status"] == "new"
    assert "its approval by boss is claimed, not committed" in str(told["GAP104"]["message"])
    assert "no present holder of boss" in str(told["DEF008"]["message"])
    place = told["DEF008"]["place"]
    assert (place["path"], place["line"]) == ("shop/waivers.yaml", 8)


def test_a_waiver_whose_approval_suffices(top: Path) -> None:
    settings("committed")
    commit_by(top, "wu@example.org", {"shop/waivers.yaml": WAIVERS})
    (finding,) = waived()
    assert finding["status"] == "waived"
    assert finding["waiver"]["standing"] == {"boss": "committed"}
    told = raci("check", "shop", "--format", "markdown", "--select", "GAP104", *DAY).output
    assert "2026-11-20 (committed)" in told
    why = raci("why", str(finding["fingerprint"])[:8], "shop", *DAY).output
    assert "boss on 2026-11-20 (committed)" in why


def test_every_approval_of_a_waiver_must_suffice(top: Path) -> None:
    settings("committed")
    text = WAIVERS.replace("      boss:", "      buyer: 2026-11-20\n      boss:")
    commit_by(top, "wu@example.org", {"shop/waivers.yaml": text})
    assert {each["status"] for each in waived()} == {"new"}


def test_compared_with_a_base_its_addresses_count(top: Path) -> None:
    settings("committed")
    commit_by(top, "wu@example.org", {"shop/waivers.yaml": WAIVERS})
    git(top, "checkout", "-q", "-b", "change")
    renewed = WAIVERS.replace("2026-12-31", "2026-12-30")
    commit_by(top, "wu@example.org", {"shop/waivers.yaml": renewed})
    assert raci("check", "shop", "--since", "main", *DAY).exit_code in (0, 1)
    assert not [each for each in waived("--since", "main") if each["code"] == "DEF008"]


def test_a_change_cannot_make_its_own_approver_nor_lower_what_counts(top: Path) -> None:
    settings("committed")
    commit_by(top, "wu@example.org")
    git(top, "checkout", "-q", "-b", "change")
    commit_by(top, "x@example.org", {"shop/org.yaml": ORG.replace("li@", "x@")})
    commit_by(top, "x@example.org", {"mall.yaml": APPROVED})
    since = ("plan", "mall.yaml", "--since", "main", "--require-approval", *DAY)
    for least in ("committed", "claimed"):
        settings(least)
        assert plan()["approved"] is True
        ran = raci(*since)
        assert ran.exit_code == 1
        assert "clerk (claimed, not committed)" in ran.output
    ran = raci("apply", "mall.yaml", "--dry-run", "--since", "main", *DAY)
    assert ran.exit_code == 1
    assert "not approved by clerk" in ran.output
    ran = raci("plan", "mall.yaml", "--since", "mian", *DAY)
    assert ran.exit_code == 2
    assert "unknown revision `mian`" in ran.output


def test_a_waiver_that_is_written_says_that_it_must_be_committed() -> None:
    settings("committed")
    (finding,) = waived()
    handle = str(finding["fingerprint"])[:8]
    options = ("--reason", "Advertised.", "--until", "2026-12-31", "--by", "boss", *DAY)
    ran = raci("waive", handle, "shop", *options)
    assert ran.exit_code == 0, ran.output
    assert "its line is not committed" in ran.output
    assert "stall" in Path("shop/org.yaml").read_text(encoding="utf-8")


def test_lowering_the_setting_is_told(top: Path) -> None:
    settings("verified")
    commit_by(top, "wu@example.org")
    settings("committed")
    ran = raci("check", "shop", "--since", "HEAD", *DAY)
    assert "`approvals` is committed now, verified before" in ran.output
    settings("verified")
    assert "CHG811" not in raci("check", "shop", "--since", "HEAD", *DAY).output


def test_the_setting_is_shown_and_checked() -> None:
    settings("committed")
    shown = raci("check", "shop", "--show-settings").output
    assert 'approvals = "committed"' in shown
    settings("commited")
    ran = raci("check", "shop", *DAY)
    assert ran.exit_code == 2
    assert "committed" in ran.output


def test_addresses_are_shown_to_nobody(top: Path) -> None:
    settings("committed")
    commit_by(top, "wu@example.org", {"mall.yaml": APPROVED, "shop/waivers.yaml": WAIVERS})
    wrong = ORG.replace("git: li@example.org", "git: li@example.org, gti: li@example.org")
    for format_ in ("text", "json", "markdown", "html"):
        assert "@example" not in raci("plan", "mall.yaml", "--format", format_, *DAY).output
    assert "@example" not in raci("show", "role:clerk", "shop").output
    assert "@example" not in raci("check", "shop", "--format", "sarif", *DAY).output
    define(ORG.replace("li@example.org", "li@example.org@"), "shop/org.yaml")
    told = raci("check", "shop", *DAY)
    assert told.exit_code == 2
    assert "@example" not in told.output
    define(wrong, "shop/org.yaml")
    assert "@example" not in raci("check", "shop", *DAY).output
