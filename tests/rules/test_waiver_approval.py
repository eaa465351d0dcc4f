"""Who may approve a waiver, and for how long: the edges that the pages do not show."""

import pytest

from raci.check.settings import Selection
from raci.findings.finding import Finding
from raci.project import Project

HEAD = """
raci: 1
org: {id: shop}
departments:
  finance: {head: manager, duties: {pay: Pay the suppliers}}
roles:
  manager: {department: finance, formerly: [boss]}
  clerk: {department: finance, duties: {close-books: Close the books}}
"""
WAIVER = """
waivers:
  accepted:
    rule: mandate-not-carried
    at: %s
    involves: [%s]
    reason: For now.
    approved_by: {%s}
    until: 2027-01-31
"""


def told(code: str, text: str) -> list[Finding]:
    report = Project.of({"org.yaml": HEAD + text}).check(
        as_of="2026-11-23", selection=Selection((code,))
    )
    return [finding for finding in report if finding.code == code]


@pytest.mark.parametrize(
    ("at", "involves", "by", "place"),
    [
        ("role:manager", "", "manager", "role:manager"),
        ("role:boss", "", "manager", "role:manager"),
        ("role:manager", "", "boss", "role:manager"),
        ("activity:pay", "role:clerk, role:manager", "manager", "role:manager"),
        ("duty:clerk/close-books", "", "clerk", "role:clerk"),
        ("activity:pay", "owner:till/clerk", "clerk", "role:clerk"),
        ("activity:pay", "assignment:pay/accountable/manager", "manager", "role:manager"),
    ],
)
def test_a_role_that_is_named_may_not_approve(at: str, involves: str, by: str, place: str) -> None:
    (found,) = told("DEF010", WAIVER % (at, involves, f"{by}: 2026-11-02"))
    assert found.involves == (place,)
    assert found.place.at == f"waiver:accepted#approved_by/{by}"
    assert found.place.source.strip().startswith("approved_by")


@pytest.mark.parametrize(
    ("at", "involves"),
    [
        ("mandate:finance/pay", ""),
        ("department:finance", ""),
        ("activity:pay", "head:finance"),
        ("activity:close-books", "role:clerk"),
        ("org", ""),
    ],
)
def test_a_head_is_not_concerned_by_the_department_alone(at: str, involves: str) -> None:
    assert not told("DEF010", WAIVER % (at, involves, "manager: 2026-11-02"))


def test_each_approver_who_is_concerned_is_told() -> None:
    approved = "manager: 2026-11-02, clerk: 2026-11-03"
    found = told("DEF010", WAIVER % ("activity:pay", "role:clerk, role:manager", approved))
    assert [finding.involves for finding in found] == [("role:manager",), ("role:clerk",)]


@pytest.mark.parametrize(
    ("manages", "clerks", "concerned"),
    [
        ("{}", "{}", True),
        ("{as: deputy}", "{as: acting}", True),
        ("{from: 2026-11-02}", "{until: 2026-11-02}", True),
        ("{from: 2026-11-03}", "{}", False),
        ("{}", "{until: 2026-11-01}", False),
        ("{until: 2026-11-01}", "{}", False),
        ("{}", "{from: 2026-11-03}", False),
    ],
)
def test_whoever_held_both_roles_on_the_day_is_concerned(
    manages: str, clerks: str, concerned: bool
) -> None:
    people = f"people: {{p-017: {{roles: {{manager: {manages}, clerk: {clerks}}}}}}}"
    found = told("DEF010", people + WAIVER % ("activity:pay", "role:clerk", "boss: 2026-11-02"))
    assert [finding.involves for finding in found] == (
        [("person:p-017", "role:manager")] if concerned else []
    )


@pytest.mark.parametrize(
    ("at", "concerned"),
    [
        ("person:p-017", ["person:p-017"]),
        ("duty:clerk/close-books", ["role:clerk"]),
        ("person:p-018", ["person:p-018"]),
        ("activity:pay", []),
    ],
)
def test_a_person_is_concerned_under_the_own_name_too(at: str, concerned: list[str]) -> None:
    people = (
        "people: {p-017: {name: Li Wei, roles: {manager: {}, clerk: {}}},"
        " p-018: {roles: {manager: {}}}}"
    )
    found = told("DEF010", people + WAIVER % (at, "", "manager: 2026-11-02"))
    assert [ref for finding in found for ref in finding.values["concerned"]] == concerned
    assert all("Li Wei" not in repr(finding) for finding in found)


@pytest.mark.parametrize(
    ("approved", "days"),
    [
        ("clerk: 2026-01-30", None),
        ("clerk: 2026-01-29", 367),
        ("clerk: 2026-11-20, manager: 2026-01-29", 367),
        ("clerk: 2027-06-30", None),
    ],
)
def test_a_waiver_may_last_a_year_from_its_first_approval(approved: str, days: int | None) -> None:
    found = told("DEF009", WAIVER % ("mandate:finance/pay", "", approved))
    assert [finding.values["days"] for finding in found] == ([days] if days else [])


@pytest.mark.parametrize("role", ["²", "1", "01", "١"])
def test_an_approver_whose_id_is_a_number_has_a_place(role: str) -> None:
    roles = f"  '{role}': {{}}\n"
    (found,) = told("DEF010", roles + WAIVER % (f"'role:{role}'", "", f"'{role}': 2026-11-02"))
    assert found.place.source[found.place.span.column - 1 :].startswith(f"'{role}'")
