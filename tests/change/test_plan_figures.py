"""The figures of a plan equal an independent count."""

import pytest
from hypothesis import given

from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, made, planned

BANK: Data = {
    "raci": 1,
    "org": {"id": "bank"},
    "departments": {"north": {}, "south": {}},
    "roles": {
        "n-clerk": {"department": "north", "headcount": 6, "duties": {"pay": "Pay invoices"}},
        "s-clerk": {"department": "south", "headcount": 8, "duties": {"bill": "Bill clients"}},
    },
}


def proposal(*changes: Data) -> Data:
    steps = [{"on": "2027-01-01", "changes": list(changes)}]
    return {"raci-proposal": 1, "title": "Regions", "base": ".", "steps": steps}


@pytest.mark.parametrize(
    ("heads", "entry", "expected"),
    [
        ((5, 3), None, 8),
        ((5, None), None, 6),
        ((None, None), None, None),
        ((5, 3), {}, 8),
        ((5, 3), {"headcount": 7}, 7),
        ((0, 3), None, 3),
    ],
)
def test_merged_roles_have_the_heads_of_all(
    heads: tuple[int | None, int | None], entry: Data | None, expected: int | None
) -> None:
    north, south = ({} if each is None else {"headcount": each} for each in heads)
    change: Data = {"merge": ["role:north", "role:south"], "into": "north"}
    if entry is not None:
        change |= {"into": "both", "as": entry}
    data = {"raci": 1, "org": {"id": "bank"}, "roles": {"north": north, "south": south}}
    (stage,) = made(files_of(data, proposal(change))).stages
    assert stage.state.entry("roles", change["into"]).get("headcount") == expected


def test_the_headcount_of_departments_that_merge_is_added() -> None:
    change = {"merge": ["department:north", "department:south"], "into": "north"}
    plan = planned(files_of(BANK, proposal(change)))
    assert plan.total.heads == (14, 14)
    assert [(unit.department, unit.heads) for unit in plan.departments] == [
        ("department:north", (14, 14))
    ]


def heads(definition: Data) -> int:
    roles = definition.get("roles", {}).values()
    return sum(role.get("headcount", 1) for role in roles if role.get("kind", "person") == "person")


@given(proposals())
def test_the_headcount_of_all_departments_is_that_of_all_roles(case: tuple[Data, Data]) -> None:
    files = files_of(*case)
    plan, after = planned(files), made(files).stages[-1].state.definition
    assert plan.total.heads == (heads(case[0]), heads(after))
    for side in (0, 1):
        assert sum(unit.heads[side] for unit in plan.departments) == plan.total.heads[side]
