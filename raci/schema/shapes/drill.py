"""The shape of a drill as JSON, version 1: what ``raci drill`` writes."""

from pydantic import Field

from raci.schema.shapes.output import Refs, Report, Shape


class Broken(Shape):
    """What nobody would do, answer for or own, unless deputies cover it."""

    what: str
    critical: bool
    covered_by: Refs


class Passing(Shape):
    """What would pass to others, as accountability to another head."""

    what: str
    to: Refs


class Conflict(Shape):
    """A separation that a deputy who stands in would break, with what meets."""

    separation: str
    deputy: str
    role: str
    taken_over: Refs
    own: Refs


class Loss(Shape):
    """One role, person or platform lost, and what breaks."""

    without: str = Field(description="What is lost, a Ref.")
    roles: Refs = Field(description="The roles that nobody fills then.")
    undone: list[Broken]
    unanswered: list[Broken]
    unowned: list[Broken]
    passing: list[Passing]
    conflicts: list[Conflict]


class Drill(Report):
    """Every loss, the worst first."""

    losses: list[Loss]
