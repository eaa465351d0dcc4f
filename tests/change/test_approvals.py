"""Who must approve a proposal, and whose approval counts."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given

from raci.change.plan.plan import Plan
from raci.change.plan.steps import staged
from raci.change.proposal.state import StateEdit
from raci.check.compilation import Compiled
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix, Previous
from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import DAY, base, files_of, made, planned

BANK: Data = {
    "raci": 1,
    "org": {"id": "bank"},
    "departments": {"lending": {"head": "lead"}, "control": {"head": "auditor"}},
    "roles": {
        "chief": {},
        "lead": {"department": "lending", "reports_to": "chief", "accountable": ["lend"]},
        "north": {"department": "lending", "accountable": ["advise"], "duties": {"lend": "Lend."}},
        "south": {"department": "lending", "duties": {"lend": "Lend."}},
        "auditor": {"department": "control", "duties": {"review": "Review loans."}},
        "guest": {},
    },
    "activities": {
        "lend": {"verifier": ["south"], "signatory": ["auditor"]},
        "advise": {"responsible": ["guest"]},
        "review": {"approves": ["lend"]},
        "pay": {"responsible": ["guest"]},
    },
    "platforms": {"vault": {"owners": ["north"], "deputies": ["south"]}},
    "separations": {
        "payers": {"of": ["activity:pay"], "only": ["role:guest", "department:control"]}
    },
}
OWNER = {"hand_over": "platform:vault", "to": "south"}
"""What only the role ``north`` must approve."""


def plan(*changes: Data, later: tuple[Data, ...] = (), day: str = DAY, **keys: Any) -> Plan:
    steps = [{"on": "2027-01-01", "changes": list(changes)}]
    if later:
        steps.append({"on": "2027-02-01", "changes": list(later)})
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", **keys, "steps": steps}
    return planned(files_of(BANK, proposal), day)


def needed(found: Plan) -> dict[str, tuple[str, ...]]:
    return {each.role.id: each.about for each in found.approvals if each.about}


def why_not(found: Plan) -> dict[str, str]:
    return {each.role.id: each.why_not for each in found.approvals if each.on}


def places(found: Plan) -> dict[str, list[tuple[str, str]]]:
    return {
        each.role.id: [(place.role.id, place.why) for place in each.places]
        for each in found.approvals
        if each.places
    }


@pytest.mark.parametrize(
    ("change", "role", "about"),
    [
        ({"release": "assignment:lend/accountable/lead"}, "lead", "activity:lend"),
        (OWNER, "north", "platform:vault"),
        ({"release": "assignment:lend/verifier/south"}, "south", "activity:lend"),
        ({"release": "assignment:lend/signatory/auditor"}, "auditor", "activity:lend"),
        ({"hand_over": "duty:auditor/review", "to": "guest"}, "auditor", "activity:lend"),
        ({"set": "activity:review", "as": {"approves": ["pay"]}}, "auditor", "activity:lend"),
        ({"release": "deputy:vault/south"}, "south", "platform:vault"),
        ({"set": "platform:vault", "as": {"status": "archived"}}, "north", "platform:vault"),
        (
            {"set": "separation:payers", "as": {"only": ["department:control"]}},
            "guest",
            "separation:payers",
        ),
        (
            {
                "set": "separation:payers",
                "as": {"only": ["role:guest", "department:control", "role:south"]},
            },
            "auditor",
            "separation:payers",
        ),
        ({"retire": "separation:payers"}, "auditor", "separation:payers"),
    ],
)
def test_who_holds_what_goes_or_weakens_must_approve(change: Data, role: str, about: str) -> None:
    assert about in needed(plan(change))[role]


@pytest.mark.parametrize(
    "change",
    [
        {"add": "role:new"},
        {"assign": "assignment:pay/accountable/guest"},
        {"assign": "owner:vault/south"},
        {"hand_over": "duty:south/lend", "to": "north"},
        {"rename": "role:north", "to": "nordic"},
        {"rename": "platform:vault", "to": "safe"},
    ],
)
def test_who_gains_or_loses_nothing_need_not_approve(change: Data) -> None:
    found = plan(change)
    assert (needed(found), found.approved) == ({}, True)


def test_derived_accountability_that_passes_to_another_needs_the_one_who_has_it() -> None:
    data = {**BANK, "org": {"id": "bank", "accountable": "department-head"}}
    data["activities"] = {**BANK["activities"], "pay": {"department": "control"}}
    data["roles"] = {**BANK["roles"], "guest": {"duties": {"pay": "Pay."}}}
    change = {"hand_over": "department:control", "to": "guest"}
    steps = [{"on": "2027-01-01", "changes": [change]}]
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "steps": steps}
    assert "activity:pay" in needed(planned(files_of(data, proposal)))["auditor"]


@pytest.mark.parametrize("written", ["north", "nordic"])
def test_a_renamed_role_approves_under_either_id(written: str) -> None:
    rename = {"rename": "role:north", "to": "nordic"}
    found = plan(rename, OWNER, approved_by={written: "2026-11-01"})
    assert needed(found) == {"nordic": ("platform:vault",)}
    assert found.approved


def test_what_goes_in_one_step_and_comes_back_in_the_next_needs_approval() -> None:
    back = {"assign": "owner:vault/north"}
    assert "north" in needed(plan({"release": "owner:vault/north"}, later=(back,)))


def test_a_role_that_begins_with_the_proposal_cannot_approve_it() -> None:
    changes = ({"add": "role:new"}, {"hand_over": "platform:vault", "to": "new"})
    found = plan(*changes, approved_by={"new": "2026-11-01", "nobody": "2026-11-01"})
    assert why_not(found) == {"new": "begins", "nobody": "unknown"}
    assert found.missing_approvals == ("role:north",)


@pytest.mark.parametrize("into", ["south", "both"])
def test_a_merged_post_cannot_approve_for_what_it_swallowed(into: str) -> None:
    merge: Data = {"merge": ["role:north", "role:south"], "into": into}
    merge |= {"as": {"department": "lending"}} if into == "both" else {}
    given_ = {"north": "2026-11-01", "south": "2026-11-01", into: "2026-11-01"}
    found = plan(merge, approved_by=given_)
    assert ("north", "merged") in places(found)["lead"]
    assert "role:lead" in found.missing_approvals
    assert why_not(found)["north"] == "merged"
    assert plan(merge, approved_by={"lead": "2026-11-01"}).approved


def test_where_only_the_proposer_would_have_to_the_next_above_does() -> None:
    found = plan(OWNER, proposed_by="north", approved_by={"north": "2026-11-01"})
    assert needed(found) == {"lead": ("platform:vault",)}
    assert places(found) == {"lead": [("north", "proposer")]}
    assert why_not(found) == {"north": "proposer"}
    assert not found.approved
    assert plan(OWNER, proposed_by="north", approved_by={"lead": "2026-11-01"}).approved


def test_without_anybody_above_the_head_of_the_department_approves() -> None:
    pay = {"assign": "assignment:pay/accountable/lead"}
    data = {**BANK, "org": {"id": "bank", "line": "written"}}
    steps = [{"on": "2027-01-01", "changes": [OWNER, pay]}]
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "proposed_by": "north"}
    found = planned(files_of(data, {**proposal, "steps": steps}))
    assert places(found) == {"lead": [("north", "proposer")]}


def test_with_nobody_above_the_proposer_approves_and_the_plan_says_so() -> None:
    change = {"set": "separation:payers", "as": {"only": ["department:control"]}}
    found = plan(change, proposed_by="guest", approved_by={"guest": "2026-11-01"})
    assert places(found) == {"guest": [("guest", "nobody-above")]}
    assert found.approved


def test_a_proposer_among_others_approves_as_they_do() -> None:
    changes = (OWNER, {"release": "assignment:lend/signatory/auditor"})
    found = plan(*changes, proposed_by="north", approved_by={"north": "2026-11-01"})
    assert found.missing_approvals == ("role:auditor",)


def test_an_approval_counts_from_its_day_on() -> None:
    given_ = {"north": "2026-11-24", "guest": "2026-11-01"}
    early = plan(OWNER, approved_by=given_)
    assert why_not(early) == {"north": "late", "guest": "not-needed"}
    assert not early.approved
    assert plan(OWNER, approved_by=given_, day="2026-11-24").approved


def test_a_plan_is_ready_where_no_question_is_open() -> None:
    assert plan(OWNER).ready
    assert not plan(OWNER, open=["Who pays?"]).ready


def test_steps_before_the_day_of_the_plan_are_overdue() -> None:
    found = plan(OWNER, later=({"add": "role:new"},), day="2027-01-15")
    assert [step.day for step in found.overdue] == ["2027-01-01"]
    assert not plan(OWNER, day="2027-01-01").overdue


@given(proposals())
def test_who_must_approve_is_whoever_held_what_is_gone(case: tuple[Data, Data]) -> None:
    assume(case[1]["steps"])
    files = files_of(*case)
    found = planned(files)
    approvers = {each.role for each in found.approvals if each.about}
    losers = set(_losers(case))
    if any(verb == "merge" for verb, _ in _role_changes(case[1])):
        stood_in = {place.role for each in found.approvals for place in each.places}
        assert losers <= approvers | stood_in
    else:
        assert approvers == losers
    assert all(each.role in approvers for each in found.approvals if each.counts)


def _role_changes(proposal: Data) -> Iterator[tuple[str, Data]]:
    for step in proposal["steps"]:
        for change in step["changes"]:
            verb = next(iter(change))
            about = change[verb][0] if verb == "merge" else change[verb]
            if about.startswith("role:"):
                yield verb, change


def _losers(case: tuple[Data, Data]) -> Iterator[str]:
    """Yield the roles of the base, under today's ids, that lost something in some step."""
    files = files_of(*case)
    project, _ = base(files)
    before = project.matrix.on(DAY)
    edits: list[StateEdit] = []
    today = {id_: id_ for id_ in before.org.roles}
    for verb, change in _role_changes(case[1]):
        if verb == "rename":
            old = change["rename"].removeprefix("role:")
            today = {r: change["to"] if now == old else now for r, now in today.items()}
    versions: list[Compiled] = []
    for stage in made(files).stages:
        edits += stage.edits
        versions.append(Compiled(staged(project.found, edits, stage.state)))
    end = versions[-1].matrix
    for version, stage in zip(versions, made(files).stages, strict=True):
        after = version.matrix.on(stage.step.day)
        told = judge(version, Run(stage.step.day), previous=Previous(before)).findings
        weak = {each.subject for each in told if each.code == "CHG812"}
        now, has = after.renames.now, set(_cells(after))
        for how, of, role in _cells(before):
            is_weaker = how == "only" and now(Ref(of)) in weak
            same = (how, now(Ref(of)), now(Ref(f"role:{role}")).id)
            if role in before.org.roles and (is_weaker or same not in has):
                stays = today[role] in end.org.roles
                yield f"role:{today[role] if stays else role}"


def _cells(matrix: Matrix) -> Iterator[tuple[str, str, str]]:
    """Yield who answers for, checks, owns, stands in for or alone may do what."""
    yield from _cells_of_rows(matrix)
    for platform in matrix.org.platforms.values():
        if platform.status == "active":
            yield from (("owner", platform.ref, role) for role in platform.owners)
            yield from (("deputy", platform.ref, role) for role in platform.deputies)
    for role in matrix.org.roles.values():
        yield from (("deputy", role.ref, deputy) for deputy in role.deputies)
    for separation in matrix.org.separations.values():
        for kind, _, id_ in (only.partition(":") for only in separation.only):
            home = matrix.org.departments.get(id_) if kind == "department" else None
            holder = id_ if kind == "role" else home.head if home else None
            if holder:
                yield "only", separation.ref, holder


def _cells_of_rows(matrix: Matrix) -> Iterator[tuple[str, str, str]]:
    for cell in (cell for row in matrix.rows.values() for cell in row.cells()):
        if cell.function in (Function.ACCOUNTABLE, Function.VERIFIER, Function.SIGNATORY):
            yield cell.function.value, Ref(f"activity:{cell.row}"), cell.role
        approves = matrix.rows[cell.row].activity.approves
        for approved in matrix.rows.values():
            if cell.function is Function.RESPONSIBLE and approved.activity.id in approves:
                yield "approval", approved.ref, cell.role
