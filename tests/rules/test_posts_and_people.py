"""Who is a post, who is one person, and how many people there are, as a user sees it."""

import json
from typing import Any

import pytest

from raci.findings.finding import Finding
from raci.project import Project

DAY = "2026-11-23"
ACTIVITIES = [f"a{number}" for number in range(20)]


def found(**sections: Any) -> list[Finding]:
    org = {"id": "shop"} | sections.pop("org", {})
    data = {"raci": 1, "org": org} | sections
    return list(Project.of({"org.json": json.dumps(data)}).check(as_of=DAY))


def told(code: str, **sections: Any) -> dict[str, str]:
    """Give the severity of a rule's findings by subject."""
    return {f.subject: f.severity.label for f in found(**sections) if f.code == code}


def messages(code: str, **sections: Any) -> list[str]:
    return [finding.message for finding in found(**sections) if finding.code == code]


# Roles that are no posts, and activities that are meant for everybody


def of_kind(kind: str) -> dict[str, Any]:
    """Give an organisation in which a role of some kind would break every rule about posts."""
    role = {"kind": kind, "responsible": ACTIVITIES, "accountable": ACTIVITIES, "department": "d"}
    twin = {"kind": kind, "responsible": ACTIVITIES, "department": "d"}
    line = {f"l{n}": {"reports_to": f"l{n - 1}" if n else "one", "kind": kind} for n in range(9)}
    return {
        "departments": {"d": {}},
        "roles": {
            "one": role,
            "twin": twin,
            "idle": {"kind": kind},
            "nil": {"kind": kind, "headcount": 0, "responsible": ["b"], "accountable": ["b"]},
            "crowd": {"reports_to": "one", "headcount": 40, "support": ["b"]},
            "other": {"reports_to": "idle", "support": ["b"]},
            "clerk": {"support": ["a0", "b"]},
        }
        | line,
        "activities": {key: {"critical": True} for key in ACTIVITIES} | {"b": {}},
        "platforms": {"p": {"owners": ["one"]}},
        "people": {"li": {"roles": {"one": {"until": "2026-01-01"}}}},
    }


ABOUT_POSTS = [
    *("GAP108", "GAP111", "GAP115", "LOD501", "LOD502", "LOD503"),
    *("LOD504", "LOD505", "ORG404", "ORG405", "ORG406", "ORG407"),
    *("ORG410", "PPL601", "PPL602", "PPL603", "PPL606", "SOD308"),
    *("OVL206"),
]


@pytest.mark.parametrize("kind", ["collective", "external"])
def test_no_rule_about_posts_judges_a_role_that_is_none(kind: str) -> None:
    assert not {f.code for f in found(**of_kind(kind))} & {*ABOUT_POSTS}
    persons = {f.code for f in found(**of_kind("person"))}
    assert persons >= {"GAP108", "GAP115", "LOD501", "LOD502", "LOD503", "ORG407", "OVL206"}


def test_who_is_no_post_may_have_any_function_and_answer() -> None:
    vendor = {"kind": "external", "responsible": ["a"]}
    roles = {"all": {"kind": "collective", "accountable": ["a"]}, "vendor": vendor}
    assert {f.code for f in found(roles=roles)} == set()


def test_what_is_meant_for_everybody_is_no_overlap() -> None:
    def shop(*, shared: bool) -> dict[str, Any]:
        roles = {f"r{n}": {"department": f"d{n % 2}", "responsible": ["x", "y"]} for n in range(6)}
        row = {"shared": shared, "accountable": ["r0"]}
        return {
            "roles": roles,
            "departments": {"d0": {}, "d1": {}},
            "activities": {"x": row, "y": row},
        }

    overlap = {"OVL202", "OVL204", "OVL206"}
    assert {f.code for f in found(**shop(shared=False))} >= overlap - {"OVL206"}
    assert not {f.code for f in found(**shop(shared=True))} & overlap


# How many people there are


def test_a_span_counts_everybody_once_and_nobody_twice() -> None:
    """Sixty people in a hundred and twenty reports are sixty; the manager is not below herself."""
    roles: dict[str, Any] = {f"r{n}": {"reports_to": "chief"} for n in range(120)}
    roles["chief"] = {}
    people: dict[str, Any] = {
        f"p{n}": {"roles": {f"r{n}": {}, f"r{n + 60}": {}}} for n in range(60)
    }
    people["p0"]["roles"]["chief"] = {}
    (message,) = messages("ORG407", roles=roles, people=people)
    assert message.startswith("59 people report to chief, more than 15")


def test_a_span_is_shared_by_the_managers_and_agents_are_no_people() -> None:
    roles: dict[str, Any] = {
        "chief": {"headcount": 2},
        "team": {"reports_to": "chief", "headcount": 31},
        "robot": {"reports_to": "chief", "headcount": 50, "kind": "agent"},
    }
    assert messages("ORG407", roles=roles) == [
        "31 people report to the 2 people of chief, more than 15 for each: team"
    ]
    roles["team"]["headcount"] = 30
    assert messages("ORG407", roles=roles) == []


def test_of_a_role_that_is_listed_in_part_the_headcount_counts() -> None:
    roles = {"chief": {}, "team": {"reports_to": "chief", "headcount": 16}}
    people: dict[str, Any] = {f"p{n}": {"roles": {"team": {}}} for n in range(3)}
    (message,) = messages("ORG407", roles=roles, people=people)
    assert message.startswith("16 people")


GONE: dict[str, Any] = {"until": "2026-01-01"}


def shop(headcount: int | None, *held: dict[str, Any], **org: Any) -> dict[str, Any]:
    size = {} if headcount is None else {"headcount": headcount}
    return {
        "org": org,
        "roles": {"clerk": {"accountable": ["a"], "responsible": ["a"]} | size, "boss": {}},
        "activities": {"a": {"critical": True, "informed": ["boss"]}},
        "platforms": {"till": {"owners": ["clerk"]}},
        "people": {f"p{n}": {"roles": {"clerk": each}} for n, each in enumerate(held)},
    }


ONE_OR_NONE = {"GAP111", "PPL601", "PPL602", "PPL603"}


@pytest.mark.parametrize("held", [({},), (GONE,), (GONE, GONE)])
def test_a_role_that_is_listed_in_part_is_neither_vacant_nor_one_person(held: Any) -> None:
    findings = found(**shop(3, *held))
    assert not {f.code for f in findings} & ONE_OR_NONE
    assert {f.severity.label for f in findings if f.code == "PPL605"} <= {"info"}
    complete = {f.code for f in found(**shop(3, *held, people="complete"))}
    assert complete & {"PPL601", "PPL603", "PPL605"}


def test_a_role_that_was_once_fully_listed_is_what_its_list_says() -> None:
    assert "PPL601" in {f.code for f in found(**shop(2, {}, GONE))}
    assert told("PPL605", **shop(1, GONE))["person:p0"] != "info"


def test_a_vacancy_is_told_once_at_its_cause() -> None:
    codes = {f.code for f in found(**shop(None, GONE))}
    assert codes & {"PPL605", "PPL603", "GAP111"} == {"PPL605"}
    codes = {f.code for f in found(**shop(None, {"from": "2027-01-01"}))}
    assert codes & {"PPL605", "PPL603", "GAP111"} == {"PPL603"}
    codes = {f.code for f in found(**shop(0))}
    assert codes & {"PPL605", "PPL603", "GAP111"} == {"GAP111"}


def test_load_without_a_written_headcount_is_an_info() -> None:
    def load(**role: Any) -> dict[str, str]:
        return told("LOD501", roles={"clerk": {"responsible": ACTIVITIES} | role})

    assert load() == {"role:clerk": "info"}
    assert load(headcount=1) == {"role:clerk": "warning"}
    assert load(headcount=2) == {}


def test_a_top_has_somebody_below() -> None:
    roles: dict[str, Any] = {"chief": {}, "clerk": {"reports_to": "chief"}, "alone": {}}
    assert told("ORG405", roles=roles) == {}
    departments = {"office": {"head": "alone"}}
    home = {**roles, "alone": {"department": "office"}}
    assert told("ORG405", roles=home, departments=departments) == {"org": "warning"}
    roles["other"] = {"reports_to": "alone"}
    (finding,) = [f for f in found(roles=roles) if f.code == "ORG405"]
    assert [ref.id for ref in finding.involves] == ["alone", "chief"]


def test_more_tops_than_one_manager_could_lead_are_a_federation() -> None:
    tops: dict[str, Any] = {f"lead-{n}": {} for n in range(15)}
    roles = tops | {f"clerk-{n}": {"reports_to": f"lead-{n}"} for n in range(15)}
    assert told("ORG405", roles=roles) == {"org": "warning"}
    more = {"lead": {}, "clerk": {"reports_to": "lead"}}
    assert told("ORG405", roles=roles | more) == {"org": "info"}


def test_an_activity_of_planned_posts_is_told_and_a_critical_one_is_an_error() -> None:
    roles: dict[str, Any] = {"plan": {"headcount": 0, "responsible": ["a", "b", "c"]}, "boss": {}}
    rows = {"a": {}, "b": {"critical": True}, "c": {"responsible": ["boss"]}}
    assert told("GAP115", roles=roles, activities=rows) == {
        "activity:a": "warning",
        "activity:b": "error",
    }
