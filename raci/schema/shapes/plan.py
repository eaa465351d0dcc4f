"""The shape of a plan as JSON, version 1: what ``raci plan`` writes and ``raci apply`` reads."""

from typing import Literal

from pydantic import Field

from raci.schema.shapes.output import (
    Comparison,
    Count,
    Day,
    Level,
    Refs,
    Report,
    Shape,
    StandingLevel,
)
from raci.schema.shapes.texts import optional


class Version(Shape):
    """The organisation from one day on."""

    day: Day
    title: str
    pin: str = Field(description="The SHA-256 of what it says; layout and comments do not matter.")


class Step(Version):
    """The organisation from one step on."""

    overdue: bool = optional("Whether its day is before the day of the plan.")


class AppliedStep(Shape):
    """A step that is in the files already."""

    number: int = Field(ge=1)
    day: Day
    title: str
    applied: Day = Field(description="The day as of which `raci apply` made it.")


class Change(Shape):
    """A change of the proposal."""

    number: int = Field(ge=1, description="Through all steps.")
    verb: str
    about: Refs
    to: Refs
    on: Day
    because: str
    assumes: str
    place: str = Field(description="Where it stands: file, line and column.")


class Renamed(Shape):
    """An entity that gets another id."""

    before: str
    after: str


class Unit(Shape):
    """The entities of a department; null: of none, or of the whole organisation."""

    department: str | None
    made_of: Refs
    added: Refs
    changed: Refs
    renamed: list[Renamed]
    retired: Refs
    headcount_before: Count
    headcount_after: Count


class Load(Shape):
    """The rows in which a role is R or A, and its heads."""

    rows: Count
    headcount: Count


class Role(Shape):
    """The effect on a role: its Ref after and before, null where it goes or comes."""

    role: str | None
    before: str | None
    made_of: Refs
    gains: Refs
    loses: Refs
    keeps: Refs
    load_before: Load | None
    load_after: Load | None


class Unordered(Shape):
    """An activity whose accountable roles change though no change says so."""

    activity: str
    before: Refs
    after: Refs


class StandIn(Shape):
    """A role in whose place another approves."""

    role: str
    why: Literal["merged", "proposer", "nobody-above"] = Field(
        description="A merged post swallows it; it alone would approve what it proposes; or one "
        "of these, and nobody is above it."
    )


class Approval(Shape):
    """A role that must approve, or has approved; null: it has not."""

    role: str
    about: Refs = Field(
        description="What it, or a role in whose place it approves, holds before and which goes "
        "or weakens; empty: it need not approve."
    )
    in_place_of: list[StandIn] = optional("The roles in whose place it approves.")
    approved: Day | None
    counts: bool = optional("Whether it has approved, and had to.")
    why_not: Literal[
        "late",
        "not-needed",
        "begins",
        "unknown",
        "merged",
        "proposer",
        "nobody-above",
        "standing",
    ] = optional("Why its approval does not count; `standing`: it is below `least_standing`.")
    standing: StandingLevel = optional(
        "How well it is known who gave the approval: a file says so; a holder of the role "
        "committed it; git verifies the signature of that commit as well."
    )
    why_no_better: str = optional("Why it is not known better.")


class ComparedFinding(Shape):
    """A finding by what it is about."""

    code: str
    name: str
    severity: Level
    subject: str
    involves: Refs
    message: str
    fingerprint: str
    status: Literal["new", "waived", "baselined", "meant"]
    failing: bool


class Finding(ComparedFinding):
    """A finding of a plan."""

    compared: Comparison = optional("How it compares with the base; null where it is resolved.")


class Brought(Finding):
    """A finding that the proposal brings, and the change without which it would not be there."""

    change: int | None
    contributing: list[int] = Field(description="Other changes that touch what it is about.")
    from_: Day = Field(alias="from", description="The first day on which it holds.")


class Between(Brought):
    """A finding that ends by itself, by a later step or when an appointment begins."""

    until: Day = Field(description="The last day.")


class Findings(Shape):
    """What changes in the findings from the base to the last step."""

    new: list[Brought]
    between: list[Between]
    resolved: list[Finding]
    better: list[Finding] = optional("What involves fewer entities than in the base, or less.")
    unchanged: Count


class Fate(Shape):
    """What becomes of a thing that is held."""

    held: str
    fate: Literal["handed over", "split", "merged", "retired"]
    change: int
    heirs: Refs


class Arrived(Shape):
    """A thing that is held, and was not before."""

    held: str
    change: int


class Balance(Shape):
    """base - retired - merged_away + split_copies + added = outcome."""

    base: Count
    kept: Count
    handed_over: Count
    split: Count
    merged: Count
    retired: Count
    merged_away: Count
    split_copies: Count
    added: Count
    outcome: Count
    fates: list[Fate] = Field(description="All that is not kept.")
    arrived: list[Arrived]


class Lowered(Shape):
    """A setting that switches rules off or lowers them."""

    how: Literal["left-out", "lowered-warning", "lowered-info", "widened", "path"]
    rules: list[str]
    origin: str = Field(description="The place of the setting, or what says it.")
    option: str = optional("The option whose value reports less.")
    was: float | bool = optional("Its default.")
    now: float | bool = optional("Its value.")
    pattern: str = optional("The paths in which the rules are ignored.")


class Plan(Report):
    """What a proposal does to an organisation."""

    raci: str = Field(description="The version of raci.")
    proposal: str = Field(description="Its path.")
    title: str
    verdict: Literal["safe", "safe with waivers", "not ready", "not safe"]
    ready: bool = optional("Whether no question is open.")
    approved: bool = optional("Whether every approval that it needs is given.")
    missing_approvals: Refs = optional("The roles that must approve and have not.")
    least_standing: StandingLevel = optional("The least standing of an approval that counts.")
    open: list[str]
    settings_lowered: list[Lowered] = Field(description="What is weaker than the defaults.")
    base: Version
    applied: list[AppliedStep] = optional("The steps that are in the files already.")
    steps: list[Step]
    changes: list[Change]
    total: Unit
    departments: list[Unit]
    roles: list[Role]
    unordered: list[Unordered]
    approvals: list[Approval]
    findings: Findings
    balance: Balance
