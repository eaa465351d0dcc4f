"""Separation of duties: what a user sees where a definition leaves it open."""

import pytest

from raci.check.settings import Selection
from raci.findings.finding import Finding
from raci.project import Project

HEAD = "raci: 1\norg: {id: shop}\n"


def told(code: str, text: str) -> list[Finding]:
    report = Project.of({"org.yaml": HEAD + text}).check(
        as_of="2026-11-23", selection=Selection((code,))
    )
    return [finding for finding in report if finding.code == code]


def involved(code: str, text: str) -> list[tuple[str, ...]]:
    return [tuple(ref.id for ref in finding.involves) for finding in told(code, text)]


# In the reporting line

LINE = (
    "separations:\n"
    "  apart: {between: [['activity:buy'], ['activity:pay'], ['activity:book']],"
    " within: reporting-line}\n"
)


def test_what_one_role_of_a_line_combines_alone_is_not_told_of_the_line() -> None:
    boss = "roles:\n  boss: {duties: {buy: B}}\n  clerk: {reports_to: boss, duties: {%s}}\n"
    assert involved("SOD303", boss % "pay: P" + LINE) == [("boss", "clerk")]
    assert involved("SOD303", boss % "buy: B, pay: P" + LINE) == []
    assert involved("SOD301", boss % "buy: B, pay: P" + LINE) == [("clerk",)]


def test_a_line_is_told_of_what_neither_of_its_roles_combines_alone() -> None:
    text = "roles:\n  boss: {duties: {book: B}}\n"
    text += "  clerk: {reports_to: boss, duties: {buy: B, pay: P}}\n"
    (finding,) = told("SOD303", text + LINE)
    assert finding.values["one"] == ("activity:book",)
    assert finding.values["other"] == ("activity:buy", "activity:pay")


def test_only_direct_reports_meet_in_a_line() -> None:
    text = "roles:\n  top: {duties: {buy: B}}\n  boss: {reports_to: top}\n"
    text += "  clerk: {reports_to: boss, duties: {pay: P}}\n"
    text += "  peer: {reports_to: boss, also_reports_to: [top], duties: {book: B}}\n"
    assert involved("SOD303", text + LINE) == []


def test_nobody_is_above_a_role_on_a_cycle() -> None:
    text = "roles:\n  a: {reports_to: b, duties: {buy: B}}\n  b: {reports_to: a}\n"
    text += "  clerk: {reports_to: a, duties: {pay: P}}\n"
    assert involved("SOD303", text + LINE) == []


def test_a_line_has_one_finding_a_role_with_reports() -> None:
    text = "roles:\n  top: {duties: {buy: B}}\n"
    text += "  x: {reports_to: top, duties: {pay: P}}\n  y: {reports_to: top, duties: {book: B}}\n"
    text += "  z: {reports_to: y, duties: {pay: P}}\n"
    assert involved("SOD303", text + LINE) == [("top", "x", "y"), ("y", "z")]


# Among several sides

AMONG = "separations: {apart: {among: [['tag:buy'], ['tag:pay'], ['tag:book']], at_most: 2}}\n"


def test_a_side_counts_once_however_much_of_it_a_role_has() -> None:
    text = "roles: {x: {duties: {buy: B, order: O, pay: P}}}\n"
    text += "activities: {buy: {tags: [buy]}, order: {tags: [buy]}, pay: {tags: [%s]}}\n"
    assert told("SOD306", text % "pay" + AMONG) == []
    (finding,) = told("SOD306", text % "pay, book" + AMONG)
    assert finding.values["activities"] == ("activity:buy", "activity:order", "activity:pay")
    assert finding.values["count"] == 3


def test_a_copy_of_a_generic_duty_counts_for_the_roles_that_do_it() -> None:
    text = "departments: {d: {}, e: {}}\nroles:\n  x: {department: d, duties: {t: T, pay: P}}\n"
    text += "  y: {department: e, duties: {t: T}}\nactivities: {t: {each: department}}\n"
    text += "separations: {apart: {among: [['activity:t'], ['activity:pay']], at_most: 1}}\n"
    (finding,) = told("SOD306", text)
    assert finding.involves == ("role:x",)
    assert finding.values["activities"] == ("activity:pay", "activity:t@d")


# Outside the circle

ONLY = "separations: {own: {of: ['activity:pay'], only: ['department:finance']}}\n"


def test_the_circle_holds_those_below_it_and_its_heads() -> None:
    text = "departments:\n  finance: {head: cfo}\n  payables: {parent: finance, head: lead}\n"
    text += "  board: {}\nroles:\n"
    for role, home in (("cfo", "board"), ("lead", "board"), ("clerk", "payables"), ("x", "board")):
        text += f"  {role}: {{department: {home}, duties: {{pay: P}}}}\n"
    assert involved("SOD307", text + "  y: {duties: {pay: P}}\n" + ONLY) == [("x",), ("y",)]


def test_what_nobody_knows_of_a_circle_is_told_once() -> None:
    text = "roles: {clerk: {department: %s, duties: {pay: P}}}\n"
    sales = "departments: {sales: {}%s}\n"
    assert involved("SOD307", text % "sales" + sales % "" + ONLY) == []
    assert len(told("DEF004", text % "sales" + sales % "" + ONLY)) == 1
    known = sales % ", finance: {}"
    assert involved("SOD307", text % "sales" + known + ONLY) == [("clerk",)]
    assert involved("SOD307", text % "sails" + known + ONLY) == []
    lost = "departments: {finance: {}, sales: {parent: %s}}\n"
    assert involved("SOD307", text % "sales" + lost % "nowhere" + ONLY) == []
    assert involved("SOD307", text % "sales" + lost % "sales" + ONLY) == []


def test_a_circle_of_roles_asks_for_no_department() -> None:
    text = "roles: {clerk: {department: nowhere, duties: {pay: P}}, x: {}}\n"
    text += "separations: {own: {of: ['activity:pay'], only: ['role:x']}}\n"
    assert involved("SOD307", text) == [("clerk",)]


# Approving what one does


def test_an_approval_by_somebody_else_is_a_second_pair_of_eyes() -> None:
    text = "roles: {x: {duties: {pay: P}, verifier: [pay]}, y: {duties: {%s: R}}}\n"
    text += "activities: {review: {approves: [pay], status: %s}}\n"
    assert involved("SOD304", text % ("review", "active")) == []
    assert involved("SOD304", text % ("other", "active")) == []
    assert involved("SOD304", text % ("review", "planned")) == [("x",)]


def test_who_approves_and_verifies_what_it_does_is_told_once() -> None:
    text = "roles: {x: {duties: {pay: P, review: R, audit: A}, verifier: [pay]}}\n"
    text += "activities: {review: {approves: [pay]}, audit: {approves: [pay]}}\n"
    assert involved("SOD304", text) == [("audit", "review", "x")]


def test_a_generic_approval_is_that_of_the_doers_department() -> None:
    text = "departments: {d: {}, e: {}}\n"
    text += "roles: {x: {department: d, duties: {%s: R, work: W}}, y: {department: e, duties:"
    text += " {review: R, work: W}}}\n"
    text += "activities: {work: {each: department}, review: {each: department, approves: [work]}}\n"
    told_of = [finding.subject for finding in told("SOD304", text % "review")]
    assert told_of == ["activity:work@d", "activity:work@e"]
    assert involved("SOD304", text % "other") == [("review@e", "y")]


def test_a_verifier_that_nobody_knows_may_be_somebody_else() -> None:
    text = "roles: {x: {}}\nactivities: {pay: {responsible: [x], verifier: [x, %s]}}\n"
    assert involved("SOD304", text % "nobody") == []
    assert len(told("DEF004", text % "nobody")) == 1


def test_an_activity_cannot_approve_itself() -> None:
    text = "roles: {x: {duties: {pay: P}}}\nactivities: {pay: {approves: [pay]}}\n"
    assert involved("SOD304", text) == [("pay", "x")]


@pytest.mark.parametrize(
    ("checks", "judged"),
    [
        ("roles: {x: {duties: {pay: P}, consulted: [pay]}}\n", 0),
        ("roles: {x: {duties: {pay: P}}, y: {verifier: [pay]}}\n", 1),
        ("roles: {x: {duties: {pay: P}}, y: {signatory: [pay]}}\n", 1),
        ("roles: {x: {duties: {pay: P}}}\nactivities: {see: {approves: [pay]}}\n", 2),
    ],
)
def test_where_nothing_is_checked_nobody_passes(checks: str, judged: int) -> None:
    (organisation,) = Project.of({"org.yaml": HEAD + checks}).check().organisations
    assert [t.subjects for t in organisation.tallies if t.code == "SOD304"] == [judged]


# In the hands of one


def test_a_derived_accountable_is_nobody_who_was_given_all() -> None:
    text = "raci: 1\norg: {id: shop, accountable: department-head}\n"
    text += "departments: {d: {head: x}}\nroles: {x: {department: d, duties: {pay: P}%s}}\n"
    text += "activities: {pay: {critical: true}}\n"
    derived, written = text % "", text % ", accountable: [pay]"
    for whole, subjects in ((derived, []), (written, ["activity:pay"])):
        report = Project.of({"org.yaml": whole}).check(selection=Selection(("SOD308",)))
        assert [finding.subject for finding in report] == subjects


def test_a_post_for_nobody_or_for_several_is_not_in_the_hands_of_one() -> None:
    text = "roles: {x: {duties: {pay: P}, accountable: [pay], headcount: %s}}\n"
    text += "activities: {pay: {critical: true}}\n"
    assert [len(told("SOD308", text % heads)) for heads in range(4)] == [0, 1, 0, 0]


def test_what_is_checked_by_its_doer_alone_is_told_as_that() -> None:
    text = "roles: {x: {duties: {pay: P%s}, accountable: [pay]}}\n"
    text += "activities: {pay: {critical: true%s}, review: {approves: [%s]}}\n"
    verified = text % ("", ", verifier: [x]", "")
    assert (involved("SOD304", verified), involved("SOD308", verified)) == ([("x",)], [])
    approved = text % (", review: R", "", "pay")
    assert (involved("SOD304", approved), involved("SOD308", approved)) == ([("review", "x")], [])
