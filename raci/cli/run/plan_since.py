"""What ``raci plan --since`` does: the plans of all proposals that a change brings."""

from dataclasses import dataclass
from pathlib import Path

import click

from raci.change.proposal.changed import changed_proposals
from raci.cli.echo import echo
from raci.cli.language import reworded, say, spoken, wrong
from raci.cli.run.plan import PlanOptions, plan_of, report_of, status_of
from raci.cli.run.proposal import RefusedProposal
from raci.findings.text import one_line
from raci.render.findings.markdown import COMMENT
from raci.render.findings.truncate import Block, fitted
from raci.render.formats import render_document
from raci.render.formats.document import Block as Part
from raci.render.formats.document import ReportDocument
from raci.source.git_program import GitError

FORMATS = ("text", "markdown")
"""The formats in which several plans can stand below one another."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """A plan, or why there is none, as a document; the exit status that it calls for."""

    report: ReportDocument
    status: int


def plan_since(options: PlanOptions) -> int:
    """Print or write the plan of each proposal that changed, and return the gravest status."""
    _refuse_other_options(options)
    paths = _changed(options)
    if not paths:
        echo(say("no-proposal-changed", rev=options.since))
        return 0
    planned = [_planned(path, options) for path in paths]
    texts = [
        render_document(each.report, options.target.format, options.target.width)
        for each in planned
    ]
    options.target.write(_comment(texts) if options.brief else "\n".join(texts))
    return max(each.status for each in planned)


def _refuse_other_options(options: PlanOptions) -> None:
    others = {"--for": options.role, "--without": options.without, "FOLDER": options.folder}
    for name, value in others.items():
        if value:
            raise wrong("not-with-since", option=name)
    if options.target.format not in FORMATS:
        raise wrong("since-formats", formats=say("or").join(FORMATS))


def _changed(options: PlanOptions) -> list[str]:
    try:
        found = list(changed_proposals(Path(options.proposal), str(options.since)))
    except GitError as error:
        raise click.UsageError(reworded(error)) from error
    return [path.as_posix() for path in found]


def _planned(path: str, options: PlanOptions) -> _Planned:
    try:
        plan, _ = plan_of(path, options)
    except RefusedProposal as refused:
        lines = (f"{each.place}: {each.code} {each.say(spoken())}" for each in refused.findings)
        return _unplanned(path, tuple(lines), refused.exit_code)
    except click.ClickException as error:
        echo(say("message", message=error.message), err=True)
        return _unplanned(path, (one_line(error.message),), error.exit_code)
    except click.exceptions.Exit as ended:
        return _unplanned(path, (say("base-unreadable"),), ended.exit_code)
    return _Planned(report_of(plan, options), status_of(plan, options))


def _unplanned(path: str, reasons: tuple[str, ...], status: int) -> _Planned:
    part = Part(say("cannot-be-planned"), reasons)
    return _Planned(ReportDocument(spoken(), path, (), first=(part,)), status)


def _comment(texts: list[str]) -> str:
    """Return the texts below one another, no longer than GitHub takes a comment."""

    def left_out(n: int) -> str:
        return f"\n{say('plans-left-out', n=n)}\n"

    rows = [text.__str__ for text in (texts[0], *(f"\n{each}" for each in texts[1:]))]
    return fitted([Block("", rows)], COMMENT, left_out, len)
