"""A defect of people and dates, planted into any organisation, is found where it was planted.

Judged as of 2026-11-23; what is planted has ids that no organisation has.
"""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.organisations import Data, copy

from .drawn import datas
from .told import told

past = st.sampled_from(("2026-11-22", "2025-12-31", "0001-01-01"))
future = st.sampled_from(("2026-11-24", "2027-01-01", "9999-12-31"))
here = st.sampled_from(
    (
        {},
        {"from": "2026-11-23"},
        {"until": "2026-11-23"},
        {"from": "2026-11-23", "until": "2026-11-23"},
        {"as": "acting", "from": "2026-01-01", "until": "2027-12-31"},
    )
)

WHO, OTHER = "planted-person", "planted-other"
ROLE, DEPUTY, BOSS = "planted-role", "planted-deputy", "planted-boss"
DOES, THING = "planted-activity", "planted-platform"


def planted(data: Data, **sections: Data) -> Any:
    """Add entities to the sections of a definition."""
    data = copy(data)
    for section, entities in sections.items():
        data.setdefault(section, {}).update(copy(entities))
    return data


@given(datas, here, past, future)
def test_vacant_role(data: Data, now: Data, ended: str, coming: str) -> None:
    data = planted(data, roles={ROLE: {}}, people={WHO: {}, OTHER: {}})
    held: Data = {}
    data["people"][WHO]["roles"] = data["people"][OTHER]["roles"] = {}
    data["org"].pop("people", None)

    def found() -> bool:
        return f"role:{ROLE}" in told(data, "PPL603", alone=True)

    assert not found()
    data["org"]["people"] = "complete"
    assert found()
    del data["org"]["people"]
    data["people"][WHO]["roles"] = {ROLE: held}
    for away in ({"until": ended}, {"from": coming}):
        held.update(away)
        assert found()
        data["people"][OTHER]["roles"] = {ROLE: now}
        assert not found()
        data["people"][OTHER]["roles"] = {}
        held.clear()
    held.update({"until": ended})
    data["roles"][ROLE]["headcount"] = 0
    assert not found()


@given(datas, here, past, st.booleans())
def test_accountable_role_vacant(data: Data, now: Data, ended: str, derived: bool) -> None:
    data = planted(
        data,
        departments={BOSS: {"head": ROLE}},
        roles={ROLE: {"department": BOSS}, OTHER: {}},
        activities={DOES: {"department": BOSS, "responsible": [OTHER]}},
        people={WHO: {"roles": {ROLE: {"until": ended}}}},
    )
    data["org"].pop("people", None)
    if derived:
        data["org"]["accountable"] = "department-head"
    else:
        data["activities"][DOES]["accountable"] = [ROLE]

    def found() -> bool:
        return told(data, "GAP111", alone=True).get(f"activity:{DOES}") == {f"role:{ROLE}"}

    assert found()
    data["people"][OTHER] = {"roles": {ROLE: now}}
    assert not found()
    data["roles"][ROLE]["headcount"] = 0
    assert found()
    data["roles"][ROLE]["headcount"] = 1
    data["people"][OTHER]["name"] = "TBD"
    assert found()


@given(datas, here, past)
def test_appointment_expired(data: Data, now: Data, ended: str) -> None:
    data = planted(data, roles={ROLE: {}}, people={WHO: {"roles": {ROLE: {"until": ended}}}})
    assert told(data, "PPL605")[f"person:{WHO}"] == {f"role:{ROLE}"}
    data["people"][WHO]["roles"][ROLE] = now
    assert f"person:{WHO}" not in told(data, "PPL605")


@given(datas, here, past, st.integers(4, 6), st.sampled_from(("duties", "accountable")))
def test_person_overcommitted(data: Data, now: Data, ended: str, count: int, key: str) -> None:
    work: Any = {DOES: "Work"} if key == "duties" else [DOES]
    roles = {f"{ROLE}-{number}": {key: work} for number in range(count)}
    data = planted(
        data,
        activities={DOES: {}},
        roles=roles,
        people={WHO: {"roles": dict.fromkeys(roles, now)}},
    )
    assert told(data, "PPL604")[f"person:{WHO}"] == {f"role:{role}" for role in roles}
    for role in [*roles][3:]:
        data["people"][WHO]["roles"][role] = {"until": ended}
    assert f"person:{WHO}" not in told(data, "PPL604")


@given(datas, here, past, st.integers(1, 4))
def test_headcount_mismatch(data: Data, now: Data, ended: str, heads: int) -> None:
    people: Data = {f"{WHO}-{number}": {"roles": {ROLE: {}}} for number in range(heads)}
    data = planted(data, roles={ROLE: {"headcount": heads}}, people=people)

    def found() -> bool:
        return f"role:{ROLE}" in told(data, "PPL606")

    assert not found()
    data["people"][OTHER] = {"roles": {ROLE: {}}}
    assert found()
    data["people"][OTHER]["roles"][ROLE] = {"until": ended}
    assert not found()
    data["roles"][ROLE]["headcount"] = heads + 1
    assert found()
    data["people"][OTHER]["roles"][ROLE] = now
    assert not found()


@given(datas, st.booleans(), st.booleans())
def test_single_point_of_failure(data: Data, by_platform: bool, listed: bool) -> None:
    gone = {"until": "2026-01-31"}
    data = planted(
        data,
        roles={ROLE: {"headcount": 2 if listed else 1, "duties": {DOES: "Work"}}, DEPUTY: {}},
        activities={DOES: {"platforms": [THING]} if by_platform else {"critical": True}},
        platforms={THING: {"critical": True}},
        people={WHO: {"roles": {ROLE: {}}}, OTHER: {"roles": {ROLE: gone}}} if listed else {},
    )
    data["org"].pop("people", None)

    def found() -> bool:
        return told(data, "PPL601").get(f"activity:{DOES}") == {f"role:{ROLE}"}

    assert found()
    data["roles"][ROLE]["deputies"] = [DEPUTY]
    assert not found()
    data["roles"][DEPUTY]["headcount"] = 0
    assert found()
    data["roles"][DEPUTY] = {"duties": {DOES: "Work"}}
    assert not found()
    data["roles"][DEPUTY] = {}
    del data["roles"][ROLE]["deputies"]
    assert found()
    data["roles"][ROLE]["headcount"] = 3
    if listed:
        data["people"][OTHER]["roles"] = {ROLE: {}}
    assert not found()


@given(datas, st.booleans())
def test_owner_without_deputy(data: Data, of_the_role: bool) -> None:
    roles: Data = {ROLE: {}, DEPUTY: {}}
    holder: Data = {WHO: {"roles": {ROLE: {}}}}
    data = planted(data, roles=roles, platforms={THING: {"owners": [ROLE]}}, people=holder)
    data["org"].pop("people", None)

    def found() -> bool:
        return told(data, "PPL602").get(f"role:{ROLE}") == {f"platform:{THING}"}

    assert found()
    del data["people"][WHO]
    assert found()  # the headcount says so, whoever else is listed
    data["people"] |= holder
    owned = data["roles"][ROLE] if of_the_role else data["platforms"][THING]
    owned["deputies"] = [DEPUTY]
    assert not found()
    owned["deputies"] = [ROLE]
    assert found()
    data["platforms"][THING]["owners"].append(DEPUTY)
    assert not found()


@given(datas, here, past)
def test_several_managers(data: Data, now: Data, ended: str) -> None:
    data = planted(
        data,
        roles={BOSS: {}, OTHER: {}, ROLE: {"reports_to": BOSS}, DEPUTY: {"reports_to": OTHER}},
        people={WHO: {"roles": {ROLE: {}, DEPUTY: now}}},
    )

    def found() -> bool:
        return f"person:{WHO}" in told(data, "ORG408")

    assert told(data, "ORG408")[f"person:{WHO}"] == {
        f"role:{role}" for role in (BOSS, OTHER, ROLE, DEPUTY)
    }
    data["people"][WHO]["roles"][DEPUTY] = {"until": ended}
    assert not found()
    data["people"][WHO]["roles"][DEPUTY] = now
    data["people"][OTHER] = {"roles": {BOSS: {}, OTHER: {}}}
    assert not found()


@given(
    datas,
    st.sampled_from(("2025-11-22", "2024-02-29", "0001-01-01")),
    st.sampled_from(("2025-11-23", "2026-10-31", "9999-12-31")),
    st.booleans(),
)
def test_review_overdue(data: Data, long_ago: str, lately: str, of_org: bool) -> None:
    data = planted(data, departments={BOSS: {}})
    subject = "org" if of_org else f"department:{BOSS}"
    entity = data["org"] if of_org else data["departments"][BOSS]
    entity["reviewed"] = long_ago
    assert subject in told(data, "ORG411")
    entity["reviewed"] = lately
    assert subject not in told(data, "ORG411")


PLACEHOLDERS = st.sampled_from(
    ("TBD", "tbd.", "N/A", "Unassigned", "VACANT", "待定", "暂无", "ＴＢＤ 2", "Cashier (vacant)")
)


@given(datas, PLACEHOLDERS, st.sampled_from(({}, {"zh": "空缺"})))
def test_placeholder_name(data: Data, name: str, more: Data) -> None:
    data = planted(data, roles={ROLE: {}, OTHER: {}}, people={WHO: {"roles": {ROLE: {}}}})
    data["people"][WHO]["name"] = data["roles"][OTHER]["name"] = {"en": name} | more
    found = told(data, "DEF013")
    assert found[f"person:{WHO}"] == {f"role:{ROLE}"}
    assert found[f"role:{OTHER}"] == set()
    assert f"role:{ROLE}" not in told(data, "PPL603")  # the placeholder is told, once
    data["people"][WHO]["name"] = "Anna"
    data["roles"][OTHER]["name"] = {"en": name, "zh": "出纳"}
    found = told(data, "DEF013")
    assert found.keys().isdisjoint({f"person:{WHO}", f"role:{OTHER}"})


@given(datas, st.sampled_from(("Anna Weiß", "anna  WEISS", "ＡＮＮＡ Weiss", "Anna-Weiss")))
def test_person_twice(data: Data, name: str) -> None:
    data = planted(data, people={WHO: {"name": {"de": "Anna Weiss"}}, OTHER: {"name": name}})
    first, second = sorted((WHO, OTHER))
    assert told(data, "DEF014")[f"person:{first}"] == {f"person:{second}"}
    data["people"][OTHER]["name"] = "Anna Weise"
    assert f"person:{first}" not in told(data, "DEF014")
