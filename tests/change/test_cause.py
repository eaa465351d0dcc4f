"""The change that a plan names for a finding is the one that brings it."""

from collections.abc import Collection
from copy import deepcopy

from hypothesis import assume, given, settings

from raci.change.plan.plan import Plan, PlanFinding
from raci.check.compared_findings import Identity
from tests.conftest import PROFILE
from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, made, planned

SHOP: Data = {
    "raci": 1,
    "org": {"id": "shop"},
    "roles": {
        "boss": {"accountable": ["sell", "pack", "order"]},
        "one": {"reports_to": "boss", "duties": {"sell": "Sell."}},
        "two": {"reports_to": "boss", "duties": {"sell": "Sell.", "pack": "Pack."}},
        "three": {"reports_to": "boss", "duties": {"order": "Order."}},
    },
    "separations": {"s": {"between": [["activity:pack"], ["activity:order"]], "within": "role"}},
}


def steps(*changes: list[Data]) -> Data:
    written = [{"on": f"2027-0{n}-01", "changes": each} for n, each in enumerate(changes, 2)]
    return {"raci-proposal": 1, "title": "T", "base": ".", "steps": written}


def brought(proposal: Data, code: str) -> dict[str, tuple[int | None, tuple[int, ...]]]:
    plan = planned(files_of(SHOP, proposal))
    every = (*plan.new, *plan.between)
    return {f.finding.subject: (f.change, f.contributing) for f in every if f.finding.code == code}


def test_it_is_the_one_that_takes_the_last_holder_away() -> None:
    proposal = steps(
        [
            {"release": "duty:one/sell"},
            {"release": "duty:two/sell"},
            {"set": "activity:sell", "as": {"name": "Selling"}},
        ]
    )
    found = brought(proposal, "GAP102") | brought(proposal, "GAP114") | brought(proposal, "CHG801")
    assert found["activity:sell"][0] == 2
    assert 3 in found["activity:sell"][1]


def test_it_is_the_one_that_joins_the_sides_though_another_touches_them_later() -> None:
    proposal = steps(
        [{"hand_over": "duty:two/pack", "to": "three"}],
        [{"set": "role:three", "as": {"name": "Third"}}],
    )
    assert brought(proposal, "SOD301")["separation:s"] == (1, (2,))


def identity(found: PlanFinding) -> Identity:
    return Identity.of(found.finding)


def without(proposal: Data, numbers: Collection[int]) -> Data:
    kept = deepcopy(proposal)
    number = 0
    for step in kept["steps"]:
        left = []
        for change in step["changes"]:
            number += 1
            if number not in numbers:
                left.append(change)
        step["changes"] = left
    kept["steps"] = [step for step in kept["steps"] if step["changes"]]
    return kept


def replanned(data: Data, proposal: Data) -> Plan | None:
    if not proposal["steps"] or made(files_of(data, proposal)).verdicts:
        return None
    return planned(files_of(data, proposal))


@settings(max_examples=4 if PROFILE == "gate" else settings().max_examples)
@given(proposals())
def test_without_it_a_finding_is_gone_or_less_or_later(case: tuple[Data, Data]) -> None:
    data, proposal = case
    assume(proposal["steps"])
    plan = planned(files_of(data, proposal))
    for found in (*plan.new, *plan.between):
        if found.change is None:
            continue
        other = replanned(data, without(proposal, {found.change}))
        same = (
            [
                each
                for each in (*other.new, *other.between)
                if identity(each) == identity(found)
                and each.finding.severity >= found.finding.severity
            ]
            if other
            else []
        )
        for each in same:
            assert (each.start > found.start) or (each.finding.measure or 0) <= (
                found.finding.measure or 0
            )
        every = replanned(data, without(proposal, {found.change, *found.contributing}))
        if every:
            left = {identity(each) for each in (*every.new, *every.between)}
            assert identity(found) not in left
