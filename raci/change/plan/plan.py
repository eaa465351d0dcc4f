"""The record of a plan, independent of any format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from raci.change.plan.effect import (
    DerivedChange,
    Effect,
    RoleHeads,
    UnitEffect,
)
from raci.check.settings import Origin
from raci.findings.finding import Finding
from raci.findings.notation import Notation
from raci.findings.ref import Ref
from raci.findings.standing import STANDINGS, Standing
from raci.findings.text import Text
from raci.matrix.matrix import Matrix

Verdict = Literal["safe", "safe with waivers", "not ready", "not safe"]


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A change for readers: its place, subject, recipients and reason."""

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
    """The organisation from one day on; its pin is a hash of its content."""

    day: str
    title: Text
    pin: str
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class AppliedStep:
    """A step that is in the files already: its number, day and title, and when it was applied."""

    number: int
    day: str
    title: Text
    applied: str


@dataclass(frozen=True, slots=True)
class StandIn:
    """A role in whose place another approves, and why.

    ``merged``: another post swallows it; ``proposer``: it alone would have to approve what it
    proposes; ``nobody-above``: one of these, and nobody is above it.
    """

    role: Ref
    why: str


@dataclass(frozen=True, slots=True)
class Approval:
    """A role that must approve or has approved, and the day of its approval.

    ``about`` is what it, or a role of ``places``, holds before and which goes or weakens; without
    any it need not approve. ``why_not`` says why its approval does not count: ``late``,
    ``not-needed``, ``begins``, ``unknown``, why another approves in its place, or ``standing``:
    it is not known well enough who gave it. ``standing`` is None where it has not approved.
    """

    role: Ref
    about: tuple[Ref, ...]
    on: str
    why_not: str = ""
    places: tuple[StandIn, ...] = ()
    standing: Standing | None = None

    @property
    def counts(self) -> bool:
        """Whether the role has approved, and had to."""
        return bool(self.on) and not self.why_not


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """A finding of a plan, and the number of the change that brings it.

    ``contributing`` are the other changes that touch what it is about.

    ``start`` is the first day on which it holds, ``until`` the last, ``""`` where it lasts.
    """

    finding: Finding
    change: int | None
    start: str = ""
    until: str = ""
    contributing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one responsibility: its fate, the change that decides it, its heirs."""

    held: Ref
    fate: str
    change: int | None
    heirs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class LoweredRules:
    """Rules that settings switch off or lower, by code with title; where, and the case of how.

    ``values`` are those of the case: an option's name and values, the pattern of paths.
    """

    case: str
    titles: Mapping[str, Text]
    origin: Origin
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: what a proposal intends, its effects, and whether it may be applied.

    ``base`` is the state before the first of the ``steps``, which follow those that are
    ``applied``. ``names`` are those of all Refs in it.
    ``new`` findings are new or worse, ``kept`` ones unchanged or better.
    ``heads`` are the roles whose headcount changes; ``made_of`` has, by today's Ref, the roles and
    departments of the base that merged. ``counts`` are the terms of the balance; ``fates`` all
    that is not kept; ``arrived`` what is held that nobody held before. ``least_standing`` is that
    of an approval that counts. ``inputs`` is the digest of all that was read.
    """

    organisation: Ref
    proposal: str
    title: Text
    reason: Text
    proposed_by: str
    approved_by: Mapping[str, str]
    open: tuple[Text, ...]
    lowered: tuple[LoweredRules, ...]
    deeds: tuple[PlannedChange, ...]
    base: Version
    applied: tuple[AppliedStep, ...]
    steps: tuple[Version, ...]
    total: UnitEffect
    departments: tuple[UnitEffect, ...]
    heads: tuple[RoleHeads, ...]
    made_of: Mapping[Ref, tuple[Ref, ...]]
    effects: tuple[Effect, ...]
    shifts: tuple[DerivedChange, ...]
    approvals: tuple[Approval, ...]
    new: tuple[PlanFinding, ...]
    between: tuple[PlanFinding, ...]
    resolved: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    counts: Mapping[str, int]
    fates: tuple[Fate, ...]
    arrived: tuple[Fate, ...]
    names: Mapping[Ref, Text]
    notation: Notation = field(default_factory=dict)
    least_standing: str = STANDINGS[0]
    inputs: str = ""

    @property
    def better(self) -> tuple[Finding, ...]:
        """The findings that become better."""
        return tuple(finding for finding in self.kept if finding.change == "better")

    @property
    def failing(self) -> tuple[PlanFinding, ...]:
        """New findings that fail."""
        every = (*self.new, *self.between)
        return tuple(t for t in every if t.finding.failing and t.finding.status == "new")

    @property
    def waived(self) -> tuple[PlanFinding, ...]:
        """New findings that would fail without a waiver."""
        every = (*self.new, *self.between)
        return tuple(t for t in every if t.finding.failing and t.finding.status != "new")

    @property
    def versions(self) -> tuple[Version, ...]:
        """The organisation as it is, then after each step."""
        return (self.base, *self.steps)

    @property
    def ready(self) -> bool:
        """Whether no question is open."""
        return not self.open

    @property
    def missing_approvals(self) -> tuple[Ref, ...]:
        """The roles that must approve and have not, or not so that it counts."""
        return tuple(each.role for each in self.approvals if each.about and not each.counts)

    @property
    def approved(self) -> bool:
        """Whether every approval that it needs is given."""
        return not self.missing_approvals

    @property
    def overdue(self) -> tuple[Version, ...]:
        """The steps whose day is before the day of the plan."""
        return tuple(step for step in self.steps if step.day < self.base.day)

    @property
    def verdict(self) -> Verdict:
        """Whether the proposal may be applied; what is not safe is no more so once it is ready."""
        if self.failing:
            return "not safe"
        if self.open:
            return "not ready"
        return "safe with waivers" if self.waived else "safe"
