"""What a proposal gives up on purpose is not told as lost; a headship that goes is told once."""

from collections.abc import Iterable
from copy import deepcopy

import pytest

from raci.change.plan.plan import Plan, PlanFinding
from tests.support.organisations import Data
from tests.support.rehearsals import files_of, planned, rehearsal_report

LOSSES = ("CHG801", "CHG802", "CHG803", "CHG804")
SHOP: Data = {
    "raci": 1,
    "org": {"id": "shop", "accountable": ["platform-owner", "department-head"]},
    "departments": {"sales": {"head": "boss", "duties": {"returns": "Take goods back."}}},
    "roles": {
        "boss": {"department": "sales"},
        "clerk": {"department": "sales", "duties": {"sell": "Sell.", "pack": "Pack."}},
        "keeper": {"department": "sales", "duties": {"publish": "Publish.", "returns": "Take."}},
    },
    "activities": {
        "publish": {"platforms": ["site"]},
        "sell": {"department": "sales"},
        "count": {"responsible": ["keeper"], "accountable": ["boss"]},
    },
    "platforms": {"site": {"owners": ["keeper"]}},
}


def plan(*steps: list[Data], org: Data = SHOP) -> Plan:
    days = ("2027-02-01", "2027-05-01", "2027-08-01")
    written = [{"on": day, "changes": made} for day, made in zip(days, steps, strict=False)]
    return planned(files_of(org, {"raci-proposal": 1, "title": "T", "base": ".", "steps": written}))


def told(made: Plan, *codes: str) -> list[PlanFinding]:
    return [each for each in (*made.new, *made.between) if each.finding.code in codes]


def subjects(found: Iterable[PlanFinding]) -> list[tuple[str, str]]:
    return sorted((each.finding.code, str(each.finding.subject)) for each in found)


GIVEN_UP: dict[str, list[Data]] = {
    "released": [{"release": "duty:clerk/pack"}],
    "all of them": [{"release": "duty:clerk/pack"}, {"release": "duty:clerk/sell"}],
    "dropped": [{"retire": "role:clerk", "dropping": ["duty:clerk/sell", "duty:clerk/pack"]}],
    "with its A": [
        {
            "retire": "role:clerk",
            "dropping": [
                *("duty:clerk/sell", "assignment:sell/accountable/boss"),
                *("duty:clerk/pack", "assignment:pack/accountable/boss"),
            ],
        }
    ],
    "released by name": [{"release": "assignment:count/accountable/boss"}],
    "an owner": [{"release": "owner:site/keeper"}],
    "a platform": [{"retire": "platform:site"}],
    "a mandate and who does it": [
        {"retire": "mandate:sales/returns"},
        {"release": "duty:keeper/returns"},
    ],
    "an activity": [{"retire": "activity:sell"}, {"retire": "activity:count"}],
    "archived": [{"set": "activity:sell", "as": {"status": "archived"}}, {"retire": "role:clerk",
        "dropping": ["duty:clerk/pack"]}],
}  # fmt: skip


@pytest.mark.parametrize("how", GIVEN_UP)
def test_what_is_given_up_on_purpose_is_not_told_nor_the_a_that_is_derived_from_it(
    how: str,
) -> None:
    assert subjects(told(plan(GIVEN_UP[how]), *LOSSES)) == []


def test_what_nobody_names_is_told() -> None:
    found = plan([{"retire": "role:clerk", "dropping": ["duty:clerk/sell"]}])
    (gone,) = told(found, *LOSSES)
    assert gone.finding.subject == "role:clerk"
    assert gone.finding.involves == ("activity:pack",)


def test_an_activity_of_each_department_is_given_up_as_a_whole() -> None:
    org = deepcopy(SHOP)
    org["activities"]["report"] = {"each": "department"}
    org["roles"]["clerk"]["duties"]["report"] = "Report."
    assert subjects(told(plan([{"release": "duty:clerk/report"}], org=org), *LOSSES)) == []
    assert subjects(told(plan([{"retire": "activity:report"}], org=org), *LOSSES)) == []


@pytest.mark.parametrize(
    "dropped", ["assignment:sell/accountable/keeper", "assignment:count/accountable/clerk"]
)
def test_an_a_that_nobody_has_cannot_be_dropped(dropped: str) -> None:
    change = {"retire": "role:clerk", "dropping": [dropped]}
    steps = [{"on": "2027-02-01", "changes": [change]}]
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "steps": steps}
    (refused,) = rehearsal_report(files_of(SHOP, proposal)).findings
    assert refused.code == "DEF016"


RELEASED: list[Data] = [{"release": "head:sales"}]
ADDED = [{"add": "role:guest"}]


@pytest.mark.parametrize("later", [[], [ADDED], [ADDED, [{"add": "role:other"}]]])
def test_a_headship_that_goes_is_one_finding_until_the_end(later: list[list[Data]]) -> None:
    found = plan(RELEASED, *later)
    (lost,) = told(found, *LOSSES, "GAP101", "GAP107")
    assert (lost.finding.code, lost.finding.subject) == ("CHG802", "department:sales")
    assert set(lost.finding.involves) == {
        *("activity:sell", "activity:pack", "activity:returns", "role:boss"),
    }
    assert (lost.start, lost.until, lost.change) == ("2027-02-01", "", 1)


def test_a_head_who_comes_later_ends_it_the_day_before() -> None:
    found = plan(RELEASED, [{"hand_over": "department:sales", "to": "clerk"}])
    (lost,) = told(found, *LOSSES, "GAP101", "GAP107")
    assert (lost.finding.subject, lost.until) == ("department:sales", "2027-04-30")


@pytest.mark.parametrize("dropping", [["head:sales"], []])
def test_a_head_who_goes_is_one_finding_with_all_that_goes_with_it(dropping: list[str]) -> None:
    change: Data = {"retire": "role:boss", "dropping": dropping} if dropping else {
        "retire": "role:boss"}  # fmt: skip
    (lost,) = told(plan([change]), *LOSSES, "GAP101", "GAP107")
    assert (lost.finding.code, lost.finding.subject) == ("CHG804", "role:boss")
    assert {"activity:sell", "activity:pack", "activity:count"} <= set(lost.finding.involves)
