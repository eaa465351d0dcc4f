"""A role for which a plan says that nothing changes is in no difference."""

from hypothesis import given, settings

from raci.change.diff import Difference, compare
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.reports.plan_role import sheet
from tests.conftest import PROFILE
from tests.support.layouts import to_json
from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, made, planned

NOTHING = "Nothing changes for this role."


def concerns(difference: Difference, role: Ref) -> bool:
    """Return whether a difference has anything about a role that keeps its id."""
    listed = (*difference.came, *difference.gone)
    pairs = (*difference.renamed, *difference.looks)
    edges = (*difference.edges, *difference.assignments, *difference.derived)
    return (
        role in listed
        or any(role in pair for pair in pairs)
        or any(role in (*olds, new) for olds, new in difference.merged)
        or any(role in (old, *news) for old, news in difference.split)
        or any(role in edge.of for edge in edges)
        or any(role in counted.of for counted in difference.headcount)
        or any(role in keys.of for keys in difference.keys)
        or any((role in edge.before) != (role in edge.after) for edge in edges)
    )


@settings(max_examples=8 if PROFILE == "gate" else 100)
@given(proposals())
def test_nothing_changes_only_for_roles_in_no_difference(case: tuple[Data, Data]) -> None:
    files = files_of(*case)
    plan, after = planned(files), made(files).stages[-1].state.definition
    day = plan.steps[-1].day
    then, now = (Project.of({"org.json": to_json(data)}).matrix for data in (case[0], after))
    difference = compare(then.on(plan.base.day), now.on(day))
    for effect in plan.effects:
        role = effect.role or effect.before
        assert role
        said = NOTHING in sheet(plan, role).notes
        assert said == effect.is_quiet
        if said:
            assert not concerns(difference, role)


def test_who_only_has_another_id_is_the_same() -> None:
    data: Data = {
        "raci": 1,
        "org": {"id": "shop"},
        "departments": {"north": {"head": "boss"}},
        "roles": {
            "boss": {"department": "north"},
            "clerk": {"department": "north", "duties": {"report": "Report."}},
            "guest": {"consulted": ["report"]},
        },
        "activities": {"report": {"each": "department"}},
    }
    steps = [{"on": "2027-02-01", "changes": [{"rename": "department:north", "to": "south"}]}]
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "steps": steps}
    plan = planned(files_of(data, proposal))
    assert all(effect.is_quiet for effect in plan.effects), plan.effects


def test_whoever_is_in_a_department_that_merges_is_told() -> None:
    data: Data = {
        "raci": 1,
        "org": {"id": "shop"},
        "departments": {"north": {}, "south": {}},
        "roles": {"one": {"department": "north"}, "two": {"department": "south"}},
    }
    merge = {"merge": ["department:north", "department:south"], "into": "south"}
    steps = [{"on": "2027-02-01", "changes": [merge]}]
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "steps": steps}
    plan = planned(files_of(data, proposal))
    ties = {str(e.role): [(t.key, t.before, t.after) for t in e.ties] for e in plan.effects}
    assert ties == {
        "role:one": [("department", ("department:north",), ("department:south",))],
        "role:two": [],
    }
