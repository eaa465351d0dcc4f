"""One intended change, and the error of a change that cannot be made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from raci.change.proposal.responsibilities import inventory
from raci.change.proposal.state import Route, State
from raci.findings.names import names_in
from raci.findings.ref import SECTIONS, Ref
from raci.findings.spelling import Nearest


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a proposal.

    ``number`` counts through all steps from 1; ``keys`` are those beside the verb's own; ``route``
    is where it stands in the proposal, ``day`` the first on which it holds, ISO 8601.
    """

    number: int
    verb: str
    about: tuple[Ref, ...]
    keys: Mapping[str, Any]
    route: Route
    day: str

    @property
    def subject(self) -> Ref:
        """The subject of the change; the first of several."""
        return self.about[0]


class ChangeError(Exception):
    """A change that the state before it does not allow.

    ``code`` is the rule that tells it, with its case and values; ``route`` leads from the change
    to the key concerned.
    """

    def __init__(self, code: str, case: str, route: Route, **values: Any) -> None:
        super().__init__(case)
        self.code = code
        self.case = case
        self.route = route
        self.values = values


def section_of(ref: Ref) -> str:
    """Return the section of a Ref's kind."""
    return SECTIONS[ref.kind]


def known(state: State, ref: Ref, route: Route) -> Ref:
    """Return a Ref if its entity is defined, or is an activity that something names.

    Raises:
        ChangeError: there is no such entity; the nearest is told.
    """
    if ref.id in state.data[section_of(ref)]:
        return ref
    if ref.id in (ids := ids_of(state, ref.kind)):
        return ref
    case, values = meant_by(ref.kind, ref.id, ids, state)
    key = ".".join(map(str, route))
    raise ChangeError("DEF004", case, route, key=key, unknown=ref.id, **values)


def meant_by(
    kind: str, unknown: str, ids: Collection[str], state: State
) -> tuple[str, dict[str, Any]]:
    """Return the case of DEF004 for an unknown id, and the values that say what is meant."""
    if id_ := names_in((state.data,), SECTIONS).named(kind, unknown):
        return "named", {"id": id_}
    if near := Nearest(ids).to(unknown):
        return f"{kind}-near", {"near": Ref(f"{kind}:{near}"), "id": near}
    return kind, {}


def ids_of(state: State, kind: str) -> set[str]:
    """Return the ids of a kind; those of activities with all keys that make rows."""
    ids = set(state.data[SECTIONS[kind]])
    if kind == "activity":
        ids |= {held.of.id for held in inventory(state) if held.of.kind == "activity"}
    return ids


def impossible(case: str, *route: str | int, **values: Any) -> ChangeError:
    """Return the error of a change that the state does not allow."""
    return ChangeError("DEF016", case, route, **values)
