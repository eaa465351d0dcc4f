"""A defect of load, planted into any organisation, is found where it was planted."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ..organisations import copy, orgs, to_data
from .told import told

datas = orgs().map(to_data)


@given(datas, st.integers(1, 20))
def test_accountability_concentrated(data: Any, heads: int) -> None:
    """A new role answers for nearly everything, until it is planned only or others answer too."""
    planted = copy(data)
    ids = [f"planted-{number}" for number in range(100)]
    planted.setdefault("departments", {}).update({key: {} for key in ids[:3]})
    boss = planted["roles"]["planted-boss"] = {"headcount": heads, "accountable": ids}
    planted.setdefault("activities", {}).update({key: {} for key in ids})

    def found() -> bool:
        return "role:planted-boss" in told(planted, "LOD502").get("org", set())

    assert found()
    boss["headcount"] = 0
    assert not found()
    boss["headcount"] = heads
    planted["roles"]["planted-second"] = {"accountable": ids[:51]}
    assert not found()
    planted["roles"]["planted-second"]["accountable"] = ids[:50]
    assert found()
    for number in range(2):
        planted["roles"][f"planted-other-{number}"] = {"accountable": ids[:50]}
    assert not found()
