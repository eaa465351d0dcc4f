"""Holdings in a definition's data: where each is written, taken away there, given to another."""

from collections.abc import Iterator

from raci.change.proposal.responsibilities import Holding
from raci.change.proposal.state import Route, State

LISTS = {"owner": "owners", "deputy": "deputies"}


def holding_routes(state: State, holding: Holding) -> Iterator[Route]:
    """Give all routes at which a holding is written, on either side."""
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


def is_held(state: State, holding: Holding) -> bool:
    """Tell whether a holding is written anywhere."""
    return any(True for _ in holding_routes(state, holding))


def drop(state: State, holding: Holding) -> None:
    """Take a holding away wherever it is written."""
    while route := next(holding_routes(state, holding), None):
        state.remove(route)


def give(state: State, holding: Holding, words: object = None) -> None:
    """Write a holding where nobody has written it yet.

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


def pass_on(state: State, holding: Holding, to: str) -> Holding:
    """Give a holding to another holder, at the side and in the words in which it was written."""
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


def _assign(state: State, holding: Holding, words: object) -> None:
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
