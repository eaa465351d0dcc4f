"""A defect of structure, planted into any organisation, is found where it was planted."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.organisations import copy

from .drawn import datas
from .told import told


def chain(data: Any, ids: list[str]) -> None:
    """Let each role report to the next; those that are not there are added."""
    for lower, upper in pairwise(ids):
        data["roles"].setdefault(lower, {})["reports_to"] = upper
    data["roles"].setdefault(ids[-1], {})


@given(datas, st.data(), st.integers(0, 3))
def test_accountable_below_responsible(data: Any, draw: st.DataObject, between: int) -> None:
    """Some role answers for what a new superior does; its other rows are left alone."""
    planted = copy(data)
    lower = draw.draw(st.sampled_from(sorted(data["roles"])))
    chain(planted, [lower, *(f"planted-{n}" for n in range(between)), "planted-boss"])
    row = {"responsible": ["planted-boss"], "accountable": [lower]}
    planted.setdefault("activities", {})["planted"] = row

    def found() -> set[str]:
        return told(planted, "ORG409").get("activity:planted", set())

    assert found() == {f"role:{lower}", "role:planted-boss"}
    row["accountable"] = ["planted-boss"]
    assert not found()
    row["accountable"] = [lower]
    planted["roles"][lower].pop("reports_to")
    planted["roles"][lower].pop("department", None)
    assert not found()


@given(datas, st.data(), st.integers(1, 12))
def test_span_of_one(data: Any, draw: st.DataObject, heads: int) -> None:
    """Above some role stand two managers of one head each, until one more reports to either."""
    planted = copy(data)
    upper, middle = "role:planted-upper", "role:planted-middle"
    lower = draw.draw(st.sampled_from(sorted(data["roles"])))
    chain(planted, [lower, middle.partition(":")[2], upper.partition(":")[2]])
    planted["roles"][lower] |= {"headcount": 1, "kind": "person"}
    planted.pop("people", None)

    def found() -> dict[str, set[str]]:
        return told(planted, "ORG410")

    assert found()[upper] == {middle, f"role:{lower}"}
    assert found()[middle] >= {upper, f"role:{lower}"}
    for boss in ("planted-upper", "planted-middle"):
        planted["roles"]["planted-other"] = {"reports_to": boss, "headcount": 0}
        assert {upper, middle} <= found().keys()
        planted["roles"]["planted-other"]["headcount"] = heads
        assert upper not in found()
        assert upper not in found().get(middle, set())
    del planted["roles"]["planted-other"]
    planted["roles"][lower]["headcount"] = heads + 1
    assert not {upper, middle} & found().keys()
