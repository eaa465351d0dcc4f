"""What ``raci apply`` does once its options are read."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from raci.change.apply.rewrite import Rewritten, rewrite
from raci.change.plan.steps import pin
from raci.change.proposal.rehearse import Rehearsal
from raci.cli.echo import echo, echo_difference
from raci.cli.language import count, reworded, say, spoken, wrong
from raci.cli.options import refuse_links
from raci.cli.run.proposal import Intent, read_intent, read_plan
from raci.cli.run.writing import FileChange, OrganisationChange, hold, tell_half_done, write_changes
from raci.edit import EditError, file_diff
from raci.findings.text import titled
from raci.source.decode import UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyOptions:
    """The options of ``raci apply``, as its help explains them."""

    proposal: str
    folder: str | None
    plan_file: str | None
    step: int | None
    ahead_of_date: bool
    dry_run: bool
    allow: tuple[str, ...]
    since: str | None
    as_of: str


def run_apply(options: ApplyOptions) -> int:
    """Make a proposal's changes in the files, and return the exit status.

    Ends with status 2 where the files are in another state, or an edit cannot be made.
    """
    path = options.proposal
    prepare = (lambda _: None) if options.dry_run else hold
    intent = read_intent(path, options.folder, prepare)
    plan = read_plan(options.plan_file) if options.plan_file else None
    _refuse_step(intent, plan, options.step)
    first = (options.step or 1) - 1
    if refusals := [*_refusals(_cut(intent, first), options), *_not_due(intent, options)]:
        for refusal in refusals:
            echo(say("refused", reason=refusal), err=True)
        return 1
    intent = _cut(intent, first, options.step)
    rehearsal = intent.rehearse()
    last = intent.proposal.steps[-1].day
    planned = {step["day"]: step["pin"] for step in plan["steps"]} if plan else {}
    if plan and pin(rehearsal.stages[-1].state) != planned[last]:
        raise wrong("proposal-changed", path=path)
    files = _files(intent, rehearsal)
    titles = {file.path: intent.project.found.title(file.path) for file in files}
    if options.dry_run:
        tell_half_done(intent.project.found)
        for file in files:
            name = Path(os.path.relpath(titles[file.path])).as_posix()
            difference = file_diff(file.path, (file.before, file.after), (name, name))
            echo_difference(difference, name)
        return 0
    refuse_links(intent.base)
    changes = {file.path: FileChange(file.before, file.after) for file in files}
    write_changes([OrganisationChange(intent.project.found, changes)], committed=True)
    for file in files:
        does = "new" if file.before is None else "removed" if file.after is None else "changed"
        echo(say(f"file-{does}", path=titles[file.path]))
    return 0


def _pins(plan: Mapping[str, Any]) -> list[str]:
    return [plan["base"]["pin"], *(step["pin"] for step in plan["steps"])]


def _refuse_step(intent: Intent, plan: Mapping[str, Any] | None, step: int | None) -> None:
    """End with status 2 where the files are not in the state before the step to make."""
    steps = intent.proposal.steps
    if step is not None and step > len(steps):
        raise click.UsageError(count("no-such-step", len(steps), step=str(step)))
    if plan is None:
        if (step or 1) > 1:
            raise wrong("step-needs-plan", step=step)
        return
    if [each.day for each in steps] != [each["day"] for each in plan["steps"]]:
        raise wrong("plan-of-other-proposal")
    if plan["organisation"] != intent.project.org.id:
        raise wrong("plan-of-other-organisation", organisation=plan["organisation"])
    pins, now = _pins(plan), pin(intent.state)
    if pins[(step or 1) - 1] != now:
        raise _elsewhere(pins, now, step or 1)


def _cut(intent: Intent, first: int, last: int | None = None) -> Intent:
    """Return the intent with some of its steps only, those before them made."""
    proposal = intent.proposal
    steps, made = proposal.steps[first:last], proposal.steps[:first]
    return replace(intent, proposal=replace(proposal, steps=steps, made=made))


def _elsewhere(pins: Sequence[str], now: str, step: int) -> click.UsageError:
    """Return why the organisation is not in the state before a step."""
    if now in pins:
        made = pins.index(now)
        return wrong("made-some-steps" if made else "made-no-step", step=step, made=made)
    return wrong("not-after-step" if step > 1 else "not-planned-state", step=step - 1)


def _refusals(intent: Intent, options: ApplyOptions) -> Iterator[str]:
    """Yield why the steps to come must not be applied.

    They are judged anew: a plan's file is not signed, so that its verdict and its approvals are
    only told.
    """
    plan = intent.plan(options.as_of, options.allow, options.since)
    if plan.verdict == "not safe":
        yield say("verdict-not safe")
    if not plan.ready:
        yield count("open-questions", len(plan.open))
    if not plan.approved:
        titles = (titled(plan.names.get(r, {}), r.id, spoken()) for r in plan.missing_approvals)
        yield say("not-approved", roles=say("comma").join(titles))


def _not_due(intent: Intent, options: ApplyOptions) -> Iterator[str]:
    """Yield the steps to make whose day is still to come, unless that is meant."""
    for number, step in enumerate(intent.proposal.steps, start=1):
        wanted = options.step in (None, number) and not options.ahead_of_date
        if wanted and step.day > options.as_of:
            yield say("not-due", step=str(number), day=step.day)


def _files(intent: Intent, rehearsal: Rehearsal) -> list[Rewritten]:
    edits = [edit for stage in rehearsal.stages for edit in stage.edits]
    try:
        return rewrite(intent.project.found, edits, rehearsal.stages[-1].state)
    except EditError as error:
        title = intent.project.found.title(error.path)
        at = f"{title}:{error.span.line}:{error.span.column}"
        raise wrong("nothing-written", reason=f"{at}: {error.sentence.text(spoken())}") from error
    except UnreadableError as error:
        raise wrong("nothing-written", reason=reworded(error)) from error
