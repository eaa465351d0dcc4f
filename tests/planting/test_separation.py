"""Separation of duties: a defect planted in any organisation is found, and gone when mended."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.organisations import Data

from .drawn import datas
from .told import told

choices = st.integers(0, 100)

ENTER, PAY, BOOK = "planted-enter", "planted-pay", "planted-book"
BOSS, CLERK = "planted-boss", "planted-clerk"
KEPT = "planted-separation"
"""Ids that no organisation has: activities, roles, a separation."""

DO_ENTER, DO_PAY, DO_BOOK = f"activity:{ENTER}", f"activity:{PAY}", f"activity:{BOOK}"
APART = f"separation:{KEPT}"


def some_role(data: Data, choice: int) -> str:
    """Give a role of the organisation."""
    roles = sorted(data["roles"])
    return str(roles[choice % len(roles)])


def plant(data: Data, section: str, id_: str, **entity: Any) -> None:
    """Put an entity into a section."""
    data.setdefault(section, {})[id_] = entity


@given(datas, choices)
def test_a_role_and_its_report_on_two_sides(data: Data, choice: int) -> None:
    report = some_role(data, choice)
    data["roles"][report]["reports_to"] = BOSS
    plant(data, "roles", BOSS)
    plant(data, "activities", ENTER, responsible=[report])
    plant(data, "activities", PAY, responsible=[BOSS])
    plant(data, "separations", KEPT, between=[[DO_ENTER], [DO_PAY]], within="reporting-line")
    assert told(data, "SOD303")[APART] == {f"role:{BOSS}", f"role:{report}"}
    del data["roles"][report]["reports_to"]
    assert APART not in told(data, "SOD303")


@given(datas, choices, st.integers(1, 3))
def test_a_role_on_more_sides_than_may_meet(data: Data, choice: int, most: int) -> None:
    role = some_role(data, choice)
    for activity in (ENTER, PAY, BOOK):
        plant(data, "activities", activity, responsible=[role])
    sides = [[DO_ENTER], [DO_PAY], [DO_BOOK]]
    plant(data, "separations", KEPT, among=sides, at_most=most)
    held = 3
    while held > most:
        assert told(data, "SOD306")[APART] == {f"role:{role}"}
        held -= 1
        data["activities"][(ENTER, PAY, BOOK)[held]]["status"] = "planned"
    assert APART not in told(data, "SOD306")


@given(datas, choices)
def test_a_role_outside_the_circle_of_a_duty(data: Data, choice: int) -> None:
    role = some_role(data, choice)
    plant(data, "roles", CLERK)
    plant(data, "activities", PAY, responsible=[role, CLERK])
    plant(data, "separations", KEPT, of=[DO_PAY], only=[f"role:{CLERK}"])
    assert told(data, "SOD307")[APART] == {f"role:{role}"}
    data["separations"][KEPT]["only"].append(f"role:{role}")
    assert APART not in told(data, "SOD307")


@given(datas, choices)
def test_a_role_of_another_department_than_the_circle_of_a_duty(data: Data, choice: int) -> None:
    department = sorted(data["departments"])[choice % len(data["departments"])]
    plant(data, "departments", BOSS)
    plant(data, "roles", CLERK, department=BOSS)
    plant(data, "activities", PAY, responsible=[CLERK])
    plant(data, "separations", KEPT, of=[DO_PAY], only=[f"department:{department}"])
    assert told(data, "SOD307")[APART] == {f"role:{CLERK}"}
    data["departments"][BOSS]["parent"] = department
    assert APART not in told(data, "SOD307")


@given(datas, choices)
def test_a_role_that_approves_what_it_does(data: Data, choice: int) -> None:
    role = some_role(data, choice)
    plant(data, "roles", BOSS)
    plant(data, "activities", ENTER, responsible=[role])
    plant(data, "activities", PAY, responsible=[role, BOSS], approves=[ENTER])
    assert told(data, "SOD304")[DO_ENTER] == {f"role:{role}", DO_PAY}
    data["activities"][PAY]["responsible"].remove(role)
    assert DO_ENTER not in told(data, "SOD304")


@given(datas, choices, st.sampled_from(("verifier", "signatory")))
def test_a_role_that_alone_checks_what_it_does(data: Data, choice: int, checks: str) -> None:
    role = some_role(data, choice)
    plant(data, "roles", BOSS)
    plant(data, "activities", ENTER, responsible=[role, BOSS], **{checks: [role]})
    assert told(data, "SOD304")[DO_ENTER] == {f"role:{role}"}
    data["activities"][ENTER][checks].append(BOSS)
    assert DO_ENTER not in told(data, "SOD304")


@given(datas, choices, st.sampled_from(("verifier", "signatory", "responsible", "accountable")))
def test_a_critical_activity_in_the_hands_of_one(data: Data, choice: int, other: str) -> None:
    role = some_role(data, choice)
    data["roles"][role] |= {"headcount": 1, "kind": "person"}
    data.pop("people", None)
    plant(data, "roles", BOSS)
    plant(data, "activities", PAY, responsible=[role], accountable=[role], critical=True)
    assert told(data, "SOD308")[DO_PAY] == {f"role:{role}"}
    data["activities"][PAY].setdefault(other, []).append(BOSS)
    assert DO_PAY not in told(data, "SOD308")


@given(datas, choices, st.sampled_from(("person", "reporting-line")))
def test_a_person_on_two_sides(data: Data, choice: int, within: str) -> None:
    role = some_role(data, choice)
    plant(data, "roles", CLERK)
    plant(data, "activities", ENTER, responsible=[role])
    plant(data, "activities", PAY, responsible=[CLERK])
    plant(data, "separations", KEPT, between=[[DO_ENTER], [DO_PAY]], within=within)
    plant(data, "people", BOSS, roles={role: {"until": "2027-01-31"}, CLERK: {"as": "acting"}})
    person = f"person:{BOSS}"

    def found() -> set[str] | None:
        involved = told(data, "SOD302").get(APART, set())
        return involved if person in involved else None

    assert found() == {person, f"role:{role}", f"role:{CLERK}"}
    held = data["people"][BOSS]["roles"]
    held[CLERK] = {"from": "2027-02-01"}
    assert not found()
    held[CLERK] = {"from": "2027-01-31"}
    assert found()
    held[CLERK] = {"as": "deputy"}
    assert not found()
    data["separations"][KEPT]["deputies"] = True
    assert found()
    del held[CLERK]
    assert not found()
    data["roles"][CLERK]["deputies"] = [role]
    assert found()
    data["separations"][KEPT]["within"] = "role"
    assert not found()


@given(datas, choices, st.integers(1, 2))
def test_a_person_on_more_sides_than_may_meet(data: Data, choice: int, most: int) -> None:
    role = some_role(data, choice)
    plant(data, "roles", CLERK)
    plant(data, "roles", BOSS)
    for activity, doer in ((ENTER, role), (PAY, CLERK), (BOOK, BOSS)):
        plant(data, "activities", activity, responsible=[doer])
    sides = [[DO_ENTER], [DO_PAY], [DO_BOOK]]
    plant(data, "separations", KEPT, among=sides, at_most=most)
    plant(data, "people", BOSS, roles={role: {}, CLERK: {}, BOSS: {"from": "2027-01-01"}})
    person = f"person:{BOSS}"
    assert person in told(data, "SOD306")[APART]
    data["people"][BOSS]["roles"][BOSS]["until"] = "2026-11-22"
    assert (person in told(data, "SOD306").get(APART, set())) == (most < 2)
    del data["people"][BOSS]["roles"][CLERK]
    assert person not in told(data, "SOD306").get(APART, set())
