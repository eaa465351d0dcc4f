"""Who holds what on which day: days, appointments, and what of them is told, by example and law."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.settings import Selection
from raci.findings.days import FIRST, LAST, Days, merged, stretches
from raci.findings.finding import Finding
from raci.matrix.appointments import Holdings
from raci.model.entities import Appointment, Department, Org, Person, Role
from raci.model.placeholders import is_placeholder, is_undecided
from raci.project import Project
from tests.support.layouts import to_json
from tests.support.organisations import Data, orgs, to_data

TODAY = "2026-11-23"
START = date(2026, 11, 18)
WINDOW = [(START + timedelta(number)).isoformat() for number in range(12)]
"""Some days before and after today."""

ends = st.sampled_from((None, *WINDOW))
appointments = st.builds(
    Appointment, st.sampled_from(("holder", "acting", "deputy")), start=ends, until=ends
)


# Days


several = st.lists(
    st.builds(Days, st.sampled_from((FIRST, *WINDOW)), st.sampled_from((LAST, *WINDOW))), max_size=6
)


@given(several)
def test_stretches_share_all_days_out_and_nothing_changes_in_one(days: list[Days]) -> None:
    found = list(stretches(days))
    assert (found[0].start, found[-1].until) == (FIRST, LAST)
    for one, following in pairwise(found):
        assert date.fromisoformat(following.start) - date.fromisoformat(one.until) == timedelta(1)
    for stretch in found:
        within = [day for day in WINDOW if stretch.has(day)]
        assert len({tuple(each.has(day) for each in days) for day in within}) <= 1
        assert stretch.start <= stretch.until


@given(several.map(sorted))
def test_joined_stretches_have_the_same_days_and_gaps_between_them(days: list[Days]) -> None:
    some = [each for each in days if each.start <= each.until]
    found = merged(some)
    for day in WINDOW:
        assert any(each.has(day) for each in found) == any(each.has(day) for each in some)
    for one, following in pairwise(found):
        assert date.fromisoformat(following.start) - date.fromisoformat(one.until) > timedelta(1)


def test_days_are_said_in_two_languages() -> None:
    days = ("2027-01-01", "2027-06-30")
    assert Days(*days).say("en") == "from 2027-01-01 until 2027-06-30"
    assert Days(*days).say("zh-Hant") == "2027-01-01 至 2027-06-30"
    assert Days(days[0]).say("en") == "from 2027-01-01 on"
    assert Days(until=days[1]).say("zh") == "至 2027-06-30 止"
    assert (Days().say("en"), Days().say("zh")) == ("at all times", "始终")


# Appointments


@given(st.dictionaries(st.sampled_from("abc"), appointments), st.sampled_from(WINDOW))
def test_both_ends_of_an_appointment_are_inclusive(
    held: Mapping[str, Appointment], day: str
) -> None:
    people = {id_: Person(id=id_, roles={"x": each}) for id_, each in held.items()}
    found = Holdings(Org(id="o", roles={"x": Role(id="x")}, people=people)).on(day, "x")
    expected = {
        id_
        for id_, each in held.items()
        if (each.start is None or each.start <= day) and (each.until is None or day <= each.until)
    }
    assert {each.person for each in found} == expected


@given(orgs(), appointments, st.data())
def test_an_appointment_outside_of_the_day_changes_nothing_today(
    org: Org, appointment: Appointment, data: st.DataObject
) -> None:
    """But that somebody held a role or will, so that the role is known to be vacant."""
    role = data.draw(st.sampled_from(sorted(org.roles)))
    if (appointment.start or TODAY) <= TODAY <= (appointment.until or TODAY):
        return
    definition = to_data(org)
    before = today(definition)
    entry = {"as": appointment.manner, "from": appointment.start, "until": appointment.until}
    held = {key: value for key, value in entry.items() if value}
    definition.setdefault("people", {})["planted"] = {"roles": {role: held}}
    assert today(definition) == before


OF_TODAY = ("PPL601", "PPL602", "PPL604", "PPL606", "ORG408")


def today(data: Data) -> Counter[str]:
    """Give what the rules say that ask who is there today, of an organisation that lists people."""
    data = data | {"people": data.get("people", {}) | {"somebody": {}}}
    data["org"] = data["org"] | {"people": "complete"}
    return Counter(each.message for each in check(data, TODAY, *OF_TODAY))


def check(data: Data, day: str, *codes: str) -> list[Finding]:
    project = Project.of({"org.json": to_json(data)})
    return [*project.check(as_of=day, selection=Selection(codes))]


# As of


@given(orgs(), st.data())
def test_nothing_changes_between_two_days_on_which_nothing_begins_ends_or_falls_due(
    org: Org, data: st.DataObject
) -> None:
    definition = to_data(org)
    calendar = sorted(changes(org))
    day = data.draw(st.sampled_from(calendar + WINDOW))
    later = min((each for each in calendar if each > day), default=LAST)
    last = day if later == LAST else (date.fromisoformat(later) - timedelta(1)).isoformat()
    assert said(definition, day) == said(definition, last)


def said(data: Data, day: str) -> Counter[tuple[str, str, str, str]]:
    return Counter((f.code, f.severity.label, f.say("en"), f.say("zh")) for f in check(data, day))


def changes(org: Org) -> Iterator[str]:
    """Give the days on which an appointment begins or is over, or a review falls due."""
    for person in org.people.values():
        for each in person.roles.values():
            yield from filter(None, [each.start])
            if each.until and each.until != LAST:
                yield (date.fromisoformat(each.until) + timedelta(1)).isoformat()
    reviewed: tuple[Org | Department, ...] = (org, *org.departments.values())
    for entity in reviewed:
        if entity.reviewed and entity.reviewed < "9998":
            year, rest = int(entity.reviewed[:4]) + 1, entity.reviewed[4:]
            if rest == "-02-29":
                yield f"{year:04}-03-01"
            else:
                yield (date.fromisoformat(f"{year:04}{rest}") + timedelta(1)).isoformat()


# Separations by person


roles = st.dictionaries(
    st.sampled_from(("a", "b", "c")), st.sets(st.integers(0, 2), min_size=1, max_size=3), min_size=2
)


@st.composite
def separated(draw: st.DrawFn) -> tuple[Data, bool]:
    """Draw roles on sides of a separation, and a person who holds some of them at some times."""
    sides = draw(roles)
    deputies = draw(st.booleans())
    people: Data = {}
    for id_ in ("p", "q"):
        held = draw(st.dictionaries(st.sampled_from(sorted(sides)), appointments))
        people[id_] = {
            "roles": {
                role: {
                    key: value
                    for key, value in (
                        ("as", each.manner),
                        ("from", each.start),
                        ("until", each.until),
                    )
                    if value
                }
                for role, each in held.items()
            }
        }
    standing = draw(st.dictionaries(st.sampled_from(sorted(sides)), st.sampled_from(sorted(sides))))
    data = {
        "raci": 1,
        "org": {"id": "o"},
        "roles": {
            role: {"responsible": [f"on-{side}" for side in sorted(on)]}
            | ({"deputies": [standing[role]]} if role in standing else {})
            for role, on in sides.items()
        },
        "activities": {f"on-{side}": {} for side in range(3)},
        "people": people,
        "separations": {"s": {"deputies": deputies}},
    }
    return data, deputies


def holds(data: Data, person: str, role: str, day: str) -> bool:
    """Tell whether somebody counts as holder of a role on a day; written from the language."""
    standing = data["separations"]["s"]["deputies"]

    def appointed(to: str) -> Any:
        each = data["people"][person]["roles"].get(to)
        inside = each is not None and each.get("from", day) <= day <= each.get("until", day)
        return each if inside else None

    each = appointed(role)
    if each is not None and (standing or each["as"] != "deputy" or each.keys() & {"from", "until"}):
        return True
    return standing and any(
        (instead := appointed(deputy)) is not None and instead["as"] != "deputy"
        for deputy in data["roles"][role].get("deputies", ())
        if deputy != role
    )


def told(data: Data, code: str) -> dict[str, set[str]]:
    """Give the days in the window, from today on, on which each person is told of."""
    return {
        each.values["person"].id: {
            day for day in WINDOW for days in each.values["days"] if day >= TODAY and days.has(day)
        }
        for each in check(data, TODAY, code)
        if "person" in each.values
    }


def expected(data: Data, meets: Any) -> dict[str, set[str]]:
    """Give the same, day by day: whoever holds roles that meet; later than the window as well."""
    on = {
        role: {int(key[3:]) for key in each["responsible"]} for role, each in data["roles"].items()
    }
    found: dict[str, set[str]] = {}
    for person in data["people"]:
        for day in [*WINDOW, LAST]:
            held = [on[role] for role in on if holds(data, person, role, day)]
            if day >= TODAY and meets(held):
                found.setdefault(person, set()).update({day} - {LAST})
    return found


@given(separated())
def test_the_days_of_sod302_are_those_on_which_two_sides_meet(drawn: tuple[Data, bool]) -> None:
    """And no one role of a pair has what it shares with the other: that is told of the role."""
    data, _ = drawn
    data["separations"]["s"]["between"] = [[f"activity:on-{side}"] for side in range(3)]

    def meets(held: Collection[set[int]]) -> bool:
        return any(one - other and other - one for one, other in permutations(held, 2))

    assert told(data, "SOD302") == expected(data, meets)
    data["separations"]["s"]["within"] = "role"
    assert told(data, "SOD302") == {}


@given(separated(), st.integers(1, 2))
def test_the_days_of_sod306_are_those_on_which_too_many_sides_meet(
    drawn: tuple[Data, bool], most: int
) -> None:
    data, _ = drawn
    sides = [[f"activity:on-{side}"] for side in range(3)]
    data["separations"]["s"] |= {"among": sides, "at_most": most}

    def meets(held: Collection[set[int]]) -> bool:
        met = set().union(*held)
        return len(met) > most and met not in held

    assert told(data, "SOD306") == expected(data, meets)


TWO = """\
raci: 1
org: {id: shop}
roles:
  boss: {duties: {pay: Pay}}
  clerk: {reports_to: boss, duties: {enter: Enter}}
people:
  p-1: {roles: {boss: {}, clerk: {}}}
  p-2: {roles: {%s}}
separations:
  s: {between: [["activity:enter"], ["activity:pay"]], within: reporting-line}
"""


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        ("", ["SOD302"]),
        ("clerk: {until: 2026-11-22}", ["SOD302"]),
        ("clerk: {}", ["SOD302", "SOD303"]),
        ("boss: {}", ["SOD302", "SOD303"]),
    ],
)
def test_what_a_person_combines_is_not_told_of_the_line_as_well(
    second: str, codes: list[str]
) -> None:
    project = Project.of({"org.yaml": TWO % second})
    found = project.check(as_of=TODAY, selection=Selection(("SOD",)))
    assert sorted({each.code for each in found}) == codes


# Placeholders


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        *((name, True) for name in ("TBD", "tbd 2", "N/A", "n.a.", "Unassigned", "To be hired")),
        *(
            (name, True)
            for name in ("待定", "（待定）", "暂无", "空缺", "招聘中", "???", "—", "...")
        ),
        *((name, True) for name in ("Vacant", "Cashier (vacant)", "出纳（空缺）", "Vacant #3")),
        *((name, True) for name in ("APPOINTMENT NEEDED", "Not yet appointed", "TBC", "Role open")),
        *((name, True) for name in ("to_be-recruited", "Awaiting appointment", "Open position")),
        *(
            (name, True)
            for name in ("待任命", "虛位", "空編", "职位空缺", "職位暫缺", "待招聘人员")
        ),
        *(
            (name, False)
            for name in ("New hire", "Recruiting", "Appointments clerk", "招聘", "无忌")
        ),
        *(
            (name, False)
            for name in ("Na", "Anna", "Vacanti", "Cashier", "无锡", "007", "😀", "甲")
        ),
        *((name, False) for name in ("Vacation planner", "Nobody's Child Ltd", "李 (兼)")),
    ],
)
def test_placeholders(name: str, is_one: bool) -> None:
    assert is_placeholder(Role(id="x", name={"": name})) == is_one
    assert not is_placeholder(Role(id="x", name={"en": name, "zh": "出纳"}))


LEFTOVERS = (
    *("<role (R)>", "< Role >", "<your name>", "{{role}}", "${OWNER}", "Replace with job title"),
    *("replace this with your activity", "Delete this row", "Delete these rows before use"),
    *("Remove this row if not needed", "Insert name here", "Enter your role", "Your name here"),
    *(
        "Role title",
        "Activity name",
        "Example role",
        "Fill in the role",
        "XXX",
        "Lorem ipsum dolor",
    ),
    *(
        "待填写",
        "待填",
        "请填写",
        "请填写岗位名称",
        "請填寫",
        "删除此行",
        "請刪除此行",
        "请删除本行后使用",
    ),
    *("在此填写", "此处填写姓名", "替换为实际岗位", "岗位名称", "示例岗位", "×××", "（待填写）"),
)
NAMES = (
    *(
        "Delete user accounts",
        "Replace worn parts",
        "Replace the pump with a spare",
        "Remove waste",
    ),
    *("Insert molding operator", "Enter orders", "Copy editor", "Name tag printer", "Title clerk"),
    *("Text editor", "Sample preparation", "Template designer", "Role model coach", "Example Ltd"),
    *("Filling line operator", "Job coach", "Xu", "Xiaoxi", "<3", "a<b", "Release <1.0> manager"),
    *(
        "请假审批员",
        "请购专员",
        "填写员",
        "替班店长",
        "删帖专员",
        "岗位设计师",
        "示范店长",
        "样品管理员",
    ),
    *("处填埋员", "人员管理", "替换件仓管员", "待客主管", "待产护士"),
)


@pytest.mark.parametrize("name", LEFTOVERS)
def test_what_a_template_leaves_behind_is_no_name(name: str) -> None:
    assert is_placeholder(Role(id="x", name={"": name}))
    assert is_undecided({"": name}) or "（" in name


@pytest.mark.parametrize("name", NAMES)
def test_names_that_are_like_it_are_names(name: str) -> None:
    assert not is_placeholder(Role(id="x", name={"": name}))
    assert not is_undecided({"": name})


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        *((words, True) for words in ("TBD", "N/A", "To be defined", "待定", "暂无", "...")),
        *((words, False) for words in ("Open", "Hiring", "Vacancy", "招聘", "Close the books")),
    ],
)
def test_activities_and_duties_may_be_undecided_not_vacant(words: str, is_one: bool) -> None:
    assert is_undecided({"": words}) == is_one
    text = f"""\
raci: 1
org: {{id: shop}}
roles: {{clerk: {{duties: {{pay: "{words}"}}, accountable: [pay]}}}}
activities: {{pay: {{name: "{words}"}}}}
"""
    found = Project.of({"org.yaml": text}).check(as_of="2026-11-23")
    subjects = sorted(f.subject for f in found if f.code in ("DEF013", "TXT701"))
    if is_one:
        assert subjects == ["activity:pay", "duty:clerk/pay"]
        assert {f.code for f in found if f.subject in subjects} == {"DEF013"}
    else:
        assert "DEF013" not in {f.code for f in found}


def test_without_a_name_the_id_is_what_it_is_called_by() -> None:
    assert is_placeholder(Role(id="tbd"))
    assert not is_placeholder(Role(id="-"))
    assert not is_placeholder(Role(id="tbd", name={"": "Cashier"}))


# Platforms of one person


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ("", True),  # nobody is listed at all: the headcount speaks
        (
            "people: {anna: {roles: {other: {}}}}",
            True,
        ),  # somebody is listed elsewhere: it still does
        ("people: {anna: {roles: {owner: {as: deputy, until: 2026-01-01}}}}", True),
        ("people: {anna: {roles: {owner: {as: deputy}}}}", False),
        ("people: {anna: {roles: {owner: {}}}}", True),
        ("people: {anna: {roles: {owner: {}}}, ben: {roles: {owner: {}}}}", False),
    ],
)
def test_who_is_one_person(people: str, told: bool) -> None:
    text = "raci: 1\norg: {id: shop}\nroles: {owner: {}, other: {}}\n"
    text += f"platforms: {{till: {{owners: [owner]}}}}\n{people}\n"
    project = Project.of({"org.yaml": text})
    found = project.check(as_of=TODAY, selection=Selection(("PPL602",)))
    assert [each.subject for each in found] == ["role:owner"] * told


@given(orgs(), st.booleans())
def test_who_is_listed_in_one_role_changes_nothing_that_is_told_of_others(
    org: Org, is_first: bool
) -> None:
    """Where an organisation does not say that everybody is listed."""
    data = to_data(org)
    data["org"].pop("people", None)
    if is_first:
        data.pop("people", None)
    owned = {"platforms": {**data.get("platforms", {}), "planted": {"owners": ["planted"]}}}
    data |= {"roles": {**data.get("roles", {}), "planted": {}, "other": {}}} | owned
    before = told_of_headcounts(data)
    assert "role:planted" in {subject for _, subject, _, _ in before}
    data["people"] = {**data.get("people", {}), "somebody": {"roles": {"other": {}}}}
    assert told_of_headcounts(data) == before


def told_of_headcounts(data: Data) -> set[tuple[str, str, str, str]]:
    codes = ("PPL601", "PPL602", "LOD", "ORG", "OVL", "SOD")
    found = check(data, TODAY, *codes)
    return {(f.code, f.subject, f.fingerprint, f.severity.label) for f in found}
