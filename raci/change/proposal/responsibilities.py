"""The responsibilities of a definition: where each is written, removed and handed on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from raci.change.proposal.state import Route, State
from raci.findings.days import after
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


class _Field(NamedTuple):
    """A key under which responsibilities of one kind are written.

    The entry is what is held, or, ``by_holder``, the holder; ``of`` is the kind of what is held.
    """

    section: str
    key: str
    kind: str
    of: str
    function: str = ""
    by_holder: bool = False

    @property
    def is_map(self) -> bool:
        return self.key in ("duties", "roles")

    def read(self, id_: str, item: str) -> Responsibility:
        of, holder = (item, id_) if self.by_holder else (id_, item)
        return Responsibility(self.kind, Ref(f"{self.of}:{of}"), holder, self.function)

    def ends(self, held: Responsibility) -> tuple[str, str]:
        """Return the entry at which a responsibility is written, and the item there."""
        return (held.holder, held.of.id) if self.by_holder else (held.of.id, held.holder)


FIELDS = (
    _Field("departments", "head", "head", "department"),
    _Field("departments", "duties", "mandate", "activity", by_holder=True),
    _Field("roles", "duties", "assignment", "activity", "responsible", by_holder=True),
    *(_Field("roles", f, "assignment", "activity", f, by_holder=True) for f in FUNCTION_KEYS),
    _Field("roles", "deputies", "deputy", "role"),
    *(_Field("activities", f, "assignment", "activity", f) for f in FUNCTION_KEYS),
    _Field("platforms", "owners", "owner", "platform"),
    _Field("platforms", "deputies", "deputy", "platform"),
    _Field("people", "roles", "appointment", "person"),
)
"""Where responsibilities are written."""


def inventory(state: State, day: str = "") -> Counter[Responsibility]:
    """Return all responsibilities with how often each is written; both sides may write it.

    Appointments that are over before the day are left out.
    """
    return Counter(
        held
        for section in dict.fromkeys(field.section for field in FIELDS)
        for id_, entry in state.data[section].items()
        for held in held_in(section, id_, entry, day)
    )


def held_in(
    section: str, id_: str, entry: Mapping[str, Any], day: str = ""
) -> Iterator[Responsibility]:
    """Yield the responsibilities that one entity's entry states, as ``inventory`` does."""
    for field in FIELDS:
        if field.section == section and field.key in entry:
            value = entry[field.key]
            for item in [value] if isinstance(value, str) else value:
                if field.kind != "appointment" or value[item].get("until", day) >= day:
                    yield field.read(id_, item)


def _written(state: State, held: Responsibility) -> Iterator[tuple[_Field, Route]]:
    for field in FIELDS:
        if (field.kind, field.of, field.function) != (held.kind, held.of.kind, held.function):
            continue
        entry, item = field.ends(held)
        route = (field.section, entry, field.key)
        value = state.at(route) or ()
        if value == item:
            yield field, route
        elif not isinstance(value, str) and item in value:
            yield field, (*route, item if field.is_map else list(value).index(item))


def holding_routes(state: State, held: Responsibility) -> Iterator[Route]:
    """Yield all routes at which a responsibility is written, on either side."""
    return (route for _, route in _written(state, held))


def is_held(state: State, held: Responsibility) -> bool:
    """Return whether a responsibility is written anywhere."""
    return any(True for _ in holding_routes(state, held))


def drop(state: State, held: Responsibility) -> None:
    """Remove a responsibility wherever it is written."""
    while route := next(holding_routes(state, held), None):
        state.remove(route)


def give(state: State, held: Responsibility, words: object = None) -> None:
    """Write a responsibility that is not written yet.

    An assignment stands with its activity where that is declared and no ``words`` are given, else
    with its role: ``words`` are a duty's or mandate's wording, or an appointment's terms.
    """
    if is_held(state, held):
        return
    worded = words is not None and held.function == "responsible"
    by_role = worded or not state.has("activities", held.of.id)
    for field in FIELDS:
        if (field.kind, field.of, field.function) == (held.kind, held.of.kind, held.function):
            if held.kind == "assignment" and (by_role, worded) != (field.by_holder, field.is_map):
                continue
            _put(state, field, held, {} if words is None else words)
            return


def _put(state: State, field: _Field, held: Responsibility, words: Any) -> None:
    entry, item = field.ends(held)
    route = (field.section, entry, field.key)
    if field.key == "head":
        state.write(route, item)
    elif field.kind == "appointment" and (terms := state.at((*route, item))) is not None:
        state.replace((*route, item), _joined(terms, words))
    elif item not in (state.at(route) or ()):
        if field.is_map:
            state.insert(route, item, words)
        else:
            state.append(route, item)


def _joined(one: Mapping[str, str], other: Mapping[str, str]) -> Mapping[str, str]:
    """Return one appointment for two of a person to posts that become one post.

    Where days lie between the two, the later one stays: to say that the post is held then would
    hide that it is not.
    """
    first, later = sorted((one, other), key=lambda terms: terms.get("from", ""))
    if "until" in first and after(first["until"]) < later.get("from", ""):
        return later
    if first.get("as", _MANNERS[0]) != later.get("as", _MANNERS[0]):
        return min(one, other, key=lambda terms: _MANNERS.index(terms.get("as", _MANNERS[0])))
    ends = [terms["until"] for terms in (one, other) if "until" in terms]
    whole = {key: value for key, value in first.items() if key != "until"}
    return {**whole, "until": max(ends)} if len(ends) == 2 else whole


_MANNERS = ("holder", "acting", "deputy")
"""How a person may be in a post, the first counting most."""


def pass_on(state: State, held: Responsibility, to: str) -> Responsibility:
    """Hand a responsibility to another holder, on the same side and in the same words."""
    heir = held._replace(holder=to)
    if to != held.holder:
        for field, route in list(_written(state, held)):
            _put(state, field, heir, state.at(route))
        drop(state, held)
    return heir
