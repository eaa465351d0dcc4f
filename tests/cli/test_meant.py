"""What an applied proposal gives up on purpose is no loss to `raci diff` and `--since`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, commit, git
from tests.support.signatures import commit_by, new_key, trust

ORG = """\
raci: 1
org: {id: shop, accountable: department-head}
departments:
  sales: {head: boss}
roles:
  boss: {department: sales, duties: {plan: Plan the sales.}}
  clerk: {department: sales, duties: {sell: Sell., pack: Pack.}}
  packer: {department: sales, duties: {send: Send parcels.}}
platforms:
  mall: {owners: [packer]}
"""
PROPOSAL = """\
raci-proposal: 1
title: No packing any more
base: ../org  # the shop
proposed_by: packer
approved_by: {boss: 2027-01-10, packer: 2027-01-11}
steps:
  - on: 2027-02-01
    changes:
      - release: duty:clerk/pack
      - release: owner:mall/packer
  - on: 2027-03-01
    changes:
      - release: duty:packer/send
"""
SETTINGS = 'ignore = ["GAP104"]  # it is told of every platform without an owner\n'
DAY = ("--as-of", "2027-03-01")
LOSSES = {"CHG801", "CHG802", "CHG803", "CHG804"}
PACK, MALL, SEND = (
    ("CHG801", "activity:pack"),
    ("CHG803", "platform:mall"),
    ("CHG801", "activity:send"),
)
PATH = "proposals/pack.yaml"


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    top = tmp_path.resolve() / "repository"
    top.mkdir()
    git(top, "init", "-q", "-b", "main")
    monkeypatch.chdir(top)
    commit(top, **{"org/org.yaml": ORG, "org/raci.toml": SETTINGS, PATH: PROPOSAL})
    git(top, "checkout", "-q", "-b", "side")
    return top


def apply(*arguments: str) -> None:
    ran = raci("apply", PATH, *(arguments or ("--step", "1")), *DAY)
    assert ran.exit_code == 0, ran.output


def since(rev: str = "main") -> dict[str, Any]:
    report: dict[str, Any] = json.loads(
        raci("check", "org", "--since", rev, "--format", "json", *DAY).stdout
    )
    return report


def told(rev: str = "main", status: str = "new") -> set[tuple[str, str]]:
    """Give the losses of a status, which `raci diff` and `--since` tell alike."""
    found = [f for f in since(rev)["findings"] if f["code"] in LOSSES and f["status"] == status]
    by_check = {(f["code"], f["subject"]) for f in found}
    findings = json.loads(raci("diff", f"{rev}:org", "org", "--format", "json", *DAY).stdout)
    of_diff = findings["findings"]["meant" if status == "meant" else "new"]
    by_diff = {(f["code"], f["subject"]) for f in of_diff if f["code"] in LOSSES}
    assert by_check == by_diff
    assert len(found) == len(by_check)
    return by_check


def test_what_was_approved_before_and_is_applied_now_is_no_loss() -> None:
    apply()
    assert told() == set()
    assert told(status="meant") == {PACK, MALL}
    summary = since()["summary"]
    assert summary["meant"] == 2
    assert {f["proposal"] for f in since()["findings"] if f["status"] == "meant"} == {PATH}
    text = raci("check", "org", "--since", "main", *DAY).stdout
    assert f"2 meant by {PATH} (not shown: --show meant)" in text
    assert "pack" not in text.replace(PATH, "")
    shown = raci("check", "org", "--since", "main", "--show", "meant", *DAY).stdout
    assert "CHG801 [duty-lost] (meant)" in shown
    assert f"  meant by {PATH}\n" in shown
    assert f"2 meant by {PATH} (not shown)" in raci("diff", "main:org", "org", *DAY).stdout
    zh = raci("diff", "main:org", "org", "--lang", "zh", *DAY).stdout
    assert f"{PATH} 有意放弃 2 项（未列出）" in zh


def test_what_is_committed_counts_as_what_is_not_yet(top: Path) -> None:
    apply()
    commit(top)
    assert told(status="meant") == {PACK, MALL}
    text = raci("diff", "main:org", "side:org", *DAY).stdout
    assert f"2 meant by side:{PATH} (not shown)" in text


@pytest.mark.parametrize("format_", ["sarif", "gitlab", "junit", "github", "markdown", "concise"])
def test_no_format_fails_for_it(format_: str) -> None:
    apply()
    ran = raci("check", "org", "--since", "main", "--select", "CHG", "--format", format_, *DAY)
    assert ran.exit_code == 0, ran.output


def test_each_step_is_judged_by_the_base_that_it_came_upon(top: Path) -> None:
    apply()
    commit(top)
    git(top, "branch", "-f", "main")
    planned = json.loads(raci("plan", PATH, "--format", "json", *DAY).stdout)
    assert all(each["about"] for each in planned["approvals"])  # others were for the first step
    apply("--step", "2")
    assert told() == set()
    assert told(status="meant") == {SEND}


def test_a_loss_that_no_proposal_names_is_told() -> None:
    apply()
    path = Path("org/org.yaml")
    path.write_text(path.read_text().replace(", duties: {plan: Plan the sales.}", ""))
    assert told() == {("CHG801", "activity:plan")}
    assert told(status="meant") == {PACK, MALL}


def test_a_step_that_is_not_stamped_excuses_nothing() -> None:
    apply("--ahead-of-date")
    text = Path(PATH).read_text()
    assert text.endswith("applied:\n  1: 2027-03-01\n  2: 2027-03-01\n")
    Path(PATH).write_text(text.replace("  2: 2027-03-01\n", ""))
    assert told() == {SEND}
    Path(PATH).write_text(PROPOSAL)
    assert told() == {PACK, MALL, SEND}


def test_a_stamp_alone_changes_nothing() -> None:
    Path(PATH).write_text(PROPOSAL + "applied: {1: 2027-02-01}\n")
    assert told() == told(status="meant") == set()


def test_a_stamp_that_the_base_has_excuses_nothing_that_comes_later(top: Path) -> None:
    apply()
    commit(top)
    commit(top, **{"org/org.yaml": ORG})  # somebody brings it back
    git(top, "branch", "-f", "main")
    without = ORG.replace(", pack: Pack.", "").replace("owners: [packer]", "owners: []")
    define(without.replace("  mall: {owners: []}", "  mall: {}"), "org/org.yaml")
    assert told() == {PACK, MALL}


EDITS = {
    "approvals that came with it": (
        "approved_by: {boss: 2027-01-10, packer: 2027-01-11}\n",
        "approved_by: {boss: 2027-01-10}\n",
    ),
    "another title": ("No packing any more", "No packing"),
    "what it names": ("      - release: duty:clerk/pack\n", ""),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_proposal_that_is_edited_in_the_change_excuses_nothing(top: Path, edit: str) -> None:
    git(top, "checkout", "-q", "main")
    commit(top, **{PATH: PROPOSAL.replace(*EDITS[edit])})
    git(top, "checkout", "-q", "-B", "side")
    commit(top, **{PATH: PROPOSAL})
    apply()
    assert told() == {PACK, MALL}
    assert told(status="meant") == set()


def test_a_proposal_that_is_new_in_the_change_excuses_nothing(top: Path) -> None:
    git(top, "checkout", "-q", "main")
    git(top, "rm", "-q", PATH)
    commit(top)
    git(top, "checkout", "-q", "-B", "side")
    commit(top, **{PATH: PROPOSAL})
    apply()
    assert told() == {PACK, MALL}


@pytest.mark.parametrize(
    "approved", ["{boss: 2027-01-10}", "{boss: 2027-01-10, packer: 2027-09-01}"]
)
def test_without_every_approval_that_it_needs_it_excuses_nothing(top: Path, approved: str) -> None:
    written = PROPOSAL.replace("{boss: 2027-01-10, packer: 2027-01-11}", approved)
    git(top, "checkout", "-q", "main")
    commit(top, **{PATH: written})
    git(top, "checkout", "-q", "-B", "side")
    without = ORG.replace(", pack: Pack.", "").replace("  mall: {owners: [packer]}", "  mall: {}")
    define(without, "org/org.yaml")
    define(written + "applied: {1: 2027-02-01}\n", PATH)
    assert told() == {PACK, MALL}


def test_it_is_said_that_a_proposal_does_not_excuse_a_loss_that_it_names(top: Path) -> None:
    git(top, "checkout", "-q", "main")
    git(top, "rm", "-q", PATH)
    commit(top)
    git(top, "checkout", "-q", "-B", "side")
    commit(top, **{PATH: PROPOSAL})
    apply()
    path = Path("org/org.yaml")
    path.write_text(path.read_text().replace(", duties: {plan: Plan the sales.}", ""))
    messages = {f["subject"]: f["message"] for f in since()["findings"] if f["code"] in LOSSES}
    said = f"; {PATH} gives it up, but was not in the base with every approval that it needs"
    assert messages["activity:pack"].endswith(said)
    assert messages["platform:mall"].endswith(said)
    assert PATH not in messages["activity:plan"]


def test_a_proposal_of_another_organisation_excuses_nothing(top: Path) -> None:
    git(top, "checkout", "-q", "main")
    commit(top, **{"other/org.yaml": ORG.replace("id: shop", "id: other")})
    git(top, "checkout", "-q", "-B", "side")
    apply()
    define(Path("org/org.yaml").read_text().replace("id: shop", "id: other"), "other/org.yaml")
    findings = json.loads(raci("diff", "main:other", "other", "--format", "json", *DAY).stdout)
    assert {(f["code"], f["subject"]) for f in findings["findings"]["new"]} >= {PACK, MALL}


def test_a_role_that_goes_is_told_of_what_was_not_named(top: Path) -> None:
    text = PROPOSAL[: PROPOSAL.index("      - release")] + (
        "      - retire: role:clerk\n        dropping: [duty:clerk/pack]\n"
    )
    git(top, "checkout", "-q", "main")
    commit(top, **{PATH: text})
    git(top, "checkout", "-q", "-B", "side")
    define(ORG.replace("  clerk: {department: sales, duties: {sell: Sell., pack: Pack.}}\n", ""),
           "org/org.yaml")  # fmt: skip
    define(text + "applied: {1: 2027-02-01}\n", PATH)
    report = since()["findings"]
    (gone,) = [f for f in report if f["code"] == "CHG804"]
    assert gone["involves"] == ["activity:sell"]


def test_a_control_is_never_excused(top: Path) -> None:
    org = ORG.replace("  mall: {owners: [packer]}\n", "  mall: {owners: [packer]}\n"
        "activities:\n  sell: {critical: true, verifier: [packer]}\n")  # fmt: skip
    text = PROPOSAL.replace("release: duty:clerk/pack", "release: assignment:sell/verifier/packer")
    git(top, "checkout", "-q", "main")
    commit(top, **{PATH: text, "org/org.yaml": org})
    git(top, "checkout", "-q", "-B", "side")
    define(org.replace(", verifier: [packer]", ""), "org/org.yaml")
    define(text + "applied: {1: 2027-02-01}\n", PATH)
    codes = {f["code"] for f in since()["findings"] if f["status"] == "new"}
    assert "CHG813" in codes


def test_of_two_folders_each_has_its_own_proposals(top: Path) -> None:
    written = PROPOSAL.replace("base: ../org  # the shop", "base: ..")
    stamped = written + "applied: {1: 2027-02-01}\n"
    without = ORG.replace(", pack: Pack.", "").replace("  mall: {owners: [packer]}", "  mall: {}")
    define(ORG, "old/org.yaml")
    define(written, "old/proposals/p.yaml")
    define(without, "new/org.yaml")
    define(stamped, "new/proposals/p.yaml")
    findings = json.loads(raci("diff", "old", "new", "--format", "json", *DAY).stdout)["findings"]
    assert {(f["code"], f["subject"]) for f in findings["meant"]} == {PACK, MALL}
    define(stamped, "old/proposals/p.yaml")
    findings = json.loads(raci("diff", "old", "new", "--format", "json", *DAY).stdout)["findings"]
    assert findings["meant"] == []


def test_a_headship_that_goes_is_told_once_by_a_difference_too() -> None:
    define(ORG.replace("sales: {head: boss}", "sales: {}"), "org/org.yaml")
    assert told() == {("CHG802", "department:sales")}
    codes = {f["code"] for f in since()["findings"] if f["change"] == "new"}
    assert not codes & {"GAP101", "GAP107"}


PEOPLE = """\
people:
  li: {roles: {boss: {}}, git: li@example.org}
  wu: {roles: {packer: {}}, git: wu@example.org}
"""


@pytest.mark.parametrize("signed", [True, False])
def test_approvals_that_git_verifies_may_come_with_the_change(
    top: Path, tmp_path: Path, signed: bool
) -> None:
    keys = {who: new_key(tmp_path / "keys", who) for who in ("li", "wu")}
    trust(top, tmp_path / "signers", {f"{who}@example.org": key for who, key in keys.items()})
    git(top, "checkout", "-q", "main")
    git(top, "rm", "-q", PATH)
    commit(top, **{"org/org.yaml": ORG + PEOPLE})
    git(top, "checkout", "-q", "-B", "side")
    new = PROPOSAL.replace("approved_by: {boss: 2027-01-10, packer: 2027-01-11}\n", "")
    commit(top, **{PATH: new})
    lines = ("approved_by:\n", "  boss: 2027-01-10\n", "  packer: 2027-01-11\n")
    for who, n in (("li", 2), ("wu", 3)):
        text = new.replace("steps:\n", "".join((*lines[:n], "steps:\n")))
        key = keys[who] if signed else None
        commit_by(top, f"{who}@example.org", {PATH: text}, key)
    apply()
    assert told(status="meant") == ({PACK, MALL} if signed else set())
    assert told() == (set() if signed else {PACK, MALL})
