"""The figures of a plan equal an independent count."""

from hypothesis import given

from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, planned, read_proposal

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
def test_the_headcount_of_all_departments_is_that_of_the_base(case: tuple[Data, Data]) -> None:
    files = files_of(*case)
    if isinstance(read_proposal(files), list):
        return
    plan = planned(files)
    assert plan.total.heads[0] == sum(unit.heads[0] for unit in plan.departments) == heads(case[0])
    assert plan.total.heads[1] == sum(unit.heads[1] for unit in plan.departments)
