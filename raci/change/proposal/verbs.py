"""The verbs of a proposal: what each changes and moves."""

from collections.abc import Callable, Collection, Mapping

from raci.change.proposal.change import Change, ChangeError, impossible, known, section_of
from raci.change.proposal.derived import is_derived
from raci.change.proposal.field_references import mentions
from raci.change.proposal.ledger import Moved
from raci.change.proposal.reshape import merge, rename, split
from raci.change.proposal.responsibilities import (
    FUNCTION_KEYS,
    Responsibility,
    assignment,
    drop,
    give,
    held_in,
    holding_routes,
    inventory,
    is_held,
    pass_on,
)
from raci.change.proposal.state import State
from raci.findings.names import names_in
from raci.findings.ref import PARTS, SECTIONS, Ref
from raci.findings.spelling import Nearest
from raci.schema.usual_words import KEYS, meant


def make(change: Change, state: State) -> list[Moved]:
    """Make a change on a state, and return the responsibilities that it moved.

    Raises:
        ChangeError: the state does not allow it; the state is then half changed: of no use.
    """
    return VERBS[change.verb](change, state)


def _add(change: Change, state: State) -> list[Moved]:
    ref, entry = change.subject, change.keys.get("as", {})
    if ref.kind in PARTS:
        give(state, _not_held(change, state), entry)
        return []
    if state.has(section_of(ref), ref.id):
        raise impossible("already-there", change.verb, entity=ref)
    state.insert((section_of(ref),), ref.id, entry)
    return []


def _retire(change: Change, state: State) -> list[Moved]:
    ref = change.subject
    for number, dropped in enumerate(map(Ref, change.keys.get("dropping", ()))):
        if not is_derived(state, dropped):
            _held(state, dropped, "dropping", number)
    if ref.kind == "mandate":
        drop(state, _held(state, ref, change.verb))
        return []
    known(state, ref, (change.verb,))
    if ref.kind == "department" and (left := _belonging(state, ref.id)):
        raise impossible("department-not-empty", change.verb, entity=ref, left=left)
    for route in list(mentions(state, ref.kind, ref.id)):
        state.remove(route)
    if state.has(section_of(ref), ref.id):
        state.remove((section_of(ref), ref.id))
    return []


def _belonging(state: State, department: str) -> tuple[Ref, ...]:
    keys = {"roles": ("role", "department"), "departments": ("department", "parent")}
    return tuple(
        Ref(f"{kind}:{id_}")
        for section, (kind, key) in keys.items()
        for id_, entry in state.data[section].items()
        if entry.get(key) == department and (kind, id_) != ("department", department)
    )


def _move(change: Change, state: State) -> list[Moved]:
    ref = known(state, change.subject, (change.verb,))
    keys = PLACES[ref.kind]
    to = _place(state, change.keys["to"], tuple(keys))
    if (key := keys.get(to.kind)) is None:
        forms = tuple(f"{kind}:ID" for kind in keys)
        raise impossible("not-a-place", "to", entity=ref, forms=forms)
    known(state, to, ("to",))
    state.write((section_of(ref), ref.id, key), to.id)
    return []


PLACES: Mapping[str, Mapping[str, str]] = {
    "role": {"department": "department", "role": "reports_to"},
    "department": {"department": "parent"},
}
"""Where a thing may move, by kinds: the key that says so."""


def _place(state: State, to: str, kinds: Collection[str]) -> Ref:
    """Return the Ref of a place; a bare id counts if it is of one possible kind."""
    names = names_in((state.data,), SECTIONS)
    if named := [f"{kind}:{id_}" for kind in kinds if (id_ := names.named(kind, to))]:
        raise ChangeError("DEF004", "named", ("to",), key="to", unknown=to, id=named[0])
    refs = [Ref(f"{kind}:{to}") for kind in kinds if state.has(SECTIONS[kind], to)]
    if len(kinds) == 1 and ":" not in to:
        return Ref(f"{next(iter(kinds))}:{to}")
    return refs[0] if len(refs) == 1 else Ref(to)


def _hand_over(change: Change, state: State) -> list[Moved]:
    ref, to = change.subject, Ref(f"role:{change.keys['to']}")
    known(state, to, ("to",))
    if ref.kind in ("platform", "department"):
        known(state, ref, (change.verb,))
        entry = state.entry(section_of(ref), ref.id)
        kind = "owner" if ref.kind == "platform" else "head"
        held = [each for each in held_in(section_of(ref), ref.id, entry) if each.kind == kind]
        if not held:
            give(state, Responsibility(kind, ref, to.id))
    elif ref.kind == "head" and state.at(("departments", ref.id, "head")) is None:
        give(state, _holding(state, ref, change.verb, to.id))
        held = []
    else:
        held = [_held(state, ref, change.verb)]
    if any(each.holder == to.id for each in held):
        raise impossible("already-held", "to", held=ref)
    return [Moved(each, "handed over", (pass_on(state, each, to.id),)) for each in held]


def _set(change: Change, state: State) -> list[Moved]:
    ref = change.subject
    route: tuple[str, ...] = ("org",)
    if ref.kind != "org":
        known(state, ref, (change.verb,))
        route = (section_of(ref), ref.id)
        if not state.has(*route):
            state.insert(route[:1], ref.id, {})
    for key, value in change.keys.get("as", {}).items():
        state.write((*route, key), value)
    for number, key in enumerate(change.keys.get("without", ())):
        if state.at((*route, key)) is None:
            raise impossible("no-such-key", "without", number, entity=ref, key=key)
        state.remove((*route, key))
    return []


def _assign(change: Change, state: State) -> list[Moved]:
    give(state, _not_held(change, state))
    return []


def _release(change: Change, state: State) -> list[Moved]:
    drop(state, _held(state, change.subject, change.verb))
    return []


def _appoint(change: Change, state: State) -> list[Moved]:
    holding = _holding(state, change.subject, change.verb)
    terms = {"from": change.day} | change.keys.get("as", {})
    route = next(holding_routes(state, holding), None)
    if route is None:
        give(state, holding, terms)
    elif (state.at((*route, "until")) or change.day) < min(change.day, terms["from"]):
        state.replace(route, terms)  # the earlier one is over
    else:
        _not_held(change, state)
    return []


def _end(change: Change, state: State) -> list[Moved]:
    from datetime import date, timedelta

    holding = _held(state, change.subject, change.verb)
    route = next(holding_routes(state, holding))
    begun = state.at((*route, "from")) or ""
    if begun >= change.day:
        state.remove(route)
    else:
        last = date.fromisoformat(change.day) - timedelta(days=1)
        state.write((*route, "until"), last.isoformat())
    return [Moved(holding, "retired")]


def _not_held(change: Change, state: State) -> Responsibility:
    holding = _holding(state, change.subject, change.verb)
    if is_held(state, holding):
        raise impossible("already-held", change.verb, held=change.subject)
    return holding


def _holding(  # noqa: PLR0911  one case a kind of Ref
    state: State, ref: Ref, verb: str, holder: str = ""
) -> Responsibility:
    """Return the responsibility that a Ref names; of its entities only activities may be new."""
    for part in ref.entities:
        if part.kind != "activity":
            known(state, part, (verb,))
    parts = ref.parts
    match ref.kind:
        case "duty":
            return assignment(parts[1], "responsible", parts[0])
        case "assignment" if len(parts) == 3 and parts[1] in FUNCTION_KEYS:
            return assignment(*parts)
        case "mandate":
            return Responsibility("mandate", Ref(f"activity:{parts[1]}"), parts[0])
        case "owner":
            return Responsibility("owner", Ref(f"platform:{parts[0]}"), parts[1])
        case "appointment":
            return Responsibility("appointment", Ref(f"person:{parts[0]}"), parts[1])
        case "head":
            return Responsibility("head", Ref(f"department:{parts[0]}"), holder)
        case "deputy":
            kind = "role" if state.has("roles", parts[0]) else "platform"
            of = known(state, Ref(f"{kind}:{parts[0]}"), (verb,))
            return Responsibility("deputy", of, parts[1])
    raise _no_such_function(ref, verb)


def _no_such_function(ref: Ref, verb: str) -> ChangeError:
    parts = ref.parts
    near = meant(parts[1], KEYS, FUNCTION_KEYS) if len(parts) == 3 else ()
    if near:
        whole = Ref(f"assignment:{parts[0]}/{near[0]}/{parts[2]}")
        return impossible("no-such-function-near", verb, held=ref, near=whole)
    return impossible("no-such-function", verb, functions=FUNCTION_KEYS, held=ref)


def _held(state: State, ref: Ref, *route: str | int) -> Responsibility:
    """Return the responsibility that a Ref names, else raise with the nearest that is held."""
    head = state.at(("departments", ref.id, "head")) if ref.kind == "head" else None
    try:
        holding = _holding(state, ref, str(route[0]), head or "")
    except IndexError:
        raise impossible("not-held", *route, held=ref) from None
    if (ref.kind != "head" or head) and is_held(state, holding):
        return holding
    near = Nearest(each.ref for each in inventory(state) if each.kind == holding.kind)
    if meant := near.to(holding.ref):
        raise impossible("not-held-near", *route, held=ref, near=Ref(meant))
    raise impossible("not-held", *route, held=ref)


VERBS: Mapping[str, Callable[[Change, State], list[Moved]]] = {
    "add": _add,
    "retire": _retire,
    "rename": rename,
    "move": _move,
    "split": split,
    "merge": merge,
    "hand_over": _hand_over,
    "set": _set,
    "assign": _assign,
    "release": _release,
    "appoint": _appoint,
    "end": _end,
}
"""The verbs; each returns what it moved: all else that changes is retired or added by it."""
