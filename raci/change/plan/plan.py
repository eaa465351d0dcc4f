"""What a proposal does to an organisation, computed: all that a plan tells, before any format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.text import Text

Verdict = Literal["safe", "safe with waivers", "not ready", "not safe"]


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A change as a person reads it: where it stands, what it is about, who gets it, why."""

    number: int
    verb: str
    about: tuple[Ref, ...]
    to: tuple[Ref, ...]
    because: Text
    assumes: Text
    day: str
    place: str


@dataclass(frozen=True, slots=True)
class Version:
    """The organisation from one day on: its pin is a hash of what it says, not of bytes."""

    day: str
    title: Text
    pin: str


@dataclass(frozen=True, slots=True)
class EntityChanges:
    """What becomes of entities: those that come, change, get another id, and go."""

    added: tuple[Ref, ...] = ()
    changed: tuple[Ref, ...] = ()
    renamed: tuple[tuple[Ref, Ref], ...] = ()
    retired: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitEffect:
    """A department (None: what is in none): its entities' fates, its heads before and after."""

    department: Ref | None
    fates: EntityChanges
    heads: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Load:
    """The rows in which a role is R or A, and the heads that share them."""

    rows: int
    heads: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a role gains, loses and keeps, by the Refs of what is held; its load and its manager.

    ``before`` and ``role`` are its Ref then and now; one of them is None where it comes or goes.
    """

    before: Ref | None
    role: Ref | None
    gains: tuple[Ref, ...]
    loses: tuple[Ref, ...]
    keeps: tuple[Ref, ...]
    load: tuple[Load | None, Load | None]
    managers: tuple[Ref | None, Ref | None] = (None, None)


@dataclass(frozen=True, slots=True)
class DerivedChange:
    """An activity whose accountable roles change though nobody ordered it; by the ids of then."""

    activity: Ref
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """A role whose A or ownership changes: of what, and the day of its approval if it gave it."""

    role: Ref
    about: tuple[Ref, ...]
    on: str


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """A finding that a reorganisation brings, and the number of the change that brings it.

    Of what holds only between steps ``start`` and ``until`` are the first and last day.
    """

    finding: Finding
    change: int | None
    start: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one thing that is held: its fate, the change that settles it, its heirs."""

    held: Ref
    fate: str
    change: int | None
    heirs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: what a proposal intends, what comes of it, and whether it may be applied.

    ``base`` is the state before the first step. ``names`` are those of all Refs in it.
    ``counts`` are the terms of the balance; ``fates`` all that is not kept; ``arrived`` what is
    held that nobody held before.
    """

    organisation: Ref
    proposal: str
    title: Text
    reason: Text
    proposed_by: str
    approved_by: Mapping[str, str]
    open: tuple[Text, ...]
    deeds: tuple[PlannedChange, ...]
    base: Version
    steps: tuple[Version, ...]
    total: UnitEffect
    departments: tuple[UnitEffect, ...]
    effects: tuple[Effect, ...]
    shifts: tuple[DerivedChange, ...]
    approvals: tuple[Approval, ...]
    new: tuple[PlanFinding, ...]
    between: tuple[PlanFinding, ...]
    resolved: tuple[Finding, ...]
    unchanged: int
    counts: Mapping[str, int]
    fates: tuple[Fate, ...]
    arrived: tuple[Fate, ...]
    names: Mapping[Ref, Text]

    @property
    def failing(self) -> tuple[PlanFinding, ...]:
        """What is found at or above the failing severity, and accepted by nobody."""
        every = (*self.new, *self.between)
        return tuple(t for t in every if t.finding.failing and t.finding.status == "new")

    @property
    def waived(self) -> tuple[PlanFinding, ...]:
        """What would fail, had nobody accepted it."""
        every = (*self.new, *self.between)
        return tuple(t for t in every if t.finding.failing and t.finding.status != "new")

    @property
    def verdict(self) -> Verdict:
        """Whether the proposal may be applied; an open question makes it not ready."""
        if self.open:
            return "not ready"
        if self.failing:
            return "not safe"
        return "safe with waivers" if self.waived else "safe"
