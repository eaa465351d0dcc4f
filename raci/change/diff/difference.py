"""The record of a difference; every entry names both sides by their own ids."""

from dataclasses import dataclass
from typing import NamedTuple

from raci.findings.ref import Ref


class Pair(NamedTuple):
    """One entity in both versions."""

    before: Ref
    after: Ref


class Edge(NamedTuple):
    """A key of an entity that refers to other things before and after."""

    of: Pair
    key: str
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]


class Counted(NamedTuple):
    """A role whose headcount differs."""

    of: Pair
    before: int
    after: int


class Keys(NamedTuple):
    """The other keys in which an entity differs."""

    of: Pair
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Every difference, sorted. Entities that are ``gone`` or ``came`` are listed whole.

    ``merged`` leads several entities to one, ``split`` one to several. ``looks`` are pairs of one
    that is gone and one that came, too much alike for chance; they count as gone and come.
    ``assignments`` are written ones, by function; ``derived`` the A that nobody wrote.
    """

    came: tuple[Ref, ...] = ()
    gone: tuple[Ref, ...] = ()
    renamed: tuple[Pair, ...] = ()
    merged: tuple[tuple[tuple[Ref, ...], Ref], ...] = ()
    split: tuple[tuple[Ref, tuple[Ref, ...]], ...] = ()
    looks: tuple[Pair, ...] = ()
    edges: tuple[Edge, ...] = ()
    assignments: tuple[Edge, ...] = ()
    derived: tuple[Edge, ...] = ()
    headcount: tuple[Counted, ...] = ()
    keys: tuple[Keys, ...] = ()
    heads: tuple[int, int] = (0, 0)

    @property
    def empty(self) -> bool:
        """Whether nothing is different."""
        return self == Difference(heads=self.heads)
