"""The facts behind a finding, each with the Refs that state it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.matrix.rows import Cell, Reasons


class Post(NamedTuple):
    """A role's department and manager, written or derived."""

    role: str
    department: str | None
    manager: str | None
    derived: bool
    because: Reasons


class DepartmentFacts(NamedTuple):
    """A department's head, parent and mandate."""

    department: str
    head: str | None
    parent: str | None
    mandate: tuple[Ref, ...]
    because: Reasons


class Asset(NamedTuple):
    """A platform's owners and activities."""

    platform: str
    owners: tuple[str, ...]
    activities: tuple[Ref, ...]
    because: Reasons


class SeparationSide(NamedTuple):
    """One side of a separation: what it lists, and the rows that it matches."""

    separation: str
    key: str
    lists: tuple[str, ...]
    activities: tuple[Ref, ...]
    because: Reasons


class Asked(NamedTuple):
    """A part of what a policy asks, the value that it has for the subject, and its key."""

    text: str
    value: Any
    because: Reasons


class Unnamed(NamedTuple):
    """Who answers for a row that names nobody accountable, in the order in which it is tried."""

    who: tuple[str, ...]
    because: Reasons


@dataclass(frozen=True, slots=True)
class Evidence:
    """All facts behind a finding; ``places`` are those of every Ref, the finding's own first.

    ``vacant`` are the rows that are judged and have no cell. ``unnamed`` tells who answers for a
    row that names nobody accountable, where such a row is judged for itself. ``asked`` is what a
    policy asks of the subject.
    """

    finding: Finding
    cells: tuple[Cell, ...]
    vacant: tuple[Ref, ...]
    posts: tuple[Post, ...]
    units: tuple[DepartmentFacts, ...]
    assets: tuple[Asset, ...]
    sides: tuple[SeparationSide, ...]
    unnamed: Unnamed | None
    asked: tuple[Asked, ...]
    places: tuple[Place, ...]
