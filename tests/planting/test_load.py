"""A defect of load, planted into any organisation, is found where it was planted."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from raci.findings.ref import FUNCTIONS
from tests.support.organisations import Data, copy

from .drawn import datas
from .told import told

LARGE = settings(max_examples=settings().max_examples // 3)
"""For organisations of hundreds of rows."""
functions = st.sampled_from([function.value for function in FUNCTIONS])


def planted_rows(data: Any, count: int) -> list[str]:
    """Add activities to a definition."""
    ids = [f"planted-{number}" for number in range(count)]
    data.setdefault("activities", {}).update({key: {} for key in ids})
    return ids


def planted_elsewhere(data: Any, count: int) -> None:
    """Add generic duties, and a department of which a role does them all."""
    generic = {f"generic-{number}": {"each": "department"} for number in range(count)}
    data["activities"] |= generic
    data.setdefault("departments", {})["planted"] = {}
    data["roles"]["planted-elsewhere"] = {"department": "planted", "responsible": list(generic)}


def tells_of(code: str, data: Any) -> Callable[[], bool]:
    return lambda: "role:planted-role" in told(data, code)


@LARGE
@given(datas, st.integers(1, 20))
def test_accountability_concentrated(data: Any, heads: int) -> None:
    """A new role answers for nearly everything, until it is planned only or others answer too."""
    planted = copy(data)
    ids = planted_rows(planted, 100)
    planted.setdefault("departments", {}).update({key: {} for key in ids[:3]})
    boss = planted["roles"]["planted-boss"] = {"headcount": heads, "accountable": ids}

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


@LARGE
@given(datas, st.lists(functions, min_size=1, max_size=3, unique=True))
def test_involved_everywhere(data: Any, held: list[str]) -> None:
    """A role has one of some functions in each of many new activities, and then in fewer.

    Where all that it does is to be consulted, LOD505 tells it instead; to be told is no part.
    """
    planted = copy(data)
    ids = planted_rows(planted, 200)
    role: Data = {}
    planted["roles"]["planted-role"] = role
    found = tells_of("LOD503", planted)
    for number, id_ in enumerate(ids):
        role.setdefault(held[number % len(held)], []).append(id_)
    consulted = held == ["consulted"]
    busy = not consulted and "informed" not in held
    assert found() == busy
    assert tells_of("LOD505", planted)() == consulted
    planted_elsewhere(planted, 200)
    assert found() == busy
    role["headcount"] = 0
    assert not found()
    role["headcount"] = 1
    for function in held:
        role[function] = role[function][: 180 // len(held)]
    assert not found()


@LARGE
@given(datas)
def test_consulted_everywhere(data: Any) -> None:
    """A role is consulted about many new activities, and then about fewer or in another way."""
    planted = copy(data)
    ids = planted_rows(planted, 100)
    role: Data = {"consulted": ids[:90]}
    planted["roles"]["planted-role"] = role
    found = tells_of("LOD505", planted)
    assert found()
    planted_elsewhere(planted, 100)
    assert found()
    role["headcount"] = 0
    assert not found()
    role["headcount"] = 1
    role["consulted"] = ids[:60]
    assert not found()
    role["informed"] = role.pop("consulted") + ids[60:90]
    assert not found()


@given(datas, st.integers(1, 5), st.integers(0, 3))
def test_uneven_load(data: Any, heads: int, idle: int) -> None:
    """A role carries over three times as much a head as the three others of a new department."""
    planted = copy(data)
    ids = planted_rows(planted, 10 * heads)
    planted.setdefault("departments", {})["planted"] = {}
    roles = planted["roles"]
    for number, count in enumerate((1, 2, 3)):
        roles[f"planted-{number}"] = {"department": "planted", "accountable": ids[:count]}
    for number in range(idle):
        roles[f"planted-idle-{number}"] = {"department": "planted", "informed": ids}
    boss = roles["planted-role"] = {"department": "planted", "headcount": heads}
    found = tells_of("LOD504", planted)
    boss |= {"responsible": ids[: 7 * heads + heads], "accountable": ids[:heads]}
    assert found()
    boss["responsible"] = ids[: 7 * heads]
    assert not found()
    boss |= {"responsible": ids, "headcount": 0}
    assert not found()
