"""Reads a proposal's file: steps and changes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from raci.change.proposal.change import Change
from raci.change.proposal.state import Route
from raci.findings.finding import Hit, Verdict
from raci.findings.place import Place
from raci.findings.ref import PARTS, PERSONAL, SECTIONS, Ref
from raci.findings.text import Text
from raci.model.build import text
from raci.schema.error_path import spelled
from raci.schema.patterns import form
from raci.schema.problem import show
from raci.schema.unknown_keys import keys_of, meant_key
from raci.schema.validate import problems
from raci.schema.verb_keys import OF_PERSONS, TAKES, VERBS
from raci.source.document import Document


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that take effect on one day, ISO 8601.

    ``applied`` is the day as of which they were made in the files, ``""`` where they were not.
    """

    day: str
    title: Text
    changes: tuple[Change, ...]
    applied: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal: ``base`` is the organisation's folder as the file names it, from its own.

    ``open`` are the questions that nobody has answered; ``approved_by`` maps roles to dates.
    ``made`` are steps that are made already, before ``steps``, which are still to be made.
    """

    document: Document
    title: Text
    base: str
    steps: tuple[Step, ...]
    reason: Text
    proposed_by: str
    approved_by: Mapping[str, str]
    open: tuple[Text, ...]
    made: tuple[Step, ...] = ()

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """The steps that are made, then those to make."""
        return (*self.made, *self.steps)

    def between(self, first: int, last: int | None = None) -> "Proposal":
        """Return the proposal of some steps, by their numbers from 0; those before are made."""
        steps = self.all_steps
        return replace(self, made=steps[:first], steps=steps[first:last])

    @property
    def changes(self) -> Iterator[Change]:
        """All changes to make, in their order."""
        for step in self.steps:
            yield from step.changes

    def place(self, route: Route) -> Place:
        """Return the place of a route; a line that may name a person is left out."""
        return place_in(self.document, route)


def place_in(document: Document, route: Route) -> Place:
    """Return a place in a proposal's file; a line that may name a person is left out."""
    place = document.place(_file(document), route)
    change = _change_at(document, route)
    personal = any(str(value).startswith(PERSONAL) for value in change.values())
    personal = personal or any(verb in change for verb in OF_PERSONS)
    return place.without_line() if personal else place


def _change_at(document: Document, route: Route) -> Mapping[str, Any]:
    node: Any = document.data
    for step in route[:4]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return {}
    return node if len(route) >= 4 and isinstance(node, dict) else {}


def parse(document: Document) -> Proposal | list[Verdict]:
    """Return the proposal of a document, or everything that is wrong with its shape."""
    return list(_misshapen(document)) or _proposal(document)


def _file(document: Document) -> Ref:
    return Ref(f"file:{document.path}")


def _misshapen(document: Document) -> Iterator[Verdict]:
    for route, hit in problems(document, "proposal"):
        at = place_in(document, tuple(route))
        shown = isinstance(hit.at, Place) and hit.at.source
        at = at if shown else at.without_line()
        hidden = {"instead": ()} if "instead" in hit.values and not at.source else {}
        yield Verdict("DEF002", _file(document), hit.moved(at, **hidden))
    data = document.data
    steps = data.get("steps") if isinstance(data, dict) else None
    if not isinstance(steps, list):
        return
    last = ""
    for number, step in enumerate(steps):
        if not isinstance(step, dict):
            continue
        day = step.get("on")
        if isinstance(day, str) and isinstance(last, str) and day <= last:
            at = place_in(document, ("steps", number, "on"))
            hit = Hit(at=at, case="not-later", day=day, before=last)
            yield Verdict("DEF016", _file(document), hit)
        last = day if isinstance(day, str) else last
        changes = step.get("changes")
        for at_, change in enumerate(changes if isinstance(changes, list) else ()):
            if isinstance(change, dict):
                yield from _misused(document, ("steps", number, "changes", at_), change)
    yield from _misapplied(document, len(steps))


def _misapplied(document: Document, steps: int) -> Iterator[Verdict]:
    """Report what is said to be applied: a step that is not there, or one before an earlier one."""
    applied = document.data.get("applied")
    if not isinstance(applied, dict):
        return
    for key in applied:
        number = int(key) if re.fullmatch("[1-9][0-9]{0,5}", key) else 0
        at = place_in(document, ("applied", key))
        if number > steps:
            yield Verdict("DEF016", _file(document), Hit(at=at, case="no-such-step", step=number))
        elif number > 1 and str(number - 1) not in applied:
            hit = Hit(at=at, case="applied-early", step=number, before=number - 1)
            yield Verdict("DEF016", _file(document), hit)


def _misused(document: Document, route: Route, change: Mapping[str, Any]) -> Iterator[Verdict]:
    verbs = [verb for verb in VERBS if verb in change]
    if len(verbs) != 1:
        return
    (verb,) = verbs
    known = tuple(keys_of(change))
    for key in change:
        if key not in known and key in {each for keys in TAKES.values() for each in keys}:
            at = place_in(document, (*route, key))
            near = meant_key(key, change, known)
            case = "unknown-key-near" if near else "unknown-key"
            here = (*route, key)
            hit = Hit(at=at, case=case, route=here, key=key, known=known, near=near, where=key)
            yield Verdict("DEF002", _file(document), hit)
    yield from _misdirected(document, route, change, verb)
    about = change[verb]
    named = [((verb,), about)] if isinstance(about, str) else []
    dropping = change.get("dropping")
    items = enumerate(dropping if isinstance(dropping, list) else ())
    named += [(("dropping", number), ref) for number, ref in items]  # type: ignore[misc]
    for rest, ref in named:
        kind = str(ref).partition(":")[0]
        if kind in PARTS and len(Ref(str(ref)).parts) != len(PARTS[kind]):
            where = (*route, *rest)
            hit = Hit(
                at=place_in(document, where),
                case="not-a-ref",
                route=where,
                where=spelled(where),
                found=str(ref),
                forms=(form(kind),),
            )
            yield Verdict("DEF002", _file(document), hit)


def _misdirected(
    document: Document, route: Route, change: Mapping[str, Any], verb: str
) -> Iterator[Verdict]:
    """Report what goes to a thing of another kind than the verb takes."""
    kind = _kind_of_taker(verb, change[verb])
    for key in ("to", "into"):
        takers = change.get(key)
        for taker in takers if isinstance(takers, dict) else (takers,):
            before, colon, _ = str(taker).partition(":")
            if verb != "move" and colon and before in SECTIONS and before != kind:
                end = (key, taker) if isinstance(takers, dict) else (key,)
                at = place_in(document, (*route, *end))
                forms, found = (form(kind),), show(taker)
                hit = Hit(at=at, case="not-a-ref", where=key, found=found, forms=forms)
                yield Verdict("DEF002", _file(document), hit)


def _kind_of_taker(verb: str, about: Any) -> str:
    first = about[0] if isinstance(about, list) and about else about
    return "role" if verb in ("hand_over", "split") else str(first).partition(":")[0]


def _proposal(document: Document) -> Proposal:
    data = document.data
    applied = data.get("applied", {})
    steps: list[Step] = []
    number = 0
    for at, step in enumerate(data["steps"]):
        changes: list[Change] = []
        for position, written in enumerate(step["changes"]):
            number += 1
            changes.append(_change(written, number, ("steps", at, "changes", position), step["on"]))
        title, made = text(step.get("title", {})), applied.get(str(at + 1), "")
        steps.append(Step(step["on"], title, tuple(changes), made))
    return Proposal(
        document,
        text(data["title"]),
        data["base"],
        tuple(steps[len(applied) :]),
        text(data.get("reason", {})),
        data.get("proposed_by", ""),
        data.get("approved_by", {}),
        tuple(map(text, data.get("open", ()))),
        tuple(steps[: len(applied)]),
    )


def _change(written: Mapping[str, Any], number: int, route: Route, day: str) -> Change:
    keys = dict(written)
    verb = next(verb for verb in VERBS if verb in keys)
    about = keys.pop(verb)
    refs = tuple(map(Ref, about if isinstance(about, list) else [about]))
    keys |= {key: _ids(keys[key], refs[0], verb) for key in ("to", "into") if key in keys}
    return Change(number, verb, refs, keys, route, day)


def _ids(value: Any, about: Ref, verb: str) -> Any:
    """Return ids for what may be written as an id or as its Ref; only ``move`` needs the kind."""
    kind = _kind_of_taker(verb, about)
    if verb == "move":
        return value
    if isinstance(value, dict):
        return {key.removeprefix(f"{kind}:"): parts for key, parts in value.items()}
    return value.removeprefix(f"{kind}:")
