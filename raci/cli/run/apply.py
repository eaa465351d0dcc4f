"""What ``raci apply`` does once its options are read."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from raci.change.apply.rewrite import Rewritten, rewrite
from raci.change.plan.steps import pin
from raci.change.proposal.rehearse import Rehearsal
from raci.change.proposal.state import StateEdit
from raci.cli.options import write_all
from raci.cli.run.plan import Intent, intent, pinned
from raci.edit import EditError, difference
from raci.render.escape import clean
from raci.source.decode import UnreadableError


def apply_proposal(path: str, options: Mapping[str, Any]) -> int:
    """Make a proposal's changes in the files, and give the exit status.

    Ends with status 2 where the files are in another state, or an edit cannot be made.
    """
    wish = intent(path, options["lang"])
    plan = pinned(options["plan_file"], options["lang"]) if options["plan_file"] else None
    wish = _from_there(wish, plan, options["step"])
    made = wish.rehearse(options["lang"])
    if refusal := _verdict(wish, made, plan, options):
        click.echo(f"Refused: {refusal}.", err=True)
        return 1
    if plan and pin(made.stages[-1].state) != _pins(plan)[_steps_done(wish, plan)]:
        raise click.UsageError(f"{path}: the proposal says something else since it was planned")
    files = _files(wish, made)
    titles = {each.path: wish.project.found.title(each.path) for each in files}
    if options["dry_run"]:
        click.echo("".join(_difference(each, titles[each.path]) for each in files), nl=False)
        return 0
    write_all({Path(titles[each.path]): each.after for each in files})
    for each in files:
        does = "new" if each.before is None else "removed" if each.after is None else "changed"
        click.echo(clean(f"{titles[each.path]}: {does}"))
    return 0


def _pins(plan: Mapping[str, Any]) -> list[str]:
    return [plan["base"]["pin"], *(step["pin"] for step in plan["steps"])]


def _steps_done(wish: Intent, plan: Mapping[str, Any]) -> int:
    """Give how many steps of the plan are made when those of the wish are."""
    days = [step["day"] for step in plan["steps"]]
    return days.index(wish.proposal.steps[-1].day) + 1


def _from_there(wish: Intent, plan: Mapping[str, Any] | None, step: int | None) -> Intent:
    """Leave the steps that are to be made now; end with status 2 where none can be."""
    steps = wish.proposal.steps
    if step is not None and step > len(steps):
        raise click.UsageError(f"--step {step}: the proposal has {len(steps)}")
    if plan is None:
        if (step or 1) > 1:
            raise click.UsageError(f"--step {step}: add --plan, which tells the state before it")
        return _cut(wish, steps[:step])
    if [each.day for each in steps] != [each["day"] for each in plan["steps"]]:
        raise click.UsageError("the plan is of another proposal: its steps have other days")
    if plan["organisation"] != wish.project.org.id:
        raise click.UsageError(f"the plan is of another organisation: {plan['organisation']}")
    pins, now = _pins(plan), pin(wish.state)
    if pins[(step or 1) - 1] != now:
        raise click.UsageError(_elsewhere(pins, now, step))
    return _cut(wish, steps[step - 1 : step] if step else steps)


def _cut(wish: Intent, steps: Sequence[Any]) -> Intent:
    return replace(wish, proposal=replace(wish.proposal, steps=tuple(steps)))


def _elsewhere(pins: Sequence[str], now: str, step: int | None) -> str:
    wanted = "the state that was planned from"
    if step and step > 1:
        wanted = f"the state that step {step - 1} leaves"
    if now in pins:
        at = pins.index(now)
        there = f"step {at} is made, and no further" if at else "no step is made yet"
        return f"the organisation is not in {wanted}: {there}"
    return f"the organisation is not in {wanted}: its files have changed; make the plan anew"


def _verdict(
    wish: Intent, made: Rehearsal, plan: Mapping[str, Any] | None, options: Mapping[str, Any]
) -> str:
    """Tell why the proposal must not be applied, ``""`` where it may be."""
    if n := len(wish.proposal.open):
        return f"the plan is not ready: {n} open question{'s' * (n > 1)}"
    if plan:
        verdict = plan["verdict"]
    else:
        verdict = wish.plan(made, options["as_of"], options["allow"]).verdict
    if verdict in ("not ready", "not safe"):
        return f"the plan is {verdict}: raci plan tells why"
    return ""


def _files(wish: Intent, made: Rehearsal) -> list[Rewritten]:
    edits: list[StateEdit] = [edit for stage in made.stages for edit in stage.edits]
    try:
        return rewrite(wish.project.found, edits, made.stages[-1].state)
    except EditError as error:
        title = wish.project.found.title(error.path)
        at = f"{title}:{error.span.line}:{error.span.column}"
        raise click.UsageError(f"{at}: {error.reason}; nothing is written") from error
    except UnreadableError as error:
        raise click.UsageError(f"{error}; nothing is written") from error


def _difference(each: Rewritten, title: str) -> str:
    name = Path(os.path.relpath(title)).as_posix()
    return difference(each.path, (each.before, each.after), (name, name))
