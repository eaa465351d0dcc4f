"""``raci apply``: the files come to say what the plan said, all of them or none."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from raci.change.plan.steps import pin
from raci.change.proposal.state import merged
from raci.cli import cli
from raci.project import Project
from tests.support.command import raci

ORG = """\
# yaml-language-server: $schema=schemas/v1/org.schema.json
raci: 1
org: {id: shop}   # the header
roles:
  owner: {accountable: [pricing, sales, packing]}
  clerk: {duties: {sales: Sell online., pricing: Set prices.}}  # two duties
"""
STORE = """\
raci: 1
departments:
  store: {head: packer}
roles:
  # packs
  packer: {department: store, reports_to: owner, duties: {packing: Pack parcels.}}
platforms:
  mall: {owners: [clerk]}
"""
PROPOSAL = """\
raci-proposal: 1
title: A shop for JD
base: shop
steps:
  - on: 2027-02-01
    changes:
      - add: department:jd
        as: {name: JD}
      - add: role:jd-clerk
        as: {department: jd, reports_to: owner, accountable: [jd-sales], duties: {jd-sales: Sell on JD.}}
      - hand_over: department:jd
        to: jd-clerk
  - on: 2027-04-01
    changes:
      - rename: role:packer
        to: shipper
      - hand_over: duty:clerk/pricing
        to: jd-clerk
"""  # noqa: E501


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "org.yaml").write_text(ORG)
    (tmp_path / "shop" / "store.yaml").write_text(STORE)
    (tmp_path / "jd.yaml").write_text(PROPOSAL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--as-of", "2027-04-01"], catch_exceptions=False)


def state_of(folder: Path) -> str:
    return pin(merged([d.data for d in Project.folder(folder / "shop").found.documents]))


def texts(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_files_are_edited_in_place_and_a_new_department_gets_its_own(folder: Path) -> None:
    assert run("plan", "jd.yaml").exit_code == 0
    result = run("apply", "jd.yaml")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "shop/jd.yaml: new",
        "shop/org.yaml: changed",
        "shop/store.yaml: changed",
        "jd.yaml: changed",
    ]
    assert (folder / "shop" / "store.yaml").read_text() == STORE.replace(
        "head: packer", "head: shipper"
    ).replace("  packer: {", "  shipper: {").replace(
        "{packing: Pack parcels.}}", "{packing: Pack parcels.}, formerly: [packer]}"
    )
    assert "# the header" in (folder / "shop" / "org.yaml").read_text()
    assert run("check", "shop").exit_code == run("check", "shop").exit_code
    assert Project.folder("shop").org.departments["jd"].head == "jd-clerk"


STAMPED = PROPOSAL.replace("title: A shop for JD", "title: A shop for JD  # for now")


def test_the_proposal_says_what_was_applied_and_keeps_its_comments(folder: Path) -> None:
    (folder / "jd.yaml").write_text(STAMPED)
    assert run("apply", "jd.yaml", "--step", "1").exit_code == 0
    stamp = "applied:\n  1: 2027-04-01\n"
    assert (folder / "jd.yaml").read_text() == STAMPED + stamp
    planned = json.loads(run("plan", "jd.yaml", "--format", "json").output)
    assert [step["day"] for step in planned["steps"]] == ["2027-04-01"]
    assert [(s["number"], s["day"], s["applied"]) for s in planned["applied"]] == [
        (1, "2027-02-01", "2027-04-01")
    ]
    result = run("apply", "jd.yaml", "--step", "2")  # what is applied is known without a plan
    assert result.exit_code == 0, result.output
    assert (folder / "jd.yaml").read_text() == STAMPED + stamp + "  2: 2027-04-01\n"
    assert Project.folder("shop").org.departments["jd"].head == "jd-clerk"


@pytest.mark.parametrize("plan", ["before", "between"])
def test_a_plan_made_before_or_between_the_steps_serves_the_next(folder: Path, plan: str) -> None:
    run("plan", "jd.yaml", "-o", "before.json")
    assert run("apply", "jd.yaml", "--plan", "before.json", "--step", "1").exit_code == 0
    run("plan", "jd.yaml", "-o", "between.json")
    result = run("apply", "jd.yaml", "--plan", f"{plan}.json")
    assert result.exit_code == 0, result.output
    result = run("apply", "jd.yaml", "--plan", "before.json", "--step", "1")
    assert (result.exit_code, "step 1 was applied on 2027-04-01" in result.output) == (2, True)


def test_a_proposal_that_is_applied_whole_has_nothing_left_to_do(folder: Path) -> None:
    assert run("apply", "jd.yaml").exit_code == 0
    before = texts(folder)
    result = run("plan", "jd.yaml")
    assert result.exit_code == 0
    assert "every step is applied" in result.output
    planned = json.loads(run("plan", "jd.yaml", "--format", "json").output)
    assert (planned["verdict"], planned["steps"], planned["changes"]) == ("safe", [], [])
    for format_ in ("markdown", "html"):
        assert run("plan", "jd.yaml", "--format", format_).exit_code == 0
    assert run("plan", "jd.yaml", "--for", "role:clerk", "--lang", "zh").exit_code == 0
    result = run("apply", "jd.yaml")
    assert (result.exit_code, texts(folder)) == (2, before)
    assert "every step of jd.yaml is applied" in result.output


@pytest.mark.parametrize(
    ("applied", "case"),
    [("{3: 2027-02-01}", "no step 3"), ("{2: 2027-02-01}", "step 1 is not")],
)
def test_what_cannot_have_been_applied_is_refused_at_its_line(
    folder: Path, applied: str, case: str
) -> None:
    (folder / "jd.yaml").write_text(f"{PROPOSAL}applied: {applied}\n")
    result = run("plan", "jd.yaml")
    assert result.exit_code == 2
    assert f"jd.yaml:{len(PROPOSAL.splitlines()) + 1}:" in result.output
    assert case in result.output


def test_a_proposal_in_json_is_stamped_too(folder: Path) -> None:
    import yaml

    written = yaml.load(PROPOSAL, yaml.BaseLoader)
    (folder / "jd.yaml").unlink()
    (folder / "jd.json").write_text(json.dumps({**written, "raci-proposal": 1}))
    assert run("apply", "jd.json").exit_code == 0
    applied = json.loads((folder / "jd.json").read_text())["applied"]
    assert applied == {"1": "2027-04-01", "2": "2027-04-01"}


def test_a_dry_run_shows_the_difference_and_writes_nothing(folder: Path) -> None:
    before = texts(folder)
    result = run("apply", "jd.yaml", "--dry-run")
    assert result.exit_code == 0
    assert "--- /dev/null\n+++ shop/jd.yaml\n" in result.output
    assert "+  shipper: {" in result.output
    assert texts(folder) == before


def test_steps_made_one_by_one_come_to_what_all_make_at_once(folder: Path) -> None:
    assert run("plan", "jd.yaml", "-o", "plan.json").exit_code == 0
    before = texts(folder)
    with_plan = ("apply", "jd.yaml", "--plan", "plan.json")
    assert run(*with_plan).exit_code == 0
    whole = state_of(folder)
    for name, raw in before.items():
        (folder / name).write_bytes(raw)
    (folder / "shop" / "jd.yaml").unlink()
    assert run(*with_plan, "--step", "1").exit_code == 0
    assert run(*with_plan, "--step", "2").exit_code == 0
    assert state_of(folder) == whole


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--step", "2"), "--step 2 needs --plan"),
        (("--step", "3"), "the proposal has 2"),
        (("--plan", "plan.json", "--step", "2"), "no step has been applied yet"),
    ],
)
def test_a_step_waits_for_the_one_before(
    folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    run("plan", "jd.yaml", "-o", "plan.json")
    before = texts(folder)
    result = run("apply", "jd.yaml", *arguments)
    assert (result.exit_code, texts(folder)) == (2, before)
    assert words in result.output


def test_an_approval_outlives_a_comment_and_not_a_change(folder: Path) -> None:
    run("plan", "jd.yaml", "-o", "plan.json")
    org = folder / "shop" / "org.yaml"
    org.write_text(ORG + "# a later thought\n")
    assert run("apply", "jd.yaml", "--plan", "plan.json", "--dry-run").exit_code == 0
    org.write_text(ORG.replace("Sell online", "Sell"))
    result = run("apply", "jd.yaml", "--plan", "plan.json", "--dry-run")
    assert result.exit_code == 2
    assert "its files have changed" in result.output


def test_another_proposal_than_the_planned_one_is_refused(folder: Path) -> None:
    run("plan", "jd.yaml", "-o", "plan.json")
    (folder / "jd.yaml").write_text(PROPOSAL.replace("to: shipper", "to: sender"))
    result = run("apply", "jd.yaml", "--plan", "plan.json")
    assert result.exit_code == 2
    assert "has changed since it was planned" in result.output


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("base: shop\n", "base: shop\nopen: [Who pays?]\n", "not ready: 1 open question"),
        ("accountable: [jd-sales], ", "", "not safe"),
    ],
)
def test_what_is_not_ready_or_not_safe_is_refused(
    folder: Path, old: str, new: str, words: str
) -> None:
    (folder / "jd.yaml").write_text(PROPOSAL.replace(old, new))
    before = texts(folder)
    assert run("plan", "jd.yaml").exit_code == 1
    result = run("apply", "jd.yaml")
    assert (result.exit_code, texts(folder)) == (1, before)
    assert words in result.output


UNSAFE = PROPOSAL.replace("accountable: [jd-sales], ", "")
"""Its first step adds an activity for which nobody is accountable."""


@pytest.mark.parametrize("step", [(), ("--step", "1")])
@pytest.mark.parametrize("verdict", ["safe", "safe with waivers"])
def test_the_verdict_of_a_plan_is_no_permission(
    folder: Path, step: tuple[str, ...], verdict: str
) -> None:
    (folder / "jd.yaml").write_text(UNSAFE)
    assert run("plan", "jd.yaml", "-o", "plan.json").exit_code == 1
    plan = (folder / "plan.json").read_text()
    assert '"verdict": "not safe"' in plan
    (folder / "plan.json").write_text(plan.replace('"not safe"', f'"{verdict}"'))
    before = texts(folder)
    result = run("apply", "jd.yaml", "--plan", "plan.json", *step)
    assert (result.exit_code, texts(folder)) == (1, before)
    assert "not safe" in result.output


def test_a_plan_is_judged_by_what_holds_now(folder: Path) -> None:
    (folder / "jd.yaml").write_text(UNSAFE)
    (folder / "shop" / "raci.toml").write_text('[severity]\n"GAP101" = "info"\n')
    assert run("plan", "jd.yaml", "-o", "plan.json").exit_code == 0
    (folder / "shop" / "raci.toml").unlink()
    before = texts(folder)
    result = run("apply", "jd.yaml", "--plan", "plan.json")
    assert (result.exit_code, texts(folder)) == (1, before)


@pytest.mark.parametrize("planned", [True, False])
def test_a_step_is_not_made_on_the_way_to_one_that_is_not_safe(folder: Path, planned: bool) -> None:
    (folder / "jd.yaml").write_text(
        PROPOSAL + "      - release: assignment:pricing/accountable/owner\n"
    )
    run("plan", "jd.yaml", "-o", "plan.json")
    before = texts(folder)
    plan = ("--plan", "plan.json") if planned else ()
    assert run("apply", "jd.yaml", "--step", "1", *plan).exit_code == 1
    assert texts(folder) == before


def test_a_step_that_is_made_is_not_judged_again(folder: Path) -> None:
    (folder / "shop" / "raci.toml").write_text('[severity]\n"GAP101" = "info"\n')
    (folder / "jd.yaml").write_text(UNSAFE)
    run("plan", "jd.yaml", "-o", "plan.json")
    assert run("apply", "jd.yaml", "--plan", "plan.json", "--step", "1").exit_code == 0
    (folder / "shop" / "raci.toml").unlink()
    assert run("apply", "jd.yaml", "--plan", "plan.json", "--step", "2").exit_code == 0


def test_an_edit_that_cannot_be_made_is_refused_at_its_place(folder: Path) -> None:
    store = STORE.replace("{packing: Pack parcels.}", "&d {packing: Pack parcels.}").replace(
        "platforms:", "  helper: {department: store, reports_to: packer, duties: *d}\nplatforms:"
    )
    (folder / "shop" / "store.yaml").write_text(store)
    release = (
        PROPOSAL[: PROPOSAL.index("      - rename")] + "      - release: duty:helper/packing\n"
    )
    (folder / "jd.yaml").write_text(release)
    before = texts(folder)
    result = run("apply", "jd.yaml")
    assert (result.exit_code, texts(folder)) == (2, before)
    assert "shop/store.yaml:7:" in result.output
    assert "nothing written" in result.output


GIVEN = "      - hand_over: platform:mall\n        to: packer\n"
"""The clerk must approve it."""
TAKEN = PROPOSAL.replace("      - add: department:jd\n", f"{GIVEN}      - add: department:jd\n")


def approved_by(text: str, proposed_by: str = "owner") -> str:
    keys = f"base: shop\nproposed_by: {proposed_by}\napproved_by: {{{text}}}\n"
    return TAKEN.replace("base: shop\n", keys)


@pytest.mark.parametrize("given", ["", "owner: 2026-12-01", "clerk: 2027-04-02"])
def test_what_is_not_approved_is_planned_and_refused(folder: Path, given: str) -> None:
    (folder / "jd.yaml").write_text(approved_by(given))
    planned = run("plan", "jd.yaml")
    assert planned.exit_code == 0
    screen = planned.output[: planned.output.index("To add")]
    _, _, missing = screen.partition("Must approve, and did not yet: 1 of 1")
    assert "  - clerk: " in missing
    before = texts(folder)
    for more in ((), ("--dry-run",), ("--step", "1")):
        result = run("apply", "jd.yaml", *more)
        assert (result.exit_code, texts(folder)) == (1, before)
        assert "not approved by clerk" in result.output


def test_what_is_approved_is_made_step_by_step(folder: Path) -> None:
    (folder / "jd.yaml").write_text(approved_by("clerk: 2026-12-01"))
    assert run("plan", "jd.yaml", "-o", "plan.json").exit_code == 0
    for step in ("1", "2"):
        result = run("apply", "jd.yaml", "--plan", "plan.json", "--step", step)
        assert result.exit_code == 0, result.output


def test_the_approvals_that_a_plan_tells_are_no_permission(folder: Path) -> None:
    (folder / "jd.yaml").write_text(approved_by("clerk: 2026-12-01"))
    run("plan", "jd.yaml", "-o", "plan.json")
    (folder / "jd.yaml").write_text(approved_by(""))
    assert run("apply", "jd.yaml", "--plan", "plan.json").exit_code == 1


def test_what_a_step_gave_to_a_role_that_it_added_needs_no_approval_later(folder: Path) -> None:
    later = "      - hand_over: platform:mall\n        to: clerk\n"
    text = approved_by("clerk: 2026-12-01").replace("to: packer", "to: jd-clerk")
    moved = text.replace(GIVEN.replace("packer", "jd-clerk"), "")
    moved = moved.replace(
        "  - on: 2027-04-01", GIVEN.replace("packer", "jd-clerk") + "  - on: 2027-04-01"
    )
    (folder / "jd.yaml").write_text(moved + later)
    assert run("plan", "jd.yaml", "-o", "plan.json").exit_code == 0
    for step in ("1", "2"):
        result = run("apply", "jd.yaml", "--plan", "plan.json", "--step", step)
        assert result.exit_code == 0, result.output


def test_a_step_that_is_not_due_is_refused_unless_it_is_meant(folder: Path) -> None:
    before = texts(folder)
    day = ("--as-of", "2027-03-31")
    whole = raci("apply", "jd.yaml", *day)
    assert (whole.exit_code, texts(folder)) == (1, before)
    assert "step 2 is due on 2027-04-01" in whole.output
    assert "step 1" not in whole.output
    assert raci("apply", "jd.yaml", "--step", "1", "--dry-run", *day).exit_code == 0
    assert raci("apply", "jd.yaml", "--ahead-of-date", *day).exit_code == 0


def test_a_step_that_is_overdue_is_told_and_made(folder: Path) -> None:
    told = raci("plan", "jd.yaml", "--as-of", "2027-05-01", "-o", "plan.json")
    assert told.exit_code == 0
    plan = json.loads((folder / "plan.json").read_text())
    assert [step["overdue"] for step in plan["steps"]] == [True, True]
    assert (
        "Overdue       2027-02-01, 2027-04-01"
        in raci("plan", "jd.yaml", "--as-of", "2027-05-01").output
    )
    assert raci("apply", "jd.yaml", "--as-of", "2027-05-01").exit_code == 0
