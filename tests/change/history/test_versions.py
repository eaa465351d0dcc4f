"""Where an organisation was at each commit: moved, renamed, a table, gone, with packs outside."""

from pathlib import Path

import pytest

from raci.change.history.answered import answers_on
from raci.change.history.history import history_of
from raci.change.history.records import History
from raci.findings.ref import Ref
from raci.project import Project, projects
from tests.support.lines import commit_on, new_line
from tests.support.repositories import git

ORG = "raci: 1\norg: {id: shop}\nroles: {boss: {}, clerk: {}}\nactivities:\n"
SELL = "  sell: {responsible: [clerk], accountable: [boss]}\n"
PAY = "  pay: {responsible: [clerk]}\n"
MATRIX = "| Activity | Boss | Clerk |\n| --- | --- | --- |\n| Sell | A | R |\n| Pay | A | R |\n"
PACK = """\
raci-pack: 1
id: house
name: House rules
policies:
  named: {for: role, require: 'role.headcount > 5', message: x, severity: %s}
"""


@pytest.fixture(autouse=True)
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return new_line(tmp_path / "top", monkeypatch)


def subjects(history: History) -> list[str]:
    return [change.commit.subject for change in history.changes]


def told(path: str = ".", start: str | None = None) -> History:
    return history_of(Project.folder(path), start, "2026-12-31")


def test_a_folder_that_moved_twice_is_followed_to_its_beginning() -> None:
    commit_on("2026-01-01", "Other", {"a/raci.yaml": ORG.replace("shop", "other")})
    commit_on("2026-01-02", "Begin", {"b/raci.yaml": ORG + SELL})
    commit_on("2026-01-03", "Pay", {"b/raci.yaml": ORG + SELL + PAY})
    git(Path(), "mv", "b", "c")
    commit_on("2026-01-04", "First move")
    Path("d").mkdir()
    git(Path(), "mv", "c", "d/e")
    git(Path(), "mv", "d/e/raci.yaml", "d/e/org.yaml")
    commit_on("2026-01-05", "Second move")
    commit_on("2026-01-06", "Less", {"d/e/org.yaml": ORG + PAY})
    history = told("d/e")
    assert subjects(history) == ["Begin", "Pay", "First move", "Second move", "Less"]
    assert [change.path for change in history.changes] == ["b", "b", "c", "d/e", "d/e"]
    later = told("d/e", "2026-01-04")
    assert (subjects(later), later.assignments_before) == (subjects(history)[2:], 3)


def test_a_new_id_without_formerly_is_the_same_organisation() -> None:
    commit_on("2026-01-02", "Begin", {"raci.yaml": ORG + SELL})
    commit_on("2026-01-03", "Other id", {"raci.yaml": ORG.replace("shop", "store") + SELL})
    commit_on("2026-01-04", "Pay", {"raci.yaml": ORG.replace("shop", "store") + SELL + PAY})
    history = told()
    assert subjects(history) == ["Begin", "Other id", "Pay"]
    assert history.organisation == "store"
    assert {each.removed for each in history.assignments} == {None}


def test_what_was_removed_and_came_back_has_its_gap() -> None:
    commit_on("2026-01-02", "Begin", {"shop/raci.yaml": ORG + PAY})
    commit_on("2026-01-05", "Removed", {"shop/raci.yaml": None, "README": "x"})
    commit_on("2026-01-09", "Restored", {"shop/raci.yaml": ORG + PAY})
    history = told("shop")
    assert [(each.begins, each.gone) for each in history.changes] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    (before, after) = (each for each in history.findings if each.finding.code == "GAP101")
    assert (before.end, before.days) == ("gone", 3)
    assert after.opened == (history.changes[2].commit.day, history.changes[2].commit.sha)
    assert [[at and at.day for at in each[1:]] for each in history.assignments] == [
        ["2026-01-02", "2026-01-05"],
        ["2026-01-09", None],
    ]


def test_merged_activities_are_as_many_as_they_were() -> None:
    commit_on("2026-01-02", "Begin", {"raci.yaml": ORG + SELL + PAY})
    merged = SELL.replace("sell: {", "trade: {formerly: [sell, pay], ")
    commit_on("2026-01-05", "Merged", {"raci.yaml": ORG + merged})
    history = told(start="2026-01-03")
    (change,) = history.changes
    before, after = history.assignments_before, history.assignments_after
    assert after == before + change.came - change.went
    assert [each.how for each in change.renamed] == ["merged"]
    assert change.renamed[0].after == ("activity:trade",)
    assert {each.assigned.of for each in history.assignments} == {"activity:trade"}


def test_settings_above_and_packs_outside_govern_it_too() -> None:
    pytest.importorskip("cel_expr_python")
    head = "raci: 1\norg: {id: shop, extends: [../packs/house.yaml]}\n"
    files = {"shop/raci.yaml": head + ORG.partition("}\n")[2] + SELL, "raci.toml": ""}
    commit_on("2026-01-02", "Begin", {**files, "packs/house.yaml": PACK % "error"})
    commit_on("2026-01-03", "Milder", {"packs/house.yaml": PACK % "info"})
    commit_on(
        "2026-01-04", "Elsewhere", {"other/raci.toml": 'ignore = ["POL"]', "pyproject.toml": "[x]"}
    )
    commit_on("2026-01-05", "Fewer rules", {"raci.toml": 'ignore = ["GAP108"]\n'})
    commit_on("2026-01-06", "No pack", {"shop/raci.yaml": ORG + SELL})
    history = told("shop")
    assert subjects(history) == ["Begin", "Milder", "Fewer rules", "No pack"]
    assert [each.settings for each in history.changes] == [False, False, True, False]
    ends = {each.end for each in history.findings if each.finding.code == "POL:house.named"}
    assert ends == {"unchecked"}
    assert {(each.at.day, each.finding.code) for each in history.weakened} == {
        ("2026-01-03", "CHG812"),
        ("2026-01-05", "CHG811"),
        ("2026-01-06", "CHG812"),
    }


def test_a_table_in_git_is_an_organisation_too() -> None:
    settings = '[tables."matrix.md"]\nid = "shop"\n'
    commit_on(
        "2026-01-02", "Begin", {"old.md": MATRIX, "raci.toml": settings.replace("matrix", "old")}
    )
    commit_on("2026-01-03", "Nobody pays", {"old.md": MATRIX.replace("Pay | A", "Pay |  ")})
    git(Path(), "mv", "old.md", "matrix.md")
    commit_on("2026-01-04", "Another name", {"raci.toml": settings})
    commit_on("2026-01-05", "The boss pays", {"matrix.md": MATRIX, "README.md": MATRIX})
    (project,) = projects(["."])
    history = history_of(project, None, "2026-12-31")
    assert subjects(history) == ["Begin", "Nobody pays", "Another name", "The boss pays"]
    assert [change.path for change in history.changes] == [
        "old.md",
        "old.md",
        "matrix.md",
        "matrix.md",
    ]
    (gap,) = (each for each in history.findings if each.finding.code == "GAP101")
    assert (gap.end, gap.days) == ("resolved", 2)
    assert (history.assignments_after, len(history.assignments)) == (4, 5)


def test_a_commit_that_is_dated_back_counts_on_the_day_of_the_one_before() -> None:
    commit_on("2026-01-02", "Begin", {"raci.yaml": ORG + SELL})
    commit_on("2026-03-01", "Between", {"README": "x"})
    commit_on("2026-01-15", "Dated back", {"raci.yaml": ORG + SELL + PAY})
    history = told()
    assert [(c.commit.day, c.commit.dated_back) for c in history.changes] == [
        ("2026-01-02", False),
        ("2026-03-01", True),
    ]
    assert history.dated_back == 1
    assert not history_of(Project.folder("."), "2026-01-03", "2026-02-28").changes


def test_a_broken_version_before_the_period_is_replaced_by_the_one_before_it() -> None:
    commit_on("2026-01-02", "Begin", {"raci.yaml": ORG + PAY})
    commit_on("2026-01-03", "Broken", {"raci.yaml": ORG + PAY + "}"})
    commit_on("2026-01-04", "Broken still", {"raci.yaml": ORG + PAY + "}}"})
    commit_on("2026-02-01", "Repaired", {"raci.yaml": ORG + PAY + SELL})
    history = told(start="2026-01-20")
    assert history.assignments_before == 1
    assert [each.commit.subject for each in history.skipped] == ["Broken", "Broken still"]
    assert subjects(history) == ["Repaired"]
    (gap,) = (each for each in history.findings if each.finding.code == "GAP101")
    assert gap.opened is None


def test_a_path_that_was_a_file_before_is_no_folder_then() -> None:
    commit_on("2026-01-02", "A file", {"shop": "x"})
    commit_on("2026-01-03", "Gone", {"shop": None})
    commit_on("2026-01-04", "Begin", {"shop/raci.yaml": ORG + SELL})
    assert subjects(told("shop")) == ["Begin"]


def test_a_workbook_in_git_has_cells_for_lines(tmp_path: Path) -> None:
    workbook = pytest.importorskip("openpyxl").Workbook()
    for row in (("Activity", "Boss", "Clerk"), ("Sell", "A", "R"), ("Pay", "A", "R")):
        workbook.active.append(row)
    workbook.active.title = "RACI"
    workbook.save(tmp_path / "matrix.xlsx")
    before = (tmp_path / "matrix.xlsx").read_bytes()
    workbook.active["B3"] = None
    workbook.save(tmp_path / "matrix.xlsx")
    after = (tmp_path / "matrix.xlsx").read_bytes()
    commit_on("2026-01-02", "Begin", {"matrix.xlsx": before})
    commit_on("2026-01-03", "Nobody pays", {"matrix.xlsx": after})
    (project,) = projects(["matrix.xlsx"])
    history = history_of(project, None, "2026-12-31")
    assert [each.assigned[:2] for each in history.assignments if each.removed] == [
        ("activity:pay", "accountable")
    ]
    answers = answers_on(project, Ref("activity:pay"), "2026-01-02").answers
    assert [(each.key, str(each.sources[0].place)) for each in answers] == [
        ("accountable", "matrix.xlsx:RACI!B3"),
        ("responsible", "matrix.xlsx:RACI!C3"),
    ]
    assert {source.commit for each in answers for source in each.sources} == {None}


def waiver(until: str) -> str:
    terms = f"reason: r, approved_by: {{boss: 2026-01-03}}, until: {until}"
    return f'waivers:\n  w: {{rule: GAP101, at: "activity:pay", {terms}}}\n'


def test_a_waiver_whose_terms_change_is_another_one() -> None:
    commit_on("2026-01-02", "Begin", {"raci.yaml": ORG + PAY})
    commit_on("2026-01-03", "Granted", {"raci.yaml": ORG + PAY + waiver("2026-02-01")})
    commit_on("2026-01-10", "Longer", {"raci.yaml": ORG + PAY + waiver("2026-03-01")})
    commit_on("2026-01-20", "Removed", {"raci.yaml": ORG + PAY})
    first, second = told().waivers
    assert [(each.granted and each.granted.day, each.ended and each.ended.day, each.end)
            for each in (first, second)] == [
        ("2026-01-03", "2026-01-10", "changed"),
        ("2026-01-10", "2026-01-20", "removed"),
    ]  # fmt: skip


def test_what_the_baseline_accepts_is_closed_by_it() -> None:
    entry = '  - {"rule": "GAP101", "at": "activity:pay", "involves": [], "since": "2026-01-05"}\n'
    commit_on("2026-01-02", "Begin", {"raci.yaml": ORG + PAY})
    baseline = {"raci-baseline.yaml": f"raci-baseline: 1\nfindings:\n{entry}"}
    commit_on("2026-01-05", "Adopted", baseline)
    commit_on("2026-01-09", "No baseline", {"raci-baseline.yaml": None})
    gaps = [each for each in told().findings if each.finding.code == "GAP101"]
    assert [(each.end, each.opened and each.opened.day) for each in gaps] == [
        ("baselined", "2026-01-02"),
        (None, "2026-01-09"),
    ]
