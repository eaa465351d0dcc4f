"""What ``raci apply`` does once its options are read."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from raci.change.apply.rewrite import Rewritten, rewrite, stamped
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
    intent = read_intent(path, options.folder, _read if options.dry_run else partial(_hold, path))
    plan = read_plan(options.plan_file) if options.plan_file else None
    first = _first(intent, plan, options.step)
    if refusals := [*_refusals(_cut(intent, first), options), *_not_due(intent, first, options)]:
        for refusal in refusals:
            echo(say("refused", reason=refusal), err=True)
        return 1
    intent = _cut(intent, first, options.step)
    rehearsal = intent.rehearse()
    last = intent.proposal.steps[-1].day
    planned = {step["day"]: step["pin"] for step in plan["steps"]} if plan else {}
    if plan and pin(rehearsal.stages[-1].state) != planned[last]:
        raise wrong("proposal-changed", path=path)
    files, stamp = _files(intent, rehearsal), _stamp(intent, first, options)
    shown = {Path(intent.project.found.title(file.path)): file for file in files}
    shown |= {Path(file.path): file for file in stamp}
    if options.dry_run:
        tell_half_done(intent.project.found)
        for title, file in shown.items():
            name = Path(os.path.relpath(title)).as_posix()
            difference = file_diff(file.path, (file.before, file.after), (name, name))
            echo_difference(difference, name)
        return 0
    refuse_links(intent.base)
    changes = {file.path: FileChange(file.before, file.after) for file in files}
    beside = {Path(file.path): FileChange(file.before, file.after) for file in stamp}
    write_changes(
        [OrganisationChange(intent.project.found, changes)], committed=True, beside=beside
    )
    for title, file in shown.items():
        does = "new" if file.before is None else "removed" if file.after is None else "changed"
        echo(say(f"file-{does}", path=title.as_posix()))
    return 0


def _read(_base: Path) -> None:
    """Do nothing before the organisation is read: nothing is written."""


def _hold(proposal: str, base: Path) -> None:
    """Keep other writers from the organisation, and from the proposal where it is a file."""
    hold(base, beside=[Path(proposal).resolve().parent] if Path(proposal).is_file() else [])


def _pins(plan: Mapping[str, Any]) -> list[str]:
    return [plan["base"]["pin"], *(step["pin"] for step in plan["steps"])]


def _first(intent: Intent, plan: Mapping[str, Any] | None, step: int | None) -> int:
    """Return how many steps stand before those to make.

    Ends with status 2 where the files are not in the state before them.
    """
    made, steps = intent.proposal.made, intent.proposal.all_steps
    if step is not None and step > len(steps):
        raise click.UsageError(count("no-such-step", len(steps), step=str(step)))
    if step is not None and step <= len(made):
        raise wrong("step-applied", step=step, day=made[step - 1].applied)
    if len(made) == len(steps):
        raise wrong("all-applied", path=intent.proposal.document.path)
    first = len(made) if step is None else step - 1
    if plan is None and first > len(made):
        raise wrong("step-needs-plan", step=step)
    if plan is not None:
        _refuse_state(intent, plan, first)
    return first


def _refuse_state(intent: Intent, plan: Mapping[str, Any], first: int) -> None:
    """End with status 2 where the files are not in the state that a plan has before a step."""
    days = [each.day for each in intent.proposal.all_steps]
    before = len(days) - len(plan["steps"])  # a plan that was made between the steps has the rest
    if before < 0 or days[before:] != [each["day"] for each in plan["steps"]]:
        raise wrong("plan-of-other-proposal")
    if plan["organisation"] != intent.project.org.id:
        raise wrong("plan-of-other-organisation", organisation=plan["organisation"])
    pins, now = dict(enumerate(_pins(plan), start=before)), pin(intent.state)
    if pins.get(first) != now:
        raise _elsewhere(pins, now, first + 1)


def _cut(intent: Intent, first: int, last: int | None = None) -> Intent:
    """Return the intent with some of its steps only, those before them made."""
    return replace(intent, proposal=intent.proposal.between(first, last))


def _elsewhere(pins: Mapping[int, str], now: str, step: int) -> click.UsageError:
    """Return why the organisation is not in the state before a step; pins by steps made."""
    made = next((number for number, each in pins.items() if each == now), None)
    if made is not None:
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


def _not_due(intent: Intent, first: int, options: ApplyOptions) -> Iterator[str]:
    """Yield the steps to make whose day is still to come, unless that is meant."""
    for number, step in enumerate(intent.proposal.all_steps[first:], start=first + 1):
        wanted = options.step in (None, number) and not options.ahead_of_date
        if wanted and step.day > options.as_of:
            yield say("not-due", step=str(number), day=step.day)


def _stamp(intent: Intent, first: int, options: ApplyOptions) -> list[Rewritten]:
    """Return the proposal's file, which tells its applied steps; none for a pipe."""
    if not Path(options.proposal).is_file():
        return []
    path, day = intent.proposal.document.path, options.as_of
    last = first + len(intent.proposal.steps)
    with _written_safely(intent):
        return [stamped(path, intent.raw, dict.fromkeys(range(first + 1, last + 1), day))]


def _files(intent: Intent, rehearsal: Rehearsal) -> list[Rewritten]:
    edits = [edit for stage in rehearsal.stages for edit in stage.edits]
    with _written_safely(intent):
        return rewrite(intent.project.found, edits, rehearsal.stages[-1].state)


@contextmanager
def _written_safely(intent: Intent) -> Iterator[None]:
    """End with status 2 where an edit cannot be made."""
    try:
        yield
    except EditError as error:
        path, found = error.path, intent.project.found
        title = path if path == intent.proposal.document.path else found.title(path)
        at = f"{title}:{error.span.line}:{error.span.column}"
        raise wrong("nothing-written", reason=f"{at}: {error.sentence.text(spoken())}") from error
    except UnreadableError as error:
        raise wrong("nothing-written", reason=reworded(error)) from error
