"""The shape of a comparison as JSON, version 1: what ``raci diff`` writes."""

from pydantic import Field

from raci.schema.shapes.output import Comparison, Count, Refs, Report, Shape
from raci.schema.shapes.plan import ComparedFinding
from raci.schema.shapes.texts import optional


class Pair(Shape):
    """One entity by its Ref in each version."""

    before: str
    after: str


class Merged(Shape):
    """Several that became one."""

    before: Refs
    after: str


class Split(Shape):
    """One that became several."""

    before: str
    after: Refs


class Assignment(Shape):
    """Who had a function in an activity, and who has it."""

    of: Pair
    function: str
    before: Refs
    after: Refs


class Structure(Shape):
    """What an entity named under a key, and what it names."""

    of: Pair
    key: str
    before: Refs
    after: Refs


class Headcount(Shape):
    """A role's heads."""

    of: Pair
    before: Count
    after: Count


class Keys(Shape):
    """Other keys of an entity that are different."""

    of: Pair
    keys: list[str]


class Finding(ComparedFinding):
    """A finding of one side."""

    change: Comparison = optional("How it compares with the base; null where it is resolved.")


class Meant(Finding):
    """A loss that an applied proposal gives up on purpose."""

    proposal: str = Field(description="The path of the proposal.")


class Findings(Shape):
    """What the change brings, worsens and resolves."""

    new: list[Finding]
    meant: list[Meant] = optional("What is given up on purpose; not among the new ones.")
    resolved: list[Finding]
    better: list[Finding] = optional("What involves fewer entities than in the base, or less.")
    unchanged: Count
    failed: bool


class Diff(Report):
    """Two versions of an organisation compared; Refs by the ids of their side."""

    before: str = Field(description="What the user called the base.")
    after: str
    added: Refs
    gone: Refs
    renamed: list[Pair]
    merged: list[Merged]
    split: list[Split]
    looks_renamed: list[Pair] = Field(description="Among added and gone: perhaps one thing.")
    assignments: list[Assignment]
    derived: list[Assignment] = Field(description="Accountability that nobody wrote.")
    structure: list[Structure]
    headcount: list[Headcount]
    headcount_before: Count
    headcount_after: Count
    keys: list[Keys]
    findings: Findings
