"""What a plan says of departments and roles: entities, heads, load, ties, accountability."""

from dataclasses import dataclass
from typing import NamedTuple

from raci.findings.ref import Ref


@dataclass(frozen=True, slots=True)
class EntityChanges:
    """Entities that are added, changed, renamed and retired."""

    added: tuple[Ref, ...] = ()
    changed: tuple[Ref, ...] = ()
    renamed: tuple[tuple[Ref, Ref], ...] = ()
    retired: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitEffect:
    """A department (None: no department), its changed entities and its headcount."""

    department: Ref | None
    fates: EntityChanges
    heads: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RoleHeads:
    """A role of today's id whose headcount changes or that merges: its heads before, by role."""

    role: Ref
    before: tuple[tuple[Ref, int], ...]
    after: int

    @property
    def heads(self) -> tuple[int, int]:
        """The heads before and after."""
        return sum(n for _, n in self.before), self.after


@dataclass(frozen=True, slots=True)
class Load:
    """The rows in which a role is R or A, and the heads that share them."""

    rows: int
    heads: int


class Tie(NamedTuple):
    """What a role is tied to, before and after, where that changes; ``key`` names the tie."""

    key: str
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a role gains, loses and keeps, as Refs; its load, its other ties, changed ``keys``.

    ``before`` and ``role`` are its Ref then and now; one of them is None where it comes or goes.
    The load before of a role that several merged into is theirs together.
    """

    before: Ref | None
    role: Ref | None
    gains: tuple[Ref, ...]
    loses: tuple[Ref, ...]
    keeps: tuple[Ref, ...]
    load: tuple[Load | None, Load | None]
    ties: tuple[Tie, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether nothing changes for the role."""
        stays = self.before == self.role and self.load[0] == self.load[1]
        return stays and not (self.gains or self.loses or self.ties or self.keys)


@dataclass(frozen=True, slots=True)
class DerivedChange:
    """An activity whose accountable roles change as a side effect."""

    activity: Ref
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]
