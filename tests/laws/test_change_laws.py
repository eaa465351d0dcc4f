"""Laws of changes: a difference leads back, and ids carry no meaning."""

from collections import Counter
from typing import Any

from hypothesis import given

from raci.change.diff import Difference, compare
from raci.change.proposal.rehearse import ChangeRunner
from raci.change.proposal.state import State, merged
from raci.check.compared_findings import Identity
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.project import Project
from tests.support.layouts import to_json
from tests.support.organisations import Data, orgs, to_data
from tests.support.proposals import change, proposals
from tests.support.rehearsals import DAY, files_of, made

SECTIONS = {
    "department": "departments",
    "role": "roles",
    "activity": "activities",
    "platform": "platforms",
    "person": "people",
    "separation": "separations",
}


def project(data: Data) -> Project:
    return Project.of({"org.json": to_json(data)})


def matrix(data: Data) -> Matrix:
    return project(data).matrix


def as_changes(told: Difference, before: State, after: State) -> list[Data]:
    """Turn a difference into changes of a proposal, with the entries of the later version."""
    renamed = dict(told.renamed)
    gone = [*told.gone, *(old for olds, _ in told.merged for old in olds)]
    came = [*told.came, *(new for _, news in told.split for new in news)]
    written = [ref for ref in came if _is_written(ref, after)]
    changes: list[Data] = [{"rename": old, "to": new.id} for old, new in renamed.items()]
    changes += [{"add": ref, "as": _entry(ref, after)} for ref in written]
    for ref in sorted(_touched(told)):
        if _is_written(ref, after) and ref not in written:
            entry = _entry(ref, after)
            then = next((old for old, new in renamed.items() if new == ref), ref)
            known = _entry(then, before) if _is_written(then, before) else {}
            formerly = ["formerly"] if then != ref else []
            drop = [key for key in (*known, *formerly) if key not in entry]
            changes.append({"set": ref, "as": entry, "without": list(dict.fromkeys(drop))})
        elif not _is_written(ref, after) and _is_written(ref, before):
            gone.append(ref)
    changes += [{"retire": ref} for ref in dict.fromkeys(gone) if _is_written(ref, before)]
    order = {"department": 1}
    return sorted(changes, key=lambda c: order.get(str(c.get("retire")).partition(":")[0], 0))


def _entry(ref: Ref, state: State) -> Any:
    return state.entry(SECTIONS[ref.kind], ref.id)


def _is_written(ref: Ref, state: State) -> bool:
    return ref.kind in SECTIONS and state.has(SECTIONS[ref.kind], ref.id)


def _touched(told: Difference) -> set[Ref]:
    """Give all that a difference says has changed, by today's ids."""
    found = {edge.of.after for edge in told.edges}
    found |= {count.of.after for count in told.headcount}
    found |= {keys.of.after for keys in told.keys}
    for edge in told.assignments:
        found |= {Ref(edge.of.after.partition("@")[0]), *edge.before, *edge.after}
    found |= {dict(told.renamed).get(ref, ref) for ref in found}
    found |= {ref for _, ref in told.merged} | {ref for ref, _ in told.split}
    return found - set(dict(told.renamed))


@given(proposals())
def test_a_difference_made_a_proposal_leads_from_one_to_the_other(
    given_: tuple[Data, Data],
) -> None:
    data, proposal = given_
    if not proposal["steps"]:
        return
    before, after = merged([data]), made(files_of(data, proposal)).stages[-1].state
    told = compare(matrix(data), matrix(after.definition))
    play = ChangeRunner(before)
    play.make(change(each, n) for n, each in enumerate(as_changes(told, before, after), 1))
    assert play.refused == []
    left = compare(matrix(play.state.definition), matrix(after.definition))
    assert left.empty


IDS = ("DEF", "CHG")
"""Families that judge ids, or the change itself."""


@given(orgs(unknown=False).map(to_data))
def test_other_ids_change_no_verdict_but_those_about_ids(data: Data) -> None:
    for section in SECTIONS.values():
        for entry in data.get(section, {}).values():
            entry.pop("formerly", None)
    changes = [
        {"rename": f"{kind}:{id_}", "to": f"{kind}-{number:03}"}
        for kind in ("role", "department", "platform", "person")
        for number, id_ in enumerate(sorted(data.get(SECTIONS[kind], {})))
    ]
    if not changes:
        return
    step = {"on": "2027-02-01", "changes": changes}
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "steps": [step]}
    rehearsal = made(files_of(data, proposal))
    if rehearsal.verdicts:
        return  # an id of these stands there already
    other = project(rehearsal.stages[-1].state.definition)
    run = Run(DAY)
    found, again = judge(project(data), run).findings, judge(other, run).findings

    def told(findings: list[Finding]) -> Counter[Identity]:
        kept = (f for f in findings if not f.code.startswith(IDS))
        return Counter(Identity.of(f).now(other.matrix.renames) for f in kept)

    assert told(found) == told(again)
