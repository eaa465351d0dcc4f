"""``raci check --since``: what a change brought, judged in real repositories."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support.command import define, raci
from tests.support.repositories import IDENTITY, clone, commit, git

DAY = ("--as-of", "2026-11-23")
ORG = """\
raci: 1
org: {id: shop}
roles:
  boss: {accountable: [pay]}
  clerk:
    reports_to: boss
    duties:
      pay: Pay the invoices
      hire: Hire people
"""
SHIP = "      ship: Ship the goods\n"
WAIVED = """\
waivers:
  for-now:
    rule: GAP101
    at: activity:%s
    reason: The warehouse is new.
    approved_by: {boss: 2026-11-02}
    until: %s
"""
BASELINE = """\
raci-baseline: 1
findings:
  - {"rule": "GAP101", "at": "activity:%s", "involves": [], "since": "2026-11-02"}
"""
Told = list[tuple[str, str]]
HIRE, SHIPPING = ("GAP101", "activity:hire"), ("GAP101", "activity:ship")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work on the branch ``side`` of a repository; on main stands ``org/``, which lacks an A."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    top = tmp_path.resolve() / "repository"
    top.mkdir()
    git(top, "init", "-q", "-b", "main")
    commit(top, **{"org/org.yaml": ORG})
    git(top, "checkout", "-q", "-b", "side")
    monkeypatch.chdir(top)
    return top


def told(*arguments: str, since: str = "main") -> Told:
    """Give what is told of the change and counts, by code and subject; not by rules of change."""
    return [
        (finding["code"], finding["subject"])
        for finding in report(*arguments, since=since)["findings"]
        if finding["status"] == "new"
        and not finding["code"].startswith("CHG")
        and finding["change"] in ("new", "worse")
    ]


def report(*arguments: str, since: str = "main") -> dict[str, Any]:
    ran = raci("check", *arguments, "--since", since, "--format", "json", *DAY)
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def refused(*arguments: str) -> str:
    """Give the words with which a call is refused."""
    ran: Result = raci("check", *arguments, *DAY)
    assert ran.exit_code == 2
    assert not ran.stdout
    return ran.stderr


def test_only_what_the_change_brought_is_told() -> None:
    define(ORG + SHIP, "org/org.yaml")
    assert told() == [SHIPPING]
    ran = raci("check", "--since", "main", *DAY)
    assert ran.exit_code == 1
    assert "Found 1 error, as of" in ran.stdout
    assert "1 already there at main (not shown)" in ran.stdout
    assert "hire" not in ran.stdout
    assert report()["since"] == {"revision": "main", "before": 1, "better": 0, "resolved": 0}


def test_a_change_that_brings_nothing_passes_though_there_are_findings() -> None:
    define(ORG.replace("invoices", "invoices on time"), "org/org.yaml")
    ran = raci("check", "--since", "main", *DAY)
    assert ran.exit_code == 0
    assert "Nothing new" in ran.stdout
    assert "All clear" not in ran.stdout
    assert raci("check", *DAY).exit_code == 1


def test_what_is_committed_and_what_is_not_yet_are_one_change(repository: Path) -> None:
    commit(repository, **{"org/org.yaml": ORG + SHIP})
    assert told() == [SHIPPING]
    define(ORG + SHIP + "      pack: Pack the goods\n", "org/org.yaml")
    assert told() == [SHIPPING, ("GAP101", "activity:pack")]
    assert told(since="HEAD") == [("GAP101", "activity:pack")]


def test_the_change_starts_where_the_branches_parted_not_at_the_others_tip(
    repository: Path,
) -> None:
    git(repository, "checkout", "-q", "main")
    mended = ORG.replace("accountable: [pay]", "accountable: [pay, hire]")
    commit(repository, **{"org/org.yaml": mended + SHIP})
    git(repository, "checkout", "-q", "side")
    assert told() == []  # hire is mended on main alone: no doing of this branch
    define(ORG + SHIP, "org/org.yaml")
    assert told() == [SHIPPING]  # and what main's tip has too is still of this change


def test_a_finding_that_involves_more_than_before_is_a_new_one(repository: Path) -> None:
    two = ORG + "  aide: {reports_to: clerk, duties: {hire: Hire people}}\n"
    three = two + "  third: {reports_to: aide, duties: {hire: Hire people}}\n"
    commit(repository, **{"org/org.yaml": two})
    define(three, "org/org.yaml")
    overlap, *_ = (f for f in report(since="HEAD")["findings"] if f["code"] == "OVL201")
    assert overlap["involves"] == ["role:aide", "role:clerk", "role:third"]


def moved_lines(top: Path) -> None:
    define("# a comment\n\n" + ORG.replace("  boss: {accountable: [pay]}\n", "")
           + "  boss:\n    accountable:\n      - pay\n", "org/org.yaml")  # fmt: skip


def renamed_file(top: Path) -> None:
    git(top, "mv", "org/org.yaml", "org/shop.yaml")


def other_format(top: Path) -> None:
    import yaml

    git(top, "rm", "-q", "org/org.yaml")
    define(json.dumps(yaml.safe_load(ORG)), "org/org.json")


def split_files(top: Path) -> None:
    head, roles = ORG.split("roles:")
    define(head, "org/org.yaml")
    define(f"raci: 1\nroles:{roles}", "org/staff/roles.yaml")


def renamed_activity(top: Path) -> None:
    renamed = ORG.replace("hire: Hire", "recruit: Hire")
    define(renamed + "activities: {recruit: {formerly: [hire]}}\n", "org/org.yaml")


def renamed_organisation(top: Path) -> None:
    define(ORG.replace("{id: shop}", "{id: store, formerly: [shop]}"), "org/org.yaml")


def moved_folder(top: Path) -> None:
    git(top, "mv", "org", "shops")
    git(top, "mv", "shops", "deeper")


def moved_to_the_top(top: Path) -> None:
    git(top, "mv", "org/org.yaml", "org.yaml")


def moved_and_renamed(top: Path) -> None:
    git(top, "mv", "org", "stores")
    define(ORG.replace("{id: shop}", "{id: store, formerly: [shop]}"), "stores/org.yaml")


MOVES = [
    *(moved_lines, renamed_file, other_format, split_files, renamed_activity),
    *(renamed_organisation, moved_folder, moved_to_the_top, moved_and_renamed),
]


@pytest.mark.parametrize("move", MOVES)
def test_what_was_there_is_no_news_wherever_it_is_written_now(
    move: Callable[[Path], None], repository: Path
) -> None:
    move(repository)
    assert report()["since"] == {"revision": "main", "before": 1, "better": 0, "resolved": 0}
    assert told() == []


def test_without_formerly_another_id_is_another_thing() -> None:
    define(ORG.replace("hire: Hire", "recruit: Hire"), "org/org.yaml")
    assert told() == [("GAP101", "activity:recruit")]


def test_an_organisation_that_took_anothers_folder_is_not_taken_for_it(repository: Path) -> None:
    git(repository, "mv", "org", "moved")
    define("raci: 1\norg: {id: other}\nroles: {r: {duties: {hire: Hire}}}\n", "org/org.yaml")
    found = report()
    assert [(f["organisation"], f["subject"], f["change"]) for f in found["findings"]] == [
        ("shop", "activity:hire", "unchanged"),
        ("other", "activity:hire", "new"),
    ]
    assert found["since"]["before"] == 1


def test_a_new_organisation_is_new_as_a_whole_and_its_waivers_count() -> None:
    text = ORG.replace("id: shop", "id: branch") + SHIP + WAIVED % ("ship", "2026-12-31")
    define(text, "branch/org.yaml")
    assert told() == [HIRE]
    assert told("org") == []
    (waived,) = [f for f in report()["findings"] if f["status"] == "waived"]
    assert (waived["organisation"], waived["subject"]) == ("branch", "activity:ship")


# What comes with a change does not excuse it


def test_a_waiver_that_comes_with_the_change_does_not_excuse_it() -> None:
    define(ORG + SHIP + WAIVED % ("ship", "2026-12-31"), "org/org.yaml")
    assert told() == [SHIPPING]
    assert raci("check", "--since", "main", *DAY).exit_code == 1
    (waived,) = [f for f in json.loads(check_whole())["findings"] if f["status"] == "waived"]
    assert waived["subject"] == "activity:ship"


def test_why_such_a_waiver_does_not_count_is_told() -> None:
    define(ORG + SHIP + WAIVED % ("ship", "2026-12-31"), "org/org.yaml")
    found, excuse = (f for f in report()["findings"] if f["change"] == "new")
    assert "for-now came with this change" in found["message"]
    assert (excuse["code"], excuse["subject"]) == ("CHG809", "waiver:for-now")


def test_a_large_change_is_allowed_where_it_is_meant(repository: Path) -> None:
    duties = "".join(f"      d{n}: Do {n}\n" for n in range(9))
    commit(repository, **{"org/org.yaml": ORG + duties})
    define(ORG, "org/org.yaml")
    since = ("check", "--since", "HEAD", "--select", "CHG808,CHG810", *DAY)
    assert raci(*since).exit_code == 1
    assert raci(*since, "--allow", "large-change").exit_code == 0


def test_what_a_change_loses_is_told() -> None:
    define(ORG.replace("      pay: Pay the invoices\n", ""), "org/org.yaml")
    found = [each for each in report()["findings"] if each["code"].startswith("CHG")]
    assert [(each["code"], each["subject"]) for each in found] == [("CHG801", "activity:pay")]
    assert raci("check", "--since", "main", *DAY).exit_code == 1
    assert "CHG" not in raci("check", *DAY).stdout


def test_what_the_base_had_accepted_and_the_change_does_not_is_new(repository: Path) -> None:
    commit(repository, **{"org/org.yaml": ORG + WAIVED % ("hire", "2026-12-31")})
    assert told(since="HEAD") == []
    define(ORG, "org/org.yaml")
    assert told(since="HEAD") == [HIRE]
    commit(repository, **{"org/raci-baseline.yaml": BASELINE % "hire"})
    assert told(since="HEAD") == []
    define(
        (BASELINE % "hire").partition("findings:")[0] + "findings: []\n", "org/raci-baseline.yaml"
    )
    assert told(since="HEAD") == [HIRE]


def test_another_id_of_the_organisation_lets_no_change_excuse_itself(repository: Path) -> None:
    text = (ORG + SHIP + WAIVED % ("ship", "2026-12-31")).replace("id: shop", "id: store")
    define(text, "org/org.yaml")
    assert told(since="HEAD") == [SHIPPING]


def check_whole() -> str:
    return raci("check", "--format", "json", *DAY).stdout


TERMS = {
    "until": ("2026-12-31", "2027-01-31"),
    "approved_by": ("boss: 2026-11-02", "boss: 2026-11-03"),
    "at": ("activity:ship", "activity:pack"),
}


@pytest.mark.parametrize("changed", TERMS)
def test_a_waiver_whose_terms_the_change_alters_does_not_excuse_it(
    changed: str, repository: Path
) -> None:
    after = WAIVED % ("ship", "2026-12-31")
    before = after.replace(*TERMS[changed])
    assert before != after
    commit(repository, **{"org/org.yaml": ORG + before})
    define(ORG + SHIP + after, "org/org.yaml")
    assert SHIPPING in told(since="HEAD")


def test_a_waiver_that_was_there_excuses_what_comes_under_whatever_id(repository: Path) -> None:
    waiver = WAIVED % ("ship", "2026-12-31")
    commit(repository, **{"org/org.yaml": ORG + waiver})
    define(ORG + SHIP + waiver.replace("warehouse", "whole warehouse"), "org/org.yaml")
    assert told(since="HEAD") == []
    send = ORG + SHIP.replace("ship:", "send:") + waiver.replace("activity:ship", "activity:send")
    define(send + "activities: {send: {formerly: [ship]}}\n", "org/org.yaml")
    assert told(since="HEAD") == []


def test_an_entry_of_the_baseline_that_comes_with_the_change_does_not_excuse_it() -> None:
    define(ORG + SHIP, "org/org.yaml")
    define(BASELINE % "ship", "org/raci-baseline.yaml")
    assert told() == [SHIPPING]


def test_an_entry_of_the_baseline_that_was_there_counts(repository: Path) -> None:
    commit(repository, **{"org/raci-baseline.yaml": BASELINE % "ship"})
    define(ORG + SHIP, "org/org.yaml")
    assert told(since="HEAD") == []
    assert told("--no-baseline", since="HEAD") == [SHIPPING]


def test_what_is_wrong_with_waivers_that_were_there_is_no_news(repository: Path) -> None:
    ended = WAIVED % ("hire", "2026-11-20") + (WAIVED % ("pay", "2026-12-31"))[9:].replace(
        "for-now", "useless"
    )
    commit(repository, **{"org/org.yaml": ORG + ended})
    assert {f["code"] for f in json.loads(check_whole())["findings"]} >= {"DEF007", "DEF008"}
    define(ORG.replace("invoices", "all invoices") + ended, "org/org.yaml")
    assert told(since="HEAD") == []


def test_a_waiver_that_the_change_leaves_without_use_is_told(repository: Path) -> None:
    waiver = WAIVED % ("hire", "2026-12-31")
    commit(repository, **{"org/org.yaml": ORG + waiver})
    define(ORG.replace("[pay]", "[pay, hire]") + waiver, "org/org.yaml")
    assert told(since="HEAD") == [("DEF008", "waiver:for-now")]


# Settings


def test_both_versions_are_judged_by_todays_settings(repository: Path) -> None:
    define("[options.LOD501]\nmax = 1\n", "raci.toml")
    assert [f["code"] for f in json.loads(check_whole())["findings"]] == ["GAP101", "LOD501"]
    assert told() == []


def test_settings_that_were_wrong_then_make_nothing_new(repository: Path) -> None:
    commit(repository, **{"raci.toml": 'ignoer = ["GAP"]\n'})
    commit(repository, **{"raci.toml": ""})
    ran = raci("check", "--since", "HEAD~1", "--format", "concise")
    assert ran.exit_code == 0
    (line,) = ran.stdout.splitlines()
    assert "CHG811 the settings of the base, HEAD~1:raci.toml, cannot be read" in line


def test_what_git_cannot_read_is_no_new_organisation(repository: Path) -> None:
    tree = git(repository, "rev-parse", "HEAD^{tree}").strip()
    (repository / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    result = raci("check", "--since", "HEAD")
    assert result.exit_code == 2
    assert "tree" in result.stderr


def test_the_earlier_version_is_left_out_of_fixes(repository: Path) -> None:
    slip = ORG + "activities: {hire: {informed: [clrek, clerk]}, pay: {informed: [clerk]}}\n"
    commit(repository, **{"org/org.yaml": slip.replace("clrek, ", "")})
    define(slip.replace("hire: {informed: [clrek", "hire: {informed: [boss"), "org/org.yaml")
    before = Path("org/org.yaml").read_text(encoding="utf-8")
    assert raci("check", "--diff", "--since", "HEAD", *DAY).stdout == ""
    assert "-activities" in raci("check", "--diff", *DAY).stdout
    raci("check", "--fix", "--since", "HEAD", *DAY)
    assert Path("org/org.yaml").read_text(encoding="utf-8") == before


# What cannot be read


@pytest.mark.parametrize("broken", ["raci: 1\n\t- x\n", ORG + "x: 1\n", "raci: 1\n"])
def test_after_a_version_that_could_not_be_read_everything_is_told(
    broken: str, repository: Path
) -> None:
    commit(repository, **{"org/org.yaml": broken})
    define(ORG, "org/org.yaml")
    assert told(since="HEAD") == [HIRE]


def test_what_cannot_be_read_is_never_there_before(repository: Path) -> None:
    commit(repository, **{"org/org.yaml": ORG + "x: 1\n"})
    for text, code in ((ORG + "x: 1\n", "DEF002"), ("raci: 1\n\t- x\n", "DEF001")):
        define(text, "org/org.yaml")
        assert told(since="HEAD")[0][0] == code
        assert raci("check", "--since", "HEAD", *DAY).exit_code == 2


def test_that_there_is_nothing_to_check_is_never_there_before(repository: Path) -> None:
    commit(repository, **{"org/org.yaml": "raci: 1\norg: {id: shop}\n"})
    assert raci("check", "--since", "HEAD", *DAY).exit_code == 2
    (repository / "org/org.yaml").unlink()
    assert raci("check", "--since", "HEAD", *DAY).exit_code == 2


def test_where_the_earlier_version_had_no_organisation_everything_is_told(
    repository: Path,
) -> None:
    git(repository, "rm", "-q", "-r", "org")
    commit(repository, readme="nothing here")
    define(ORG, "org/org.yaml")
    for since in ("HEAD", "main"):
        before = report(since=since)["since"]["before"]
        assert (told(since=since), before) == (([HIRE], 0) if since == "HEAD" else ([], 1))


# Where git has nothing to give


def test_an_unknown_revision_is_refused_with_the_nearest() -> None:
    message = refused("--since", "mian")
    assert "unknown revision `mian`: did you mean `main`?" in message


def test_a_revision_is_never_an_option_of_git() -> None:
    for rev in ("--all", "-h", "--output=x", ""):
        assert "unknown revision" in refused("--since", rev)


def test_outside_of_a_repository_that_is_told(tmp_path: Path) -> None:
    define(ORG, str(tmp_path / "alone/org.yaml"))
    assert "lies in no work tree of a git repository" in refused(
        str(tmp_path / "alone"), "--since", "main"
    )


def test_before_the_first_commit_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "young").mkdir()
    git(tmp_path / "young", "init", "-q")
    monkeypatch.chdir(tmp_path / "young")
    define(ORG)
    assert "the repository has no commits yet" in refused("--since", "HEAD")


def test_a_shallow_clone_says_what_to_fetch_and_that_works(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, **{"org/org.yaml": ORG + SHIP})
    here = clone(repository, "--depth=1", "--no-single-branch")
    monkeypatch.chdir(here)
    message = refused("--since", "origin/main")
    assert "this is a shallow clone: run `git fetch --unshallow`" in message
    assert "fetch-depth: 0" in message
    git(here, "fetch", "-q", "--unshallow")
    assert told(since="origin/main") == [SHIPPING]


def test_no_file_is_written_where_the_revision_is_unknown(repository: Path) -> None:
    refused("--since", "gone", "-o", "out.json")
    assert not (repository / "out.json").exists()


# From wherever it is called


@pytest.mark.parametrize("folder", ["org", "org/staff"])
def test_it_works_from_a_folder_below(
    folder: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    define(ORG + SHIP, "org/org.yaml")
    (repository / folder).mkdir(exist_ok=True)
    monkeypatch.chdir(repository / folder)
    assert told() == [SHIPPING]


def test_it_works_through_a_symbolic_link(repository: Path, tmp_path: Path) -> None:
    define(ORG + SHIP, "org/org.yaml")
    (tmp_path / "link").symlink_to(repository / "org")
    assert told(str(tmp_path / "link")) == [SHIPPING]


def test_it_works_in_a_second_work_tree(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "worktree", "add", "-q", str(tmp_path / "second"), "main")
    monkeypatch.chdir(tmp_path / "second")
    define(ORG + SHIP, "org/org.yaml")
    assert told(since="side") == [SHIPPING]


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Give another repository, whose hook is running."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q", "-b", "main")
    commit(other, file="x")
    return other


def test_the_environment_of_another_repositorys_hook_does_not_lead_astray(
    second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    define(ORG + SHIP, "org/org.yaml")
    monkeypatch.setenv("GIT_DIR", str(second / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(second))
    monkeypatch.setenv("GIT_INDEX_FILE", str(second / ".git/index"))
    assert told() == [SHIPPING]


def test_a_hook_stops_the_commit_that_brings_a_finding(repository: Path) -> None:
    hook = repository / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    command = f"{sys.executable} -m raci check --since HEAD --format concise -o told.txt"
    hook.write_text(f"#!/bin/sh\ncd org && exec {command}\n", encoding="utf-8")
    hook.chmod(0o755)
    before = git(repository, "rev-parse", "HEAD")
    define(ORG + SHIP, "org/org.yaml")
    git(repository, "add", "org")
    status = os.spawnlp(os.P_WAIT, "git", "git", "-C", str(repository), "commit", "-q", "-m", "x")
    assert status
    assert git(repository, "rev-parse", "HEAD") == before
    lines = (repository / "org/told.txt").read_text(encoding="utf-8").splitlines()
    assert [line.split()[2] for line in lines if line.startswith("org.yaml:")] == ["GAP101"]
    commit(repository, **{"org/org.yaml": ORG.replace("invoices", "all invoices")})
    assert git(repository, "rev-parse", "HEAD") != before
