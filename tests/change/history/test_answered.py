"""Who answered for something on a day: by the line that git itself blames, under former ids too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from raci.change.history.answered import answers_on
from raci.change.history.history import history_of
from raci.change.history.records import Answer, Renamed
from raci.change.history.versions import HistoryError
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.reports.history import HistoryReport
from tests.support.lines import commit_on, new_line
from tests.support.repositories import clone, git

OLD = """\
raci: 1
org: {id: shop, accountable: department-head}
departments:
  sales: {head: boss}
roles:
  boss: {department: sales}
  clerk:
    department: sales
    duties: {pay: Pay the invoices}
activities:
  sell:
    responsible: [clerk]
    accountable: [boss]
platforms:
  till: {owners: [clerk], deputies: [boss]}
people:
  li: {name: Li Lei, roles: {clerk: {until: 2026-02-15}}}
  mo: {name: Mo, roles: {clerk: {as: acting, from: 2026-02-16}}}
"""
NEW = (
    OLD.replace("clerk", "seller")
    .replace("  seller:\n", "  seller:\n    formerly: [clerk]\n", 1)
    .replace("  sell:\n", "  vend:\n    formerly: [sell]\n")
    .replace("accountable: [boss]", "accountable: [seller]")
)


@pytest.fixture(scope="module", autouse=True)
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        top = new_line(tmp_path_factory.mktemp("answered") / "top", patch)
        commit_on("2026-01-10", "Begin", {"raci.yaml": OLD.replace("[boss]\np", "[clerk]\np")})
        commit_on("2026-02-01", "The boss answers", {"raci.yaml": OLD})
        commit_on("2026-02-05", "Broken", {"raci.yaml": OLD + "}"})
        commit_on("2026-03-01", "Other names", {"raci.yaml": NEW})
        yield top


def on(day: str, ref: str) -> tuple[Ref, tuple[Answer, ...]]:
    answers = answers_on(Project.folder("."), Ref(ref), day)
    return answers.ref, answers.answers


def held(day: str, ref: str) -> list[tuple[str, str, str]]:
    return [(each.of, each.key, each.role) for each in on(day, ref)[1]]


@pytest.mark.parametrize(
    ("day", "unread"), [("2026-02-04", []), ("2026-02-28", ["Broken"]), ("2026-03-01", [])]
)
def test_commits_that_cannot_be_read_are_told(day: str, unread: list[str]) -> None:
    answers = answers_on(Project.folder("."), Ref("activity:sell"), day)
    assert [each.subject for each in answers.unread] == unread
    told = HistoryReport("en", answers.names).answers(answers)
    assert any("cannot be read" in note for note in told.notes) == bool(unread)


@pytest.mark.parametrize(
    ("day", "asked", "then", "role", "subject"),
    [
        ("2026-01-10", "activity:sell", "activity:sell", "role:clerk", "Begin"),
        ("2026-01-31", "activity:vend", "activity:sell", "role:clerk", "Begin"),
        ("2026-02-04", "activity:vend", "activity:sell", "role:boss", "The boss answers"),
        ("2026-02-28", "activity:sell", "activity:sell", "role:boss", "The boss answers"),
        ("2026-03-01", "activity:sell", "activity:vend", "role:seller", "Other names"),
    ],
)
def test_who_was_accountable(
    day: str, asked: str, then: str, role: str, subject: str, line: Path
) -> None:
    ref, answers = on(day, asked)
    assert ref == then
    (answer,) = (each for each in answers if each.key == "accountable")
    assert (answer.role, answer.derived) == (role, False)
    (source,) = answer.sources
    assert source.commit
    assert source.commit.subject == subject
    at = source.place.span.line
    blamed = git(line, "blame", "-s", "-L", f"{at},{at}", source.commit.sha, "--", "raci.yaml")
    assert "accountable: [" in blamed
    assert source.commit.sha.startswith(blamed.split()[0].lstrip("^"))


@pytest.mark.parametrize(
    ("day", "ref", "since"),
    [
        ("2026-01-10", "activity:sell", {"clerk A": "2026-01-10", "clerk R": "2026-01-10"}),
        ("2026-02-28", "activity:sell", {"boss A": "2026-02-01", "clerk R": "2026-01-10"}),
        ("2026-03-01", "activity:vend", {"seller A": "2026-03-01", "seller R": "2026-01-10"}),
        ("2026-03-01", "activity:pay", {"boss A": "2026-01-10", "seller R": "2026-01-10"}),
        ("2026-03-01", "platform:till", {"seller O": "2026-01-10", "boss D": "2026-01-10"}),
        ("2026-03-01", "department:sales", {"boss H": "2026-01-10"}),
    ],
)
def test_since_when_each_role_was_it(day: str, ref: str, since: dict[str, str]) -> None:
    told = {f"{e.role.id} {e.key[0].upper()}": e.since and e.since.day for e in on(day, ref)[1]}
    assert told == since


def test_in_a_shallow_clone_the_beginning_is_not_known(
    line: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clone(line, "--depth", "3"))
    assert {
        each.key: each.since and each.since.day for each in on("2026-03-01", "role:seller")[1]
    } == {
        "accountable": "2026-03-01",
        "responsible": None,
        "owner": None,
    }


def test_derived_accountability_and_people_of_the_day() -> None:
    _, answers = on("2026-02-16", "activity:pay")
    assert [(each.key, each.role, each.derived) for each in answers] == [
        ("accountable", "role:boss", True),
        ("responsible", "role:clerk", False),
    ]
    assert answers[1].people == (("mo", "acting"),)
    assert on("2026-02-15", "activity:pay")[1][1].people == (("li", "holder"),)


def test_other_things_that_one_answers_for() -> None:
    assert held("2026-02-01", "platform:till") == [
        ("platform:till", "owner", "role:clerk"),
        ("platform:till", "deputy", "role:boss"),
    ]
    assert held("2026-02-01", "department:sales") == [("department:sales", "head", "role:boss")]
    assert held("2026-02-01", "duty:seller/pay") == [("activity:pay", "responsible", "role:clerk")]
    assert held("2026-02-01", "role:boss") == [
        ("activity:pay", "accountable", "role:boss"),
        ("activity:sell", "accountable", "role:boss"),
        ("department:sales", "head", "role:boss"),
    ]


@pytest.mark.parametrize(
    ("day", "ref", "words"),
    [
        ("2026-01-09", "activity:sell", "the first commit is of 2026-01-10"),
        ("2026-02-01", "activity:sel", "no activity:sel on 2026-02-01: did you mean activity:sell"),
        ("2026-02-01", "duty:clerk/nothing", "no duty:clerk/nothing on 2026-02-01"),
    ],
)
def test_what_nobody_can_tell(day: str, ref: str, words: str) -> None:
    with pytest.raises(HistoryError, match=words):
        on(day, ref)


def test_a_renamed_role_and_activity_neither_come_nor_go() -> None:
    history = history_of(Project.folder("."), "2026-02-01", "2026-03-31")
    told = [
        (*each.assigned[:3], *(at and at.day for at in each[1:]))
        for each in history.assignments
        if each.assigned.of == "activity:vend"
    ]
    assert told == [
        ("activity:vend", "accountable", "role:boss", "2026-02-01", "2026-03-01"),
        ("activity:vend", "accountable", "role:seller", None, "2026-02-01"),
        ("activity:vend", "accountable", "role:seller", "2026-03-01", None),
        ("activity:vend", "responsible", "role:seller", None, None),
    ]
    assert [each.renamed for each in history.changes] == [
        (),
        (
            Renamed("renamed", (Ref("activity:sell"),), (Ref("activity:vend"),)),
            Renamed("renamed", (Ref("role:clerk"),), (Ref("role:seller"),)),
        ),
    ]
    assert not history.changes[1].entities


def test_an_object_that_is_lost_leaves_the_answer_of_later_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_line(tmp_path, monkeypatch)
    commit_on("2026-01-10", "Begin", {"raci.yaml": OLD})
    commit_on("2026-02-01", "Other names", {"raci.yaml": NEW})
    lost = git(tmp_path, "rev-parse", "HEAD~1:raci.yaml")
    (tmp_path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    (answer,) = on("2026-02-01", "department:sales")[1]
    assert (answer.role, answer.since) == ("role:boss", None)
