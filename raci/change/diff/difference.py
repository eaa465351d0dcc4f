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

    @property
    def mirrored(self) -> "Difference":
        """The difference from head to base."""

        def edges(some: tuple[Edge, ...]) -> tuple[Edge, ...]:
            turned = (Edge(_turned(e.of), e.key, e.after, e.before) for e in some)
            return tuple(sorted(turned))

        return Difference(
            came=self.gone,
            gone=self.came,
            renamed=tuple(sorted(map(_turned, self.renamed))),
            merged=tuple(sorted((after, before) for before, after in self.split)),
            split=tuple(sorted((after, before) for before, after in self.merged)),
            looks=tuple(sorted(map(_turned, self.looks))),
            edges=edges(self.edges),
            assignments=edges(self.assignments),
            derived=edges(self.derived),
            headcount=tuple(
                sorted(Counted(_turned(c.of), c.after, c.before) for c in self.headcount)
            ),
            keys=tuple(sorted(Keys(_turned(each.of), each.keys) for each in self.keys)),
            heads=(self.heads[1], self.heads[0]),
        )


def _turned(pair: Pair) -> Pair:
    return Pair(pair.after, pair.before)
