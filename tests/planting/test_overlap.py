"""Overlapping responsibility, planted into any organisation, is found where it was planted."""

import json
from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from raci.project import Project
from tests.support.organisations import copy

from .drawn import datas, sound
from .told import told


def assigned(data: Any, activity: str, function: str, role: str, *, claimed: bool) -> None:
    """Give a role a function, on its own side or the activity's."""
    if claimed:
        data["roles"][role].setdefault(function, []).append(activity)
    else:
        data["activities"][activity].setdefault(function, []).append(role)


def crowded(data: Any, draw: st.DataObject, function: str, code: str, max_: int) -> None:
    """Give more roles than allowed a function in a row, some on each side; the last one decides."""
    planted = copy(data)
    roles = [*data["roles"], *(f"planted-{n}" for n in range(max_))][: max_ + 1]
    planted["roles"] |= {role: {} for role in roles if role not in data["roles"]}
    planted.setdefault("activities", {})["planted"] = {"responsible": [roles[0]]}
    for number, role in enumerate(draw.draw(st.permutations(roles))):
        assert "activity:planted" not in told(planted, code), number
        assigned(planted, "planted", function, role, claimed=draw.draw(st.booleans()))
    assert told(planted, code)["activity:planted"] == {f"role:{role}" for role in roles}
    planted["activities"]["planted"]["status"] = "planned"
    assert "activity:planted" not in told(planted, code)


@given(datas, st.data())
def test_too_many_consulted(data: Any, draw: st.DataObject) -> None:
    crowded(data, draw, "consulted", "OVL208", 5)


@given(datas, st.data())
def test_too_many_informed(data: Any, draw: st.DataObject) -> None:
    crowded(data, draw, "informed", "OVL209", 8)


@given(datas, st.data(), st.integers(5, 9), st.booleans(), st.booleans())
def test_no_delegation(
    data: Any, draw: st.DataObject, total: int, claimed: bool, generic: bool
) -> None:
    """A new boss does and answers for more than three fifths of what a new department does."""
    planted = copy(data)
    below = draw.draw(st.sampled_from(sorted(data["roles"])))
    planted["roles"][below] |= {"reports_to": "planted-boss", "headcount": 1, "kind": "person"}
    planted["departments"]["planted"] = {}
    planted["roles"]["planted-boss"] = {"department": "planted"}
    planted["roles"]["planted-helper"] = {"department": "planted"}
    rows = [f"planted-{n}" for n in range(total)]
    home = {"each": "department"} if generic else {"department": "planted"}
    planted.setdefault("activities", {}).update({row: copy(home) for row in rows})
    most = total * 3 // 5
    for number, row in enumerate(rows):
        doer = "planted-boss" if number <= most else "planted-helper"
        assigned(planted, row, "accountable", "planted-boss", claimed=claimed)
        assigned(planted, row, "responsible", doer, claimed=not claimed)
    assert told(planted, "OVL207")["role:planted-boss"] == {f"role:{below}"}

    delegated, alone, small = copy(planted), copy(planted), copy(planted)
    side, key = ("activities", rows[0]) if claimed else ("roles", "planted-boss")
    delegated[side][key]["responsible"].remove("planted-boss" if claimed else rows[0])
    assert "role:planted-boss" not in told(delegated, "OVL207")
    alone["roles"][below]["headcount"] = 0
    assert "role:planted-boss" not in told(alone, "OVL207")
    for row in rows[4:]:
        small["activities"][row]["status"] = "archived"
    assert "role:planted-boss" not in told(small, "OVL207")


@given(sound, st.data(), st.integers(1, 3), st.booleans())
def test_owner_not_accountable(data: Any, draw: st.DataObject, count: int, claimed: bool) -> None:
    """New owners do the work on a platform, and another role answers for it."""
    planted = copy(data)
    platform = draw.draw(st.sampled_from([*sorted(data.get("platforms", {})), "planted"]))
    ref, owners = f"platform:{platform}", [f"planted-{n}" for n in range(count)]
    entry = planted.setdefault("platforms", {}).setdefault(platform, {})
    entry |= {"owners": owners, "status": "active"}
    planted["roles"] |= {"planted-boss": {}} | {owner: {} for owner in owners}
    row = {"responsible": owners[:1], "platforms": [platform]}
    planted.setdefault("activities", {})["planted"] = row
    answered = copy(planted)
    assigned(answered, "planted", "accountable", "planted-boss", claimed=claimed)
    involved = told(answered, "OVL213")[ref]
    assert involved >= {"role:planted-boss", *(f"role:{owner}" for owner in owners)}
    assert "planted-boss" not in str(told(planted, "OVL213").get(ref, ""))

    assigned(planted, "planted", "accountable", owners[-1], claimed=claimed)
    assert ref not in told(planted, "OVL213")
    unworked = copy(answered)
    unworked["activities"]["planted"]["responsible"] = ["planted-boss"]
    assert ref in told(unworked, "GAP112")
    assert ref not in told(unworked, "OVL213")
    managed = copy(answered)
    managed["roles"][owners[0]]["reports_to"] = "planted-boss"
    assert ref not in told(managed, "OVL213")  # who does the work for its manager is in order
    answered["platforms"][platform]["owners"] = ["planted-boss"]
    assert ref not in told(answered, "OVL213")


@given(st.integers(2, 30), st.booleans())
def test_of_many_that_do_the_same_each_is_told(count: int, own: bool) -> None:
    """Every pair of a few; of many, each further one with the first, and so with one in between."""
    roles = [f"clerk-{number:02}" for number in range(count)]
    data: Any = {
        "raci": 1,
        "org": {"id": "shop"},
        "departments": {"office": {}},
        "roles": {role: {"department": "office", "responsible": ["a", "b", "c"]} for role in roles},
    }
    if own:
        data["roles"]["other"] = {"department": "office", "responsible": ["a", "b", "c", "d"]}
    found = [f for f in Project.of({"org.json": json.dumps(data)}).check() if f.code == "OVL206"]
    pairs = {(f.subject.id, f.involves[0].id) for f in found}
    assert len(pairs) == len(found)
    among = {pair for pair in pairs if "other" not in pair}
    few = roles[:8]
    assert among == set(combinations(few, 2)) | {(roles[0], role) for role in roles[8:]}
    assert pairs - among == ({(role, "other") for role in few} if own else set())
