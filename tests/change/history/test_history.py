"""The history of a little organisation in a real repository, counted once more day by day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from raci.change.history.history import history_of
from raci.change.history.records import History
from raci.change.history.versions import HistoryError
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.facts.history import tables
from raci.render.facts.table import to_json
from raci.source.git_program import GitError
from tests.support.lines import commit_on, new_line
from tests.support.repositories import clone, git

HEAD = "raci: 1\norg: {id: shop, name: Shop, reviewed: 2025-02-10}\n"
ROLES = """\
roles:
  boss: {name: The boss}
  clerk: {reports_to: boss}
people:
  li: {name: Li Lei, git: [li@example.org], roles: {clerk: {until: 2026-03-10}}}
"""
SELL = "  sell: {responsible: [clerk], accountable: [boss]}\n"
PAY = "  pay: {responsible: [clerk]}\n"
PAID = "  pay: {responsible: [clerk], accountable: [boss]}\n"
WAIVER = """\
waivers:
  short: {rule: GAP101, at: "activity:pay", reason: r,
    approved_by: {boss: 2026-02-21}, until: 2026-03-05}
"""
REVIEWED = """\
Pay has an A

Reviewed-by: Li <li@example.org>
Reviewed-by: Jane Doe <jane@example.org>
Reviewed-by: someone@example.org
Reviewed-by: person:li <forger@example.org>
"""
END = "2026-05-10"


def org(*rows: str, more: str = "", head: str = HEAD) -> dict[str, str]:
    return {"shop/raci.yaml": head + ROLES + "activities:\n" + "".join(rows) + more}


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A line of commits that opens, waives, hides, resolves and carries on with findings.

    It is the working folder of the module.
    """
    with pytest.MonkeyPatch.context() as patch:
        top = new_line(tmp_path_factory.mktemp("history") / "top", patch)
        commit_on("2026-01-02", "Nothing yet", {"README": "x"})
        commit_on("2026-01-10", "Begin", org(SELL, PAY))
        commit_on("2026-01-12", "Another file", {"README": "y", "shop/notes.yaml": "a: 1\n"})
        commit_on("2026-02-01", REVIEWED, org(SELL, PAID))
        commit_on("2026-02-20", "Nobody answers", org(SELL.replace("boss", ""), PAY))
        commit_on("2026-02-21", "Waive", org(SELL, PAY, more=WAIVER))
        commit_on("2026-03-20", "Weaker", {"shop/raci.toml": 'ignore = ["GAP101"]\n'})
        commit_on("2026-03-21", "Stricter", {"shop/raci.toml": None})
        commit_on("2026-04-02", "Broken", org(SELL, PAY, more=WAIVER + "  : [\n"))
        commit_on("2026-04-05", "Repaired", org(SELL, PAY))
        git(top, "checkout", "-q", "-b", "side")
        commit_on("2026-04-06", "On a branch", org(SELL))
        commit_on("2026-04-07", "And back", org(SELL, PAID, "  ask: {informed: [boss]}\n"))
        git(top, "checkout", "-q", "main")
        commit_on("2026-04-08", "Meanwhile", {"README": "z"})
        git(top, "merge", "-q", "--no-ff", "--no-commit", "side")
        commit_on("2026-04-10T23:30:00-0200", "Merge side")  # the 11th in UTC
        git(top, "mv", "shop", "store")
        commit_on("2026-05-01", "Moved")
        yield top


@pytest.fixture(scope="module")
def history(line: Path) -> History:
    assert Path.cwd() == line
    return history_of(Project.folder("store"), None, END)


def told(history: History, code: str) -> list[tuple[object, ...]]:
    return [
        (
            each.finding.subject,
            each.opened and each.opened.day,
            each.closed and each.closed.day,
            each.end,
            each.days,
        )
        for each in history.findings
        if each.finding.code == code
    ]


def days(start: str, end: str) -> Iterator[str]:
    day, last = date.fromisoformat(start), date.fromisoformat(end)
    while day <= last:
        yield day.isoformat()
        day += timedelta(days=1)


def project_on(day: str, top: Path) -> Project | None:
    """Give the organisation at the end of a day, from git's own words; the last readable one."""
    options = ("--first-parent", f"--before={day}T23:59:59+0000", "main")
    for sha in git(top, "rev-list", *options).split():
        names = git(top, "ls-tree", "-r", "--name-only", sha).splitlines()
        texts = {name: git(top, "show", f"{sha}:{name}") for name in names}
        if not any(name.endswith("/raci.yaml") for name in names):
            return None
        (project,) = Project.all_of(texts)
        if project.sound:
            return project
    return None


def test_each_finding_was_open_on_as_many_days_as_a_check_of_each_day_finds(line: Path) -> None:
    history = history_of(Project.folder("store"), "2026-02-15", "2026-04-15")
    counted: Counter[str] = Counter()
    known: dict[str, Project | None] = {}
    for day in days(history.start, history.end):
        head = git(
            line, "rev-list", "-1", "--first-parent", f"--before={day}T23:59:59+0000", "main"
        )
        if head not in known:
            known[head] = project_on(day, line)
        if project := known[head]:
            found = project.check(as_of=day)
            counted.update({each.fingerprint for each in found if each.status == "new"})
    ours: Counter[str] = Counter()
    for period in history.findings:
        ours[period.finding.fingerprint] += period.days
    assert counted
    assert +ours == counted


def test_what_came_and_went_makes_the_difference(history: History) -> None:
    came = sum(each.added is not None for each in history.assignments)
    went = sum(each.removed is not None for each in history.assignments)
    project = Project.folder("store")
    assert history.assignments_before == 0
    assert came - went == history.assignments_after == project.counts["assignments"]
    assert came == sum(change.came for change in history.changes) > went > 0
    assert went == sum(change.went for change in history.changes)
    opened = sum(period.opened is not None for period in history.findings)
    of_commits = sum(bool(p.opened and p.opened.commit) for p in history.findings)
    assert of_commits == sum(change.opened for change in history.changes) < opened


def test_who_is_assigned_on_each_day_is_what_the_matrix_of_that_day_says(
    history: History, line: Path
) -> None:
    known: dict[str, set[tuple[str, ...]]] = {}
    for day in days(history.start, history.end):
        head = git(
            line, "rev-list", "-1", "--first-parent", f"--before={day}T23:59:59+0000", "main"
        )
        if head not in known:
            project = project_on(day, line)
            rows = project.matrix.rows.values() if project else ()
            cells = (cell for row in rows for cell in row.cells())
            known[head] = {(c.row, c.function.value, c.role) for c in cells}
        ours = {
            (of.id, key, role.id)
            for (of, key, role, _), added, removed in history.assignments
            if added and added.day <= day and (not removed or day < removed.day)
        }
        assert ours == known[head], day


def test_why_findings_are_closed(history: History) -> None:
    assert told(history, "GAP101") == [
        ("activity:pay", "2026-01-10", "2026-02-01", "resolved", 22),
        ("activity:pay", "2026-02-20", "2026-02-21", "waived", 1),
        ("activity:sell", "2026-02-20", "2026-02-21", "resolved", 1),
        ("activity:pay", "2026-03-06", "2026-03-20", "unchecked", 14),
        ("activity:pay", "2026-03-21", "2026-04-11", "resolved", 21),
        ("activity:ask", "2026-04-11", None, None, 30),
    ]


EXPIRED = "  old: {rule: GAP101, at: activity:pay, reason: r, approved_by: {boss: 2025-02-01},\n"
UNUSED = "  idle: {rule: GAP101, at: activity:sell, reason: r, approved_by: {boss: 2025-02-01},\n"
WAIVERS = f"waivers:\n{EXPIRED}    until: 2025-12-31}}\n{UNUSED}    until: 2026-12-31}}\n"


@pytest.mark.parametrize(
    ("settings", "pay", "ends"),
    [
        ('ignore = ["GAP101"]\n', PAY, {"DEF007": "unchecked", "DEF008": "unchecked"}),
        ("", PAID, {"DEF007": "resolved"}),
    ],
)
def test_a_finding_about_a_rule_that_is_switched_off_is_not_resolved(
    settings: str,
    pay: str,
    ends: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new_line(tmp_path, monkeypatch)
    commit_on("2026-01-10", "Begin", org(SELL, PAY, more=WAIVERS))
    commit_on("2026-01-20", "Other", {**org(SELL, pay, more=WAIVERS), "shop/raci.toml": settings})
    history = history_of(Project.folder("shop"), None, "2026-01-31")
    about = {
        each.finding.code: each.end
        for each in history.findings
        if each.closed and each.finding.subject.kind == "waiver"
    }
    assert about == ends


def test_dates_open_findings_between_commits(history: History) -> None:
    """The appointment ends on 10 March, the waiver on the 5th, the review is due 10 February."""
    opened = {
        (each.finding.code, each.opened)
        for each in history.findings
        if each.opened and not each.opened.commit
    }
    assert {(code, at.day) for code, at in opened} >= {
        ("PPL605", "2026-03-11"),
        ("GAP101", "2026-03-06"),
        ("ORG411", "2026-02-11"),
    }


def test_commits_that_changed_the_organisation(history: History) -> None:
    assert [(change.commit.day, change.commit.subject) for change in history.changes] == [
        ("2026-01-10", "Begin"),
        ("2026-02-01", "Pay has an A"),
        ("2026-02-20", "Nobody answers"),
        ("2026-02-21", "Waive"),
        ("2026-03-20", "Weaker"),
        ("2026-03-21", "Stricter"),
        ("2026-04-05", "Repaired"),
        ("2026-04-11", "Merge side"),
        ("2026-05-01", "Moved"),
    ]
    by_subject = {change.commit.subject: change for change in history.changes}
    assert by_subject["Begin"].begins
    assert by_subject["Pay has an A"].reviewers == (
        *(Ref("person:li"), "Jane Doe", "?"),
        '"person:li"',
    )
    assert by_subject["Moved"].moved_from == "shop"
    settings = [change.commit.subject for change in history.changes if change.settings]
    assert settings == ["Weaker", "Stricter"]
    assert history.commits == 13
    (skipped,) = history.skipped
    assert skipped.commit.subject == "Broken"
    assert {finding.code for finding in skipped.findings} == {"DEF001"}


def test_waivers_and_what_was_weakened(history: History) -> None:
    (waiver,) = history.waivers
    assert waiver.granted
    assert waiver.ended
    assert (waiver.granted.day, waiver.ended.day) == ("2026-02-21", "2026-03-06")
    assert (waiver.end, waiver.ended.commit) == ("expired", "")
    assert waiver.standing["boss"].level == "claimed"
    (weakened,) = history.weakened
    assert (weakened.finding.code, weakened.at.day) == ("CHG811", "2026-03-20")


@pytest.mark.usefixtures("line")
def test_what_was_open_before_the_period_is_told_as_that() -> None:
    history = history_of(Project.folder("store"), "2026-03-01", "2026-03-20")
    (before,) = history.waivers
    assert before.granted is None
    assert not history_of(Project.folder("store"), "2026-03-10", "2026-03-20").waivers
    assert told(history, "ORG411") == [("org", None, None, None, 20)]
    assert told(history, "GAP101") == [
        ("activity:pay", "2026-03-06", "2026-03-20", "unchecked", 14)
    ]
    assert history.open_before == sum(each.opened is None for each in history.findings) > 0
    assert history.assignments_before == history.assignments_after > 0


@pytest.mark.usefixtures("line")
def test_a_period_without_commits() -> None:
    history = history_of(Project.folder("store"), "2026-02-23", "2026-02-24")
    assert (history.commits, history.changes) == (0, ())
    assert {each[1:] for each in history.assignments} == {(None, None)}
    assert history.open_before == history.open_after == len(history.findings)
    assert {period.days for period in history.findings} == {2}


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-03-02", "2026-03-01", "begins on 2026-03-02, after its end"),
        ("2025-01-01", "2025-12-31", "the first commit is of 2026-01-02"),
        ("2026-01-01", "2026-01-09", "no commit up to 2026-01-09 has store"),
    ],
)
@pytest.mark.usefixtures("line")
def test_periods_that_cannot_be_told(start: str, end: str, words: str) -> None:
    with pytest.raises(HistoryError, match=words):
        history_of(Project.folder("store"), start, end)


def test_a_shallow_clone_tells_what_to_fetch(line: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shallow = clone(line, "--depth", "3")
    monkeypatch.chdir(shallow)
    with pytest.raises(HistoryError, match="git fetch --unshallow"):
        history_of(Project.folder("store"), "2026-04-01", END)
    enough = history_of(Project.folder("store"), "2026-04-12", END)
    assert [change.commit.subject for change in enough.changes] == ["Moved"]


def test_files_in_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raci.yaml").write_text(HEAD + ROLES, encoding="utf-8")
    with pytest.raises(GitError, match="no work tree"):
        history_of(Project.folder(tmp_path), None, END)
    with pytest.raises(HistoryError, match="no git repository"):
        history_of(Project.of({"raci.yaml": HEAD + ROLES}), None, END)


@pytest.mark.parametrize("cut", ["2026-03-05", "2026-04-02"])
def test_two_periods_are_one(cut: str, history: History) -> None:
    """What is open at the end of one is open at the start of the next; days and changes add up."""
    start = (date.fromisoformat(cut) + timedelta(days=1)).isoformat()
    parts = (
        history_of(Project.folder("store"), None, cut),
        history_of(Project.folder("store"), start, END),
    )
    assert parts[0].open_after == parts[1].open_before
    assert parts[0].assignments_after == parts[1].assignments_before
    assert parts[0].changes + parts[1].changes == history.changes
    moments = [
        Counter((each.assigned.role, at) for each in told.assignments for at in each[1:] if at)
        for told in (*parts, history)
    ]
    assert moments[0] + moments[1] == moments[2]
    assert parts[0].weakened + parts[1].weakened == history.weakened
    open_for: list[Counter[str]] = []
    for each in (parts, (history,)):
        counted: Counter[str] = Counter()
        for period in (period for part in each for period in part.findings):
            counted[period.finding.fingerprint] += period.days
        open_for.append(counted)
    assert open_for[0] == open_for[1]


def test_tables_of_facts_have_every_record(history: History) -> None:
    data = {each.id: to_json(each) for each in tables(history)}
    assert {id_: len(table["rows"]) for id_, table in data.items()} == {
        "history-period": 6,
        "history": len(history.changes) + len(history.skipped),
        "history-findings": len(history.findings),
        "history-waivers": len(history.waivers),
        "history-weakened": len(history.weakened),
        "history-assignments": len(history.assignments),
    }
    for table in data.values():
        assert all(len(row) == len(table["columns"]) for row in table["rows"])
    keys = [column["key"] for column in data["history-findings"]["columns"]]
    days = sum(row[keys.index("days-open")] for row in data["history-findings"]["rows"])
    assert days == sum(period.days for period in history.findings)
    keys = [column["key"] for column in data["history"]["columns"]]
    subjects = [row[keys.index("commit-message")] for row in data["history"]["rows"]]
    assert subjects.index("Broken") == subjects.index("Repaired") - 1
