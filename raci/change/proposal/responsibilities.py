"""The responsibilities of a definition: where each is written, removed and handed on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from raci.change.proposal.state import Route, State
from raci.findings.ref import FUNCTIONS, Ref

FUNCTION_KEYS = tuple(function.value for function in FUNCTIONS)


class Responsibility(NamedTuple):
    """One written assignment, ownership, headship, deputyship, mandate or appointment.

    ``of`` is what is held: an activity, platform, department, role or person; ``holder`` the id
    of the role that has it, of the department for a mandate. A duty is the assignment it makes.
    """

    kind: str
    of: Ref
    holder: str
    function: str = ""

    @property
    def ref(self) -> Ref:
        """The Ref that names it."""
        match self.kind:
            case "assignment":
                return Ref(f"assignment:{self.of.id}/{self.function}/{self.holder}")
            case "head":
                return Ref(f"head:{self.of.id}")
            case "mandate":
                return Ref(f"mandate:{self.holder}/{self.of.id}")
            case kind:
                return Ref(f"{kind}:{self.of.id}/{self.holder}")


def assignment(activity: str, function: str, role: str) -> Responsibility:
    """Return the responsibility of a function that a role has on an activity."""
    return Responsibility("assignment", Ref(f"activity:{activity}"), role, function)


def inventory(state: State) -> Counter[Responsibility]:
    """Return all responsibilities with how often each is written; both sides may write it."""
    return Counter(
        holding
        for section in HELD_IN
        for id_, entry in state.data[section].items()
        for holding in held_in(section, id_, entry)
    )


def held_in(section: str, id_: str, entry: Mapping[str, Any]) -> Iterator[Responsibility]:
    """Yield the responsibilities that one entity's entry states."""
    reader = HELD_IN.get(section)
    return reader(id_, entry) if reader else iter(())


def _department(id_: str, entry: Mapping[str, Any]) -> Iterator[Responsibility]:
    if "head" in entry:
        yield Responsibility("head", Ref(f"department:{id_}"), entry["head"])
    for activity in entry.get("duties", ()):
        yield Responsibility("mandate", Ref(f"activity:{activity}"), id_)


def _role(id_: str, entry: Mapping[str, Any]) -> Iterator[Responsibility]:
    for activity in entry.get("duties", ()):
        yield assignment(activity, "responsible", id_)
    for function in FUNCTION_KEYS:
        for activity in entry.get(function, ()):
            yield assignment(activity, function, id_)
    for deputy in entry.get("deputies", ()):
        yield Responsibility("deputy", Ref(f"role:{id_}"), deputy)


def _activity(id_: str, entry: Mapping[str, Any]) -> Iterator[Responsibility]:
    for function in FUNCTION_KEYS:
        for role in entry.get(function, ()):
            yield assignment(id_, function, role)


def _platform(id_: str, entry: Mapping[str, Any]) -> Iterator[Responsibility]:
    for key, kind in (("owners", "owner"), ("deputies", "deputy")):
        for role in entry.get(key, ()):
            yield Responsibility(kind, Ref(f"platform:{id_}"), role)


def _person(id_: str, entry: Mapping[str, Any]) -> Iterator[Responsibility]:
    for role in entry.get("roles", ()):
        yield Responsibility("appointment", Ref(f"person:{id_}"), role)


HELD_IN = {
    "departments": _department,
    "roles": _role,
    "activities": _activity,
    "platforms": _platform,
    "people": _person,
}
"""What reads the holdings of a section's entry."""


LISTS = {"owner": "owners", "deputy": "deputies"}


def holding_routes(state: State, holding: Responsibility) -> Iterator[Route]:
    """Yield all routes at which a responsibility is written, on either side."""
    of, holder = holding.of, holding.holder
    match holding.kind:
        case "assignment":
            if holding.function == "responsible" and of.id in _at(state, "roles", holder, "duties"):
                yield "roles", holder, "duties", of.id
            yield from _item(state, ("roles", holder, holding.function), of.id)
            yield from _item(state, ("activities", of.id, holding.function), holder)
        case "owner" | "deputy":
            section = "platforms" if of.kind == "platform" else "roles"
            yield from _item(state, (section, of.id, LISTS[holding.kind]), holder)
        case "head":
            if state.at(("departments", of.id, "head")) == holder:
                yield "departments", of.id, "head"
        case "mandate":
            if of.id in _at(state, "departments", holder, "duties"):
                yield "departments", holder, "duties", of.id
        case "appointment":
            if holder in _at(state, "people", of.id, "roles"):
                yield "people", of.id, "roles", holder


def is_held(state: State, holding: Responsibility) -> bool:
    """Return whether a responsibility is written anywhere."""
    return any(True for _ in holding_routes(state, holding))


def drop(state: State, holding: Responsibility) -> None:
    """Remove a responsibility wherever it is written."""
    while route := next(holding_routes(state, holding), None):
        state.remove(route)


def give(state: State, holding: Responsibility, words: object = None) -> None:
    """Write a responsibility that is not written yet.

    An assignment stands with its activity where that is declared and no ``words`` are given, else
    with its role: ``words`` are a duty's or mandate's wording, or an appointment's terms.
    """
    if is_held(state, holding):
        return
    of, holder, terms = holding.of, holding.holder, {} if words is None else words
    match holding.kind:
        case "assignment":
            _assign(state, holding, words)
        case "owner" | "deputy":
            section = "platforms" if of.kind == "platform" else "roles"
            state.append((section, of.id, LISTS[holding.kind]), holder)
        case "head":
            state.write(("departments", of.id, "head"), holder)
        case "mandate":
            state.insert(("departments", holder, "duties"), of.id, terms)
        case "appointment":
            state.insert(("people", of.id, "roles"), holder, terms)


def pass_on(state: State, holding: Responsibility, to: str) -> Responsibility:
    """Hand a responsibility to another holder, on the same side and in the same words."""
    heir = holding._replace(holder=to)
    if to == holding.holder:
        return heir
    for route in list(holding_routes(state, holding)):
        if route[-2:] == ("duties", holding.of.id) or route[0] == "people":
            words = state.at(route)
            target = (*route[:1], to, *route[2:-1]) if route[0] != "people" else route[:-1]
            key = str(route[-1]) if route[0] != "people" else to
            if state.at((*target, key)) is None:
                state.insert(target, key, words)
        elif route[0] == "roles" and route[2] not in LISTS.values():
            _append_once(state, ("roles", to, str(route[2])), holding.of.id)
        elif holding.kind != "head":
            _append_once(state, route[:-1], to)
    if holding.kind == "head":
        state.write(("departments", holding.of.id, "head"), to)
    else:
        drop(state, holding)
    return heir


def _assign(state: State, holding: Responsibility, words: object) -> None:
    if words is not None and holding.function == "responsible":
        state.insert(("roles", holding.holder, "duties"), holding.of.id, words)
    elif state.has("activities", holding.of.id):
        state.append(("activities", holding.of.id, holding.function), holding.holder)
    else:
        state.append(("roles", holding.holder, holding.function), holding.of.id)


def _append_once(state: State, route: Route, item: str) -> None:
    if item not in (state.at(route) or ()):
        state.append(route, item)


def _item(state: State, route: Route, item: str) -> Iterator[Route]:
    items = _at(state, *map(str, route))
    if item in items:
        yield (*route, list(items).index(item))


def _at(state: State, *route: str) -> dict[str, object]:
    found: dict[str, object] = state.at(route) or {}
    return found
