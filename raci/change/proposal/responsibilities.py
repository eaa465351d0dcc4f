"""What an organisation has written down, and a reorganisation may not lose without a word."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from raci.change.proposal.state import State
from raci.findings.ref import FUNCTIONS, Ref

FUNCTION_KEYS = tuple(function.value for function in FUNCTIONS)


class Holding(NamedTuple):
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


def assignment(activity: str, function: str, role: str) -> Holding:
    """Give a function that a role has on an activity."""
    return Holding("assignment", Ref(f"activity:{activity}"), role, function)


def inventory(state: State) -> Counter[Holding]:
    """Give all that a definition holds, with how often it is written: both sides may say it."""
    return Counter(
        holding
        for section in HELD_IN
        for id_, entry in state.data[section].items()
        for holding in held_in(section, id_, entry)
    )


def held_in(section: str, id_: str, entry: Mapping[str, Any]) -> Iterator[Holding]:
    """Give what one entity's entry says."""
    reader = HELD_IN.get(section)
    return reader(id_, entry) if reader else iter(())


def _department(id_: str, entry: Mapping[str, Any]) -> Iterator[Holding]:
    if "head" in entry:
        yield Holding("head", Ref(f"department:{id_}"), entry["head"])
    for activity in entry.get("duties", ()):
        yield Holding("mandate", Ref(f"activity:{activity}"), id_)


def _role(id_: str, entry: Mapping[str, Any]) -> Iterator[Holding]:
    for activity in entry.get("duties", ()):
        yield assignment(activity, "responsible", id_)
    for function in FUNCTION_KEYS:
        for activity in entry.get(function, ()):
            yield assignment(activity, function, id_)
    for deputy in entry.get("deputies", ()):
        yield Holding("deputy", Ref(f"role:{id_}"), deputy)


def _activity(id_: str, entry: Mapping[str, Any]) -> Iterator[Holding]:
    for function in FUNCTION_KEYS:
        for role in entry.get(function, ()):
            yield assignment(id_, function, role)


def _platform(id_: str, entry: Mapping[str, Any]) -> Iterator[Holding]:
    for key, kind in (("owners", "owner"), ("deputies", "deputy")):
        for role in entry.get(key, ()):
            yield Holding(kind, Ref(f"platform:{id_}"), role)


def _person(id_: str, entry: Mapping[str, Any]) -> Iterator[Holding]:
    for role in entry.get("roles", ()):
        yield Holding("appointment", Ref(f"person:{id_}"), role)


HELD_IN = {
    "departments": _department,
    "roles": _role,
    "activities": _activity,
    "platforms": _platform,
    "people": _person,
}
"""What reads the holdings of a section's entry."""
