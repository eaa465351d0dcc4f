"""Proposals beside an organisation's files: what raci says of them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from raci.change.plan.make import make_plan
from raci.change.plan.plan import Plan
from raci.change.proposal.file import Proposal, parse
from raci.change.proposal.rehearse import Rehearsal, rehearse
from raci.change.proposal.state import State, merged
from raci.check.completer import completer_of
from raci.check.run import Run
from raci.findings.finding import Verdict
from raci.findings.report import Report, sort_key
from raci.project import Project
from raci.source.yaml import read
from tests.support.layouts import to_json
from tests.support.organisations import Data

Files = Mapping[str, str | bytes]
DAY = "2026-11-23"


def base(files: Files) -> tuple[Project, State]:
    project = Project.of({n: text for n, text in files.items() if not n.startswith("proposal.")})
    return project, merged([document.data for document in project.found.documents])


def read_proposal(files: Files) -> Proposal | list[Verdict]:
    name, text = next((n, text) for n, text in files.items() if n.startswith("proposal."))
    return parse(read(text.encode() if isinstance(text, str) else text, name))


def proposal_of(files: Files) -> Proposal:
    found = read_proposal(files)
    assert isinstance(found, Proposal), found
    return found


def made(files: Files) -> Rehearsal:
    project, state = base(files)
    return rehearse(proposal_of(files), state, project.org)


def planned(files: Files, day: str = DAY) -> Plan:
    """Give the plan of a proposal; it is made once for all laws."""
    return _planned(tuple(sorted(files.items())), day)


@cache
def _planned(texts: tuple[tuple[str, str | bytes], ...], day: str) -> Plan:
    files = dict(texts)
    project, state = base(files)
    proposal = proposal_of(files)
    rehearsal = rehearse(proposal, state, project.org)
    assert not rehearsal.verdicts, rehearsal.verdicts
    return make_plan(project, state, proposal, rehearsal, Run(day))


def files_of(definition: Data, proposal: Data) -> Files:
    return {"org.json": to_json(definition), "proposal.json": to_json(proposal)}


def rehearsal_report(files: Files) -> Report:
    """Give all that is wrong with a proposal, or what it brings, as ``raci plan`` tells it."""
    project, state = base(files)
    found = read_proposal(files)
    if isinstance(found, Proposal):
        rehearsal = rehearse(found, state, project.org)
        if not rehearsal.verdicts:
            plan = make_plan(project, state, found, rehearsal, Run(DAY))
            return Report(DAY, (), tuple(told.finding for told in (*plan.new, *plan.between)))
        verdicts = rehearsal.verdicts
    else:
        verdicts = tuple(found)
    completer = replace(completer_of(project), title=str)
    findings = sorted(map(completer.finding, verdicts), key=sort_key)
    return Report(DAY, (), tuple(findings))
