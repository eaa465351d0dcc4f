"""The record of one loss: what breaks, and who would stand in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from raci.findings.ref import Ref


class Broken(NamedTuple):
    """An activity or platform that loses its last holder, and who may stand in."""

    what: Ref
    critical: bool = False
    covered_by: tuple[Ref, ...] = ()


class Passing(NamedTuple):
    """An activity whose accountability passes to the head of a department, by derivation."""

    what: Ref
    to: tuple[Ref, ...]


class Conflict(NamedTuple):
    """A separation that a stand-in would violate, with the rows that violate it."""

    separation: Ref
    deputy: Ref
    role: Ref
    taken_over: tuple[Ref, ...]
    own: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What breaks when one thing is lost, in the order of ids.

    ``roles`` are those that nobody fills any more; ``undone`` activities that nobody would do,
    ``unanswered`` those that nobody would be accountable for, ``unowned`` platforms without owner.
    """

    ref: Ref
    roles: tuple[Ref, ...] = ()
    undone: tuple[Broken, ...] = ()
    unanswered: tuple[Broken, ...] = ()
    unowned: tuple[Broken, ...] = ()
    passing: tuple[Passing, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def broken(self) -> tuple[Broken, ...]:
        """Everything that loses its last holder; an activity once a function."""
        return (*self.undone, *self.unanswered, *self.unowned)

    @property
    def covered(self) -> int:
        """How much of what breaks can be covered."""
        return sum(bool(each.covered_by) for each in self.broken)

    @property
    def harmless(self) -> bool:
        """Whether nothing breaks, covered or not."""
        return not self.broken and not self.conflicts

    @property
    def counts(self) -> tuple[int, ...]:
        """The counts of what is not covered, by weight, then of violated separations."""
        return (
            len(open_of(each for each in self.undone if each.critical)),
            *(len(open_of(each)) for each in (self.undone, self.unanswered, self.unowned)),
            len({each.separation for each in self.conflicts}),
        )


def open_of(broken: Iterable[Broken]) -> tuple[Broken, ...]:
    """Return what nobody can stand in for."""
    return tuple(each for each in broken if not each.covered_by)


def rank(losses: Iterable[Loss]) -> list[Loss]:
    """Sort losses: the worst uncovered first, then the worst covered."""
    return sorted(losses, key=_weight)


def _weight(loss: Loss) -> tuple[tuple[int, ...], tuple[int, ...], Ref]:
    counts = map(len, (loss.undone, loss.unanswered, loss.unowned))
    whole = (sum(each.critical for each in loss.undone), *counts)
    return tuple(-n for n in loss.counts), tuple(-n for n in whole), loss.ref
