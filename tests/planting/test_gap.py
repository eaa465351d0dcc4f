"""A missing responsibility, planted into any organisation, is found where it was planted."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from raci.findings.ref import FUNCTIONS, Function
from tests.support.organisations import copy

from .drawn import datas, sound
from .told import told


def chosen(data: Any, draw: st.DataObject, section: str) -> str:
    """Give an entity of a section, active; one that is not there yet is added."""
    id_: str = draw.draw(st.sampled_from([*sorted(data.get(section, {})), "planted"]))
    data.setdefault(section, {}).setdefault(id_, {}).pop("status", None)
    return id_


def released(data: Any, activity: str) -> None:
    """Take everybody off an activity, on both sides."""
    for role in data["roles"].values():
        role.get("duties", {}).pop(activity, None)
        for function in FUNCTIONS:
            if activity in role.get(function, ()):
                role[function].remove(activity)
    for function in FUNCTIONS:
        data["activities"][activity].pop(function, None)


def assigned(data: Any, activity: str, function: str, role: str, *, claimed: bool) -> None:
    """Give a role a function, on its own side or the activity's."""
    if claimed:
        data["roles"][role].setdefault(function, []).append(activity)
    else:
        data["activities"][activity].setdefault(function, []).append(role)


@given(
    datas,
    st.data(),
    st.sampled_from([f for f in FUNCTIONS if f not in (Function.CONSULTED, Function.INFORMED)]),
    st.sampled_from((Function.CONSULTED, Function.INFORMED)),
    st.booleans(),
)
def test_critical_without_audience(
    data: Any, draw: st.DataObject, part: str, audience: str, claimed: bool
) -> None:
    """Whatever part somebody has in a critical activity, generic or not, somebody must know."""
    planted = copy(data)
    activity = chosen(planted, draw, "activities")
    ref = f"activity:{activity}"
    released(planted, activity)
    for role in ("planted-doer", "planted-reader"):
        home = draw.draw(st.sampled_from(sorted(planted["departments"])))
        planted["roles"][role] = {"department": home}
    planted["activities"][activity]["critical"] = True
    assert ref not in told(planted, "GAP110")
    assigned(planted, activity, part, "planted-doer", claimed=claimed)
    assert told(planted, "GAP110")[ref] == set()
    mended = copy(planted)
    assigned(mended, activity, audience, "planted-reader", claimed=claimed)
    assert ref not in told(mended, "GAP110")
    del planted["activities"][activity]["critical"]
    assert ref not in told(planted, "GAP110")


@given(
    sound,
    st.data(),
    st.sampled_from((Function.RESPONSIBLE, Function.ACCOUNTABLE)),
    st.integers(1, 3),
    st.booleans(),
)
def test_owner_without_authority(
    data: Any, draw: st.DataObject, part: str, count: int, claimed: bool
) -> None:
    """Owners who are new have no part in anything that is done on a platform."""
    planted = copy(data)
    platform = chosen(planted, draw, "platforms")
    ref, owners = f"platform:{platform}", [f"planted-{n}" for n in range(count)]
    planted["org"]["accountable"] = "nobody"
    planted["roles"] |= {"planted-doer": {}} | {owner: {} for owner in owners}
    planted["platforms"][platform]["owners"] = owners
    row = {"responsible": ["planted-doer"], "informed": owners, "platforms": [platform]}
    planted.setdefault("activities", {})["planted"] = row
    assert told(planted, "GAP112")[ref] == {f"role:{owner}" for owner in owners}
    entitled = copy(planted)
    assigned(entitled, "planted", part, draw.draw(st.sampled_from(owners)), claimed=claimed)
    assert ref not in told(entitled, "GAP112")
    heading = copy(planted)
    heading["org"]["accountable"] = "department-head"
    heading["departments"]["planted"] = {"head": owners[-1]}
    heading["activities"]["planted"]["department"] = "planted"
    assert ref not in told(heading, "GAP112")
    planted["platforms"][platform]["owners"].append("planted-doer")
    assert ref not in told(planted, "GAP112")


@given(sound, st.data())
def test_a_platform_that_nobody_works_on_is_told_as_that(data: Any, draw: st.DataObject) -> None:
    planted = copy(data)
    platform = chosen(planted, draw, "platforms")
    planted["platforms"][platform]["owners"] = [min(planted["roles"])]
    for activity in planted.get("activities", {}).values():
        if platform in activity.get("platforms", ()):
            activity["platforms"].remove(platform)
    planted["platforms"]["elsewhere"] = {}
    planted.setdefault("activities", {})["planted"] = {"platforms": ["elsewhere"]}
    assert f"platform:{platform}" in told(planted, "GAP105")
    assert f"platform:{platform}" not in told(planted, "GAP112")
