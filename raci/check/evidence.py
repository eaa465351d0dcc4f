"""What stands behind a finding: kinds of fact, each with the Refs that say so."""

from dataclasses import dataclass
from typing import NamedTuple

from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.matrix.rows import Cell, Reasons


class Post(NamedTuple):
    """A role where it stands: its department and its manager, as written or derived."""

    role: str
    department: str | None
    manager: str | None
    derived: bool
    because: Reasons


class DepartmentFacts(NamedTuple):
    """A department: who heads it, what it is part of, the activities of its mandate."""

    department: str
    head: str | None
    parent: str | None
    mandate: tuple[Ref, ...]
    because: Reasons


class Asset(NamedTuple):
    """A platform: its owners, and the activities that touch it."""

    platform: str
    owners: tuple[str, ...]
    activities: tuple[Ref, ...]
    because: Reasons


class SeparationSide(NamedTuple):
    """A key of a separation (one side of it): what it lists, and the rows that are meant."""

    separation: str
    key: str
    lists: tuple[str, ...]
    activities: tuple[Ref, ...]
    because: Reasons


class Unnamed(NamedTuple):
    """Who answers for a row that names nobody accountable: ``nobody`` or ``department-head``."""

    who: str
    because: Reasons


@dataclass(frozen=True, slots=True)
class Evidence:
    """All facts behind a finding; ``places`` are those of every Ref, the finding's own first.

    ``vacant`` are the rows that are judged and have no cell. ``unnamed`` tells who answers for a
    row that names nobody accountable, where such a row is judged for itself.
    """

    finding: Finding
    cells: tuple[Cell, ...]
    vacant: tuple[Ref, ...]
    posts: tuple[Post, ...]
    units: tuple[DepartmentFacts, ...]
    assets: tuple[Asset, ...]
    sides: tuple[SeparationSide, ...]
    unnamed: Unnamed | None
    places: tuple[Place, ...]
