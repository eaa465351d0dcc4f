"""What ``raci plan`` and ``raci apply`` do first: read a proposal, rehearse it, and plan it."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import click

from raci.change.plan.make import make_plan
from raci.change.plan.plan import Plan
from raci.change.proposal.file import Proposal, parse
from raci.change.proposal.rehearse import Rehearsal, rehearse
from raci.change.proposal.state import State, merged
from raci.check.base import NoBaseError
from raci.check.completer import Completer, completer_of
from raci.check.effective_settings import default_settings
from raci.check.merge_base import Since
from raci.check.run import Run
from raci.check.settings import Selection
from raci.cli.echo import echo
from raci.cli.language import reason, reworded, spoken, wrong
from raci.cli.options import width
from raci.cli.run.arguments import one_project
from raci.findings.finding import Finding, Verdict
from raci.findings.inputs import digest_of, sha256_of, united
from raci.findings.ref import Ref
from raci.project import Project
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.schema.validate import problems
from raci.source.decode import MAX_BYTES, UnreadableError
from raci.source.document import Document
from raci.source.links import top_of
from raci.source.unreadable import unreadable
from raci.source.yaml import read


class RefusedProposal(click.exceptions.Exit):
    """A proposal cannot be planned: the errors are printed already."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(2)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Intent:
    """A proposal, the organisation that it is about, and what the files of that say, as data.

    ``raw`` are the bytes of the proposal's file; ``base`` is the path on which it leads to the
    organisation.
    """

    raw: bytes
    base: Path
    project: Project
    state: State
    proposal: Proposal

    def rehearse(self) -> Rehearsal:
        """Make the changes in memory; else print all errors and end with status 2."""
        rehearsal = rehearse(self.proposal, self.state, self.project.org)
        if rehearsal.verdicts:
            _refuse(rehearsal.verdicts, replace(completer_of(self.project), title=str))
        return rehearsal

    def plan(self, day: str, allow: tuple[str, ...], since: str | None) -> Plan:
        """Make the plan, the base checked as of a day.

        Approvals count by the people and settings of the merge base with ``since`` as well.
        Ends with status 2 where a change cannot be made, or there is no such revision.
        """
        rehearsal, run = self.rehearse(), Run(day, Selection(allow=allow))
        try:
            earlier = Since(since).of(self.project) if since else None
        except NoBaseError as error:
            raise click.UsageError(reworded(error)) from error
        plan = make_plan(self.project, self.state, self.proposal, rehearsal, run, earlier)
        versions = {"": self.project, "since": earlier}
        read = [(name, digest_of(each.inputs)) for name, each in versions.items() if each]
        return replace(plan, inputs=united([*read, ("proposal", sha256_of(self.raw))]))


def read_intent(
    path: str, named: str | None = None, prepare: Callable[[Path], None] = lambda _: None
) -> Intent:
    """Read a proposal and its organisation; else print all errors and end with status 2.

    ``named`` is a folder in which the organisation may be, where there is no repository;
    ``prepare`` is called with the organisation's folder, before that is read.
    """
    raw, document = _document(path)
    proposal = parse(document)
    if not isinstance(proposal, Proposal):
        _refuse(proposal)
    home = Path(path).resolve().parent if Path(path).is_file() else Path.cwd()  # of a pipe: there
    base = home / proposal.base.replace("\0", "")  # no file system has such a name
    _refuse_outside(proposal, home, base, named)
    if not os.path.exists(base):
        raise wrong("base-no-folder", at=proposal.place(("base",)), folder=proposal.base)
    prepare(base)
    project = one_project(str(base))
    _refuse_outside(proposal, home, Path(project.found.title("")), named)  # it may be further up
    state = merged([document.data for document in project.found.documents])
    return Intent(raw, base, project, state, proposal)


def _refuse_outside(proposal: Proposal, home: Path, base: Path, named: str | None) -> None:
    """End with status 2 where a proposal would lead to files that nobody meant."""
    whole, top = Path(os.path.realpath(base)), top_of(home)
    within = [top] if top else [Path.cwd(), *([Path(named).resolve()] if named else [])]
    if any(whole.is_relative_to(folder) for folder in within):
        return
    facts = {"at": proposal.place(("base",)), "folder": proposal.base}
    if top:
        raise wrong("base-outside-repository", top=top, **facts)
    raise wrong("base-outside-folder", start=os.path.commonpath([home, whole]), **facts)


def read_plan(path: str) -> Mapping[str, Any]:
    """Read a plan that ``raci plan -o plan.json`` wrote; else end with status 2."""
    _, document = _document(path)
    ref = Ref(f"file:{path}")
    if verdicts := [Verdict("DEF002", ref, hit) for _, hit in problems(document, "plan")]:
        _refuse(verdicts)
    plan: Mapping[str, Any] = document.data
    return plan


def _document(path: str) -> tuple[bytes, Document]:
    try:
        with Path(path).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        return raw, read(raw, path)
    except UnreadableError as error:
        _refuse([unreadable(Document(path, ""), error)])
    except OSError as error:
        raise wrong("no-access", path=path, reason=reason(error)) from error


def _refuse(verdicts: Sequence[Verdict], completer: Completer | None = None) -> NoReturn:
    completer = completer or Completer("none", default_settings())
    findings = [completer.finding(verdict) for verdict in verdicts]
    echo(findings_text(findings, Options(lang=spoken(), width=width(terminal=True))), nl=False)
    raise RefusedProposal(findings)
