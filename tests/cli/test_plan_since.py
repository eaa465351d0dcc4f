"""``raci plan --since``: the plans of the proposals that a change brings, and no others."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from raci.render.findings.markdown import COMMENT
from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, commit, git

DAY = ("--as-of", "2026-11-23")
ORG = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [pay]}
  clerk: {reports_to: boss, duties: {pay: Pay the invoices}}
platforms:
  till: {owners: [clerk]}
"""
PROPOSAL = """\
raci-proposal: 1
title: %s
base: shop
steps:
- on: 2027-02-01
  changes:
  - %s
"""
SAFE, UNSAFE = "add: role:guest", "release: assignment:pay/accountable/boss"
UNAPPROVED = "{hand_over: platform:till, to: boss}"
BROKEN = "retire: role:nobody"


def proposal(name: str, change: str) -> None:
    define(PROPOSAL % (name.capitalize(), change), f"{name}.yaml")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a repository with an organisation and a proposal that nobody touches."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    define(ORG, "shop/org.yaml")
    proposal("old", UNSAFE)
    commit(tmp_path)
    git(tmp_path, "switch", "-q", "-c", "change")
    return tmp_path


def plan(*more: str) -> Result:
    return raci("plan", "--since", "main", *more, *DAY)


def titles(ran: Result) -> list[str]:
    return [line for line in ran.stdout.splitlines() if line.startswith("Plan: ")]


def test_where_no_proposal_is_touched_there_is_nothing_to_plan() -> None:
    define(ORG.replace("Pay the", "Pay all"), "shop/org.yaml")
    define("note: |\n  raci-proposal: 1\n", "notes.yaml")
    ran = plan("-o", "plan.md")
    assert (ran.exit_code, ran.output) == (0, "No proposal has changed since main.\n")
    assert not Path("plan.md").exists()


def test_a_new_proposal_is_planned(repository: Path) -> None:
    proposal("new", SAFE)
    assert (titles(plan()), plan().exit_code) == (["Plan: New"], 0)
    commit(repository)
    assert (titles(plan()), plan().exit_code) == (["Plan: New"], 0)


def test_of_several_the_gravest_decides() -> None:
    proposal("new", SAFE)
    define((PROPOSAL % ("Sub", UNSAFE)).replace("base: ", "base: ../"), "sub/sub.yaml")
    ran = plan()
    assert (titles(ran), ran.exit_code) == (["Plan: New", "Plan: Sub"], 1)
    ran = plan("sub")
    assert (titles(ran), ran.exit_code) == (["Plan: Sub"], 1)
    ran = plan("new.yaml")
    assert (titles(ran), ran.exit_code) == (["Plan: New"], 0)


def test_one_that_is_changed_is_planned_and_one_that_is_gone_is_not() -> None:
    proposal("old", SAFE)
    assert titles(plan()) == ["Plan: Old"]
    Path("old.yaml").unlink()
    ran = plan()
    assert (ran.exit_code, ran.stdout) == (0, "No proposal has changed since main.\n")


def test_one_that_is_renamed_is_planned_where_it_stands_now() -> None:
    shutil.move("old.yaml", "renamed.yaml")
    ran = plan("--brief")
    assert (titles(ran), ran.exit_code) == (["Plan: Old"], 1)
    assert "raci plan renamed.yaml" in ran.stdout


def test_what_the_base_branch_changed_meanwhile_is_no_part_of_the_change(repository: Path) -> None:
    proposal("new", SAFE)
    commit(repository)
    git(repository, "switch", "-q", "main")
    proposal("old", SAFE)
    commit(repository)
    git(repository, "switch", "-q", "change")
    assert titles(plan()) == ["Plan: New"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PROPOSAL % ("Bad", BROKEN), "bad.yaml:7:5: DEF004"),
        ("raci-proposal: 1\n\t- x\n", "bad.yaml:2:1: DEF001"),
        ("raci-proposal: 1\n", "bad.yaml:1:1: DEF002"),
        ((PROPOSAL % ("Bad", SAFE)).replace("shop", "gone"), "no folder 'gone'"),
        ((PROPOSAL % ("Bad", SAFE)).replace("shop", "broken"), "raci check tells why"),
    ],
)
def test_one_that_cannot_be_planned_is_told_beside_the_others(text: str, told: str) -> None:
    define("raci: 1\norg: 1\n", "broken/org.yaml")
    define(text, "bad.yaml")
    proposal("new", SAFE)
    ran = plan("--format", "markdown", "-o", "plan.md")
    written = Path("plan.md").read_text("utf-8")
    assert ran.exit_code == 2
    assert "# bad.yaml" in written
    assert told in written.replace("\\", "")
    assert "# Plan: New" in written


def test_an_approval_that_is_missing_fails_where_that_is_asked_for() -> None:
    proposal("new", UNAPPROVED)
    assert plan().exit_code == 0
    assert plan("--require-approval").exit_code == 1
    assert raci("plan", "new.yaml", "--require-approval", *DAY).exit_code == 1
    approved = (
        Path("new.yaml")
        .read_text("utf-8")
        .replace("steps:", "approved_by: {clerk: 2026-11-01}\nsteps:")
    )
    define(approved, "new.yaml")
    assert plan("--require-approval").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [("--format", "json"), ("--for", "role:boss"), ("--without", "role:boss"), (".", "folder")],
)
def test_what_does_not_go_with_several_plans_is_refused(arguments: tuple[str, ...]) -> None:
    Path("folder").mkdir()
    assert plan(*arguments).exit_code == 2


def test_a_revision_that_is_not_there_is_told() -> None:
    ran = raci("plan", "--since", "nowhere")
    assert (ran.exit_code, "nowhere" in ran.stderr) == (2, True)


def test_a_comment_has_room_for_whole_plans_alone() -> None:
    for number in range(20):
        define(PROPOSAL % (f"P{number:02}{'x' * 5000}", SAFE), f"p{number:02}.yaml")
    ran = plan("--brief", "--format", "markdown")
    assert len(ran.stdout) <= COMMENT
    shown = ran.stdout.count("# Plan: ")
    assert 0 < shown < 20
    assert f"{20 - shown} more omitted for size." in ran.stdout


def test_places_lead_from_where_raci_was_started_to_the_proposal() -> None:
    define((PROPOSAL % ("Sub", SAFE)).replace("base: ", "base: ../"), "plans/sub.yaml")
    told = json.loads(raci("plan", "plans/sub.yaml", "--format", "json", *DAY).stdout)
    assert told["proposal"] == "plans/sub.yaml"
    assert [each["place"] for each in told["changes"]] == ["plans/sub.yaml:7:5"]
