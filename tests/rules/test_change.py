"""Rules of change: what is planted between two versions is told there, and nothing else."""

from copy import deepcopy
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.pipeline import judge
from raci.check.run import Run
from raci.check.settings import Selection
from raci.findings.finding import Finding
from raci.project import Project
from tests.support.layouts import to_json
from tests.support.organisations import Data, orgs, to_data
from tests.support.rehearsals import DAY, files_of, planned

randoms = st.integers(0, 1_000_000).map(Random)


def free(data: Data) -> Data:
    """Let any key make a row, so that a planted one does."""
    data["org"].pop("activities", None)
    return data


definitions = orgs(unknown=False).map(to_data).map(free)


def project(data: Data) -> Project:
    return Project.of({"org.json": to_json(data)})


def changes(before: Data, after: Data, *codes: str) -> list[Finding]:
    """Give what rules of change find between two versions."""
    run = Run(DAY, Selection(codes or ("CHG",)))
    return judge(project(after), run, project(before)).findings


@given(definitions)
def test_nothing_is_told_where_nothing_changes(data: Data) -> None:
    assert [f for f in changes(data, data) if f.code.startswith("CHG")] == []


@given(definitions, randoms)
def test_an_activity_that_loses_all_who_do_it_is_told_and_gone_when_restored(
    data: Data, random: Random
) -> None:
    roles = data.setdefault("roles", {})
    roles["planted-role"] = {"responsible": ["planted-activity"]}
    after = deepcopy(data)
    del after["roles"]["planted-role"]["responsible"]
    if random.random() < 0.5:
        after["activities"] = {**after.get("activities", {}), "planted-activity": {}}
    found = changes(data, after, "CHG801")
    assert [f.subject for f in found if f.code == "CHG801"] == ["activity:planted-activity"]
    archived = {**after.get("activities", {}), "planted-activity": {"status": "archived"}}
    assert not told(changes(data, {**after, "activities": archived}, "CHG801"))
    assert not told(changes(data, data, "CHG801"))


def told(found: list[Finding]) -> list[str]:
    return [f.subject for f in found if f.code.startswith("CHG")]


@given(definitions, randoms)
def test_a_lost_a_and_a_lost_owner_are_told_at_their_subjects(data: Data, random: Random) -> None:
    data.setdefault("roles", {})["planted-role"] = {"duties": {"planted-activity": "Pack."}}
    data.setdefault("activities", {})["planted-activity"] = {"accountable": ["planted-role"]}
    data.setdefault("platforms", {})["planted-platform"] = {"owners": ["planted-role"]}
    data["org"].pop("accountable", None)
    after = deepcopy(data)
    del after["activities"]["planted-activity"]["accountable"]
    after["platforms"]["planted-platform"] = {"deputies": ["planted-role"]}
    assert told(changes(data, after, "CHG802")) == ["activity:planted-activity"]
    assert told(changes(data, after, "CHG803")) == ["platform:planted-platform"]


@given(definitions)
def test_a_role_that_goes_is_told_unless_it_was_renamed(data: Data) -> None:
    data.setdefault("roles", {})["planted-role"] = {"duties": {"planted-activity": "Pack."}}
    gone, renamed = deepcopy(data), deepcopy(data)
    del gone["roles"]["planted-role"]
    entry = renamed["roles"].pop("planted-role")
    renamed["roles"]["planted-heir"] = {**entry, "formerly": ["planted-role"]}
    assert told(changes(data, gone, "CHG804")) == ["role:planted-role"]
    assert told(changes(data, renamed)) == []


@given(definitions)
def test_a_load_that_jumps_is_told(data: Data) -> None:
    duties = {f"planted-{number}": "Pack." for number in range(6)}
    data.setdefault("roles", {})["planted-role"] = {"duties": dict(list(duties.items())[:2])}
    after = deepcopy(data)
    after["roles"]["planted-role"]["duties"] = duties
    assert told(changes(data, after, "CHG806")) == ["role:planted-role"]
    after["roles"]["planted-role"]["headcount"] = 3
    assert told(changes(data, after, "CHG806")) == []
    assert "role:planted-role" not in told(changes(data, after, "CHG810"))
    after["roles"]["planted-role"]["duties"] = data["roles"]["planted-role"]["duties"]
    assert told(changes(data, after, "CHG810")) == ["role:planted-role"]


@given(definitions)
def test_a_separation_is_told_when_a_change_violates_it(data: Data) -> None:
    roles = data.setdefault("roles", {})
    roles["planted-role"] = {"duties": {"planted-one": "Pack."}}
    roles["planted-other"] = {"duties": {"planted-two": "Count."}}
    sides = [["activity:planted-one"], ["activity:planted-two"]]
    separation = {"between": sides, "within": "role"}
    data["separations"] = {**data.get("separations", {}), "planted-separation": separation}
    after = deepcopy(data)
    after["roles"]["planted-role"]["duties"]["planted-two"] = "Count."
    found = changes(data, after, "CHG805", "SOD301")
    assert "separation:planted-separation" in told(found)
    assert told(changes(after, after, "CHG805", "SOD301")) == []


@given(definitions)
def test_a_large_change_is_told_by_its_share(data: Data) -> None:
    data = {"raci": 1, "org": {"id": "o"}, "roles": data.get("roles", {})}
    data["roles"]["planted-role"] = {"duties": {f"planted-{n}": "Pack." for n in range(200)}}
    after = deepcopy(data)
    after["roles"]["planted-role"] = {}
    assert told(changes(data, after, "CHG808")) == ["org"]


def test_what_a_role_that_goes_held_is_told_once_with_the_role() -> None:
    boss = {"accountable": ["buy"], "consulted": ["pay"]}
    clerk = {"responsible": ["pay", "buy"], "accountable": ["pay"]}
    before = {"raci": 1, "org": {"id": "shop"}, "roles": {"clerk": clerk, "boss": boss}}
    after = {**before, "roles": {"boss": boss}}
    run = Run(DAY, Selection(("CHG", "GAP101")))
    found = judge(project(after), run, project(before)).findings
    about_rows = {f.code for f in found if f.subject.kind == "activity"}
    assert about_rows == set()
    (gone,) = [f for f in found if f.code == "CHG804"]
    assert gone.involves == ("activity:buy", "activity:pay")


def test_what_somebody_who_stays_gave_up_is_told_of_the_row() -> None:
    roles = {"clerk": {"accountable": ["pay"]}, "boss": {"responsible": ["pay"]}}
    before = {"raci": 1, "org": {"id": "shop"}, "roles": roles}
    after = {**before, "roles": {"boss": {"informed": ["pay"]}}}
    found = {f.code for f in changes(before, after)}
    assert {"CHG801", "CHG804"} <= found
    assert "CHG802" not in found


def test_a_merged_post_is_compared_with_the_sum_of_its_parts() -> None:
    roles = {"one": {"headcount": 2, "duties": {"a": "A"}}, "two": {"duties": {"b": "B"}}}
    before = {"raci": 1, "org": {"id": "shop"}, "roles": roles}
    both = {"duties": {"a": "A", "b": "B"}, "formerly": ["one", "two"]}

    def merged(**keys: int) -> list[str]:
        after = {**before, "roles": {"both": both | keys}}
        return [f.subject for f in changes(before, after, "CHG810") if f.code == "CHG810"]

    assert merged(headcount=3) == []
    assert merged(headcount=4) == ["role:both"]
    assert merged() == []


def test_a_merged_post_has_more_duties_only_where_none_of_its_parts_had_them() -> None:
    one, two = ({f"{side}{number}": "Do." for number in range(10)} for side in ("a", "b"))
    roles = {"one": {"headcount": 1, "duties": one}, "two": {"headcount": 1, "duties": two}}
    before = {"raci": 1, "org": {"id": "shop"}, "roles": roles}

    def merged(**more: str) -> list[str]:
        duties = {**one, **two, **more}
        both = {"headcount": 1, "duties": duties, "formerly": ["one", "two"]}
        after = {**before, "roles": {"both": both}}
        return [f.subject for f in changes(before, after, "CHG810") if f.code == "CHG810"]

    assert merged() == []
    assert merged(new="Do.") == ["role:both"]


@given(definitions)
def test_a_separation_that_is_gone_is_reported_until_it_is_restored(data: Data) -> None:
    rows = {"planted-one": {"tags": ["planted"]}, "planted-other": {}}
    parts = {"activities": {**data.get("activities", {}), **rows}}
    apart = {"between": [["tag:planted"], ["activity:planted-other"]]}
    others = data.get("separations", {})
    before = {**data, **parts, "separations": {**others, "planted": apart}}
    gone = {**data, **parts, "separations": others}
    assert "separation:planted" in told(changes(before, gone, "CHG812"))
    untagged = {**parts["activities"], "planted-one": {}}
    assert told(changes(before, {**before, "activities": untagged}, "CHG812"))
    assert told(changes(before, before, "CHG812")) == []
    assert told(changes(gone, before, "CHG812")) == []


@given(definitions)
def test_a_control_of_a_critical_activity_is_reported_until_it_is_restored(data: Data) -> None:
    roles = {
        **data.get("roles", {}),
        "planted-doer": {"duties": {"planted": "Do it."}},
        "planted-eye": {},
    }
    row = {"critical": True, "verifier": ["planted-eye"]}
    before = {**data, "roles": roles, "activities": {**data.get("activities", {}), "planted": row}}
    after = {**before, "activities": {**before["activities"], "planted": {"critical": True}}}
    assert told(changes(before, after, "CHG813")) == ["activity:planted"]
    assert told(changes(before, before, "CHG813")) == []


@given(definitions)
def test_a_deputy_of_one_person_is_reported_until_it_is_restored(data: Data) -> None:
    data["org"].pop("people", None)
    one = {"headcount": 1, "deputies": ["planted-other"], "duties": {"planted": "Do it."}}
    roles = {**data.get("roles", {}), "planted-one": one, "planted-other": {"headcount": 2}}
    row = {"planted": {"critical": True}}
    before = {**data, "roles": roles, "activities": {**data.get("activities", {}), **row}}
    alone = {**one, "deputies": []}
    after = {**before, "roles": {**roles, "planted-one": alone}}
    assert told(changes(before, after, "CHG814")) == ["role:planted-one"]
    assert told(changes(before, before, "CHG814")) == []


@pytest.mark.parametrize("people", [{}, {"p": {"roles": {"other": {}}}}])
@pytest.mark.parametrize("of", ["platforms", "roles"])
def test_a_lost_deputy_is_told_whoever_else_is_listed(of: str, people: Data) -> None:
    """Of two versions, and of a plan that retires the only deputy."""
    after: Data = {"raci": 1, "org": {"id": "o"}, "people": people}
    after |= {"roles": {"admin": {}, "other": {}}, "platforms": {"ledger": {"owners": ["admin"]}}}
    before = deepcopy(after)
    before["roles"]["operator"] = {}
    covered = "ledger" if of == "platforms" else "admin"
    before[of][covered]["deputies"] = ["operator"]
    assert told(changes(before, after, "CHG814")) == ["platform:ledger"]
    change = {"retire": "role:operator", "dropping": [f"deputy:{covered}/operator"]}
    steps = [{"on": "2027-01-01", "changes": [change]}]
    proposal = {"raci-proposal": 1, "title": "Less", "base": ".", "steps": steps}
    plan = planned(files_of(before, proposal))
    assert [each.finding.code for each in plan.failing] == ["CHG814"]


def test_a_deputy_whose_time_is_over_is_lost() -> None:
    def org(**until: str) -> Data:
        people = {"p": {"roles": {"admin": {"as": "deputy", **until}}}}
        data: Data = {"raci": 1, "org": {"id": "o"}, "roles": {"admin": {}}, "people": people}
        return data | {"platforms": {"ledger": {"owners": ["admin"]}}}

    assert told(changes(org(), org(until="2026-01-01"), "CHG814")) == ["platform:ledger"]
    assert told(changes(org(), org(), "CHG814")) == []


@pytest.mark.parametrize(
    ("then", "now", "en", "zh"),
    [
        ((13, 2), (13, 1), "6.5 to 13", "6.5 增至 13（原 13 项，编制 2；现 13 项，编制 1）"),
        ((4, 3), (8, 2), "1.33 to 4", "1.33 增至 4（原 4 项，编制 3；现 8 项，编制 2）"),
    ],
)
def test_the_load_that_jumps_is_told_by_the_person(
    then: tuple[int, int], now: tuple[int, int], en: str, zh: str
) -> None:
    def org(rows: int, heads: int) -> Data:
        role = {"headcount": heads, "responsible": [f"a{n}" for n in range(rows)]}
        return {"raci": 1, "org": {"id": "o"}, "roles": {"lead": role}}

    (found,) = changes(org(*then), org(*now), "CHG806")
    assert f"rise from {en} ({then[0]} for {then[1]} people" in found.message
    assert zh in found.say("zh")
