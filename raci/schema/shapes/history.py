"""The shapes of a history as JSON, version 1: what ``raci history`` writes."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from raci.findings.ref import Function
from raci.schema.shapes.output import Count, Day, Level, Refs, Report, Shape, StandingLevel
from raci.schema.shapes.texts import optional

Commit = Annotated[str, Field(pattern="^[0-9a-f]{40,64}$", description="The whole name.")]


class Moment(Shape):
    """A day, and the commit that changed something; null where the day alone did."""

    day: Day
    commit: Commit | None


class Committed(Shape):
    """A commit of the first-parent line, by its day in UTC."""

    commit: Commit
    day: Day


class Period(Shape):
    """From the first to the last day, both inclusive."""

    model_config = ConfigDict(populate_by_name=True, extra="allow")
    start: Day = Field(alias="from")
    to: Day


class Came(Shape):
    """How many assignments came and went with a commit."""

    came: Count
    went: Count


class Opened(Shape):
    """How many findings a commit opened and closed."""

    opened: Count
    closed: Count


class Renamed(Shape):
    """Entities of which the commit says by `formerly` what their earlier ids were."""

    how: Literal["renamed", "merged", "split"]
    before: Refs
    after: Refs


class Change(Committed):
    """A commit that changed the definition, or what settings say."""

    subject: str
    reviewed_by: list[str] = Field(
        description="`Reviewed-by:` trailers: the Ref of a person whose address the definition "
        "has, else the name as written, in quotes where it has a colon; `?` where only an address "
        "is. Addresses are left out."
    )
    path: str = Field(description="Where the organisation is, from the repository's top.")
    moved_from: str | None
    begins: bool = Field(description="The organisation was not there before.")
    gone: bool = Field(description="It is not there any more.")
    settings: bool = Field(description="What settings say is different.")
    renamed: list[Renamed]
    entities: Refs = Field(description="Entities that differ in anything but ids and assignments.")
    assignments: Came
    findings: Opened


class Place(Shape):
    """Where something is written, from the repository's top."""

    at: str = Field(description="The Ref of what stands there.")
    path: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    cell: str = optional("The cell of a workbook; line and column are its row and column.")


class Wrong(Shape):
    """Why the organisation cannot be read."""

    code: str
    message: str
    place: Place


class Skipped(Committed):
    """A commit that is not judged: what was there before still counts."""

    subject: str
    findings: list[Wrong]


class Assignment(Shape):
    """An assignment that was there in the period, by the ids of its end.

    It was there on a day if `added` is null or not after the day, and `removed` null or after it.
    """

    activity: str
    function: Function
    role: str
    derived: bool
    added: Moment | None = Field(description="Null where it was there when the period began.")
    removed: Moment | None = Field(description="Null where it is there when the period ends.")


class What(Shape):
    """A finding as it was last told."""

    code: str
    name: str
    severity: Level
    subject: str
    involves: Refs
    message: str
    fingerprint: str
    place: Place


class Finding(What):
    """A finding that was open in the period."""

    opened: Moment | None = Field(description="Null where it was open when the period began.")
    closed: Moment | None = Field(description="Null where it is open when the period ends.")
    end: Literal["resolved", "waived", "baselined", "unchecked", "covered", "gone"] | None = Field(
        description="Why it is closed; `unchecked`: its rule no longer runs there; `covered`: "
        "another finding reports the defect; `gone`: the organisation is not there any more."
    )
    days: Count = Field(description="The days of the period at whose end it was open.")


class Waiver(Shape):
    """A waiver on its terms; other terms are another entry."""

    model_config = ConfigDict(populate_by_name=True, extra="allow")
    waiver: str
    rule: str
    at: str
    involves: Refs
    reason: str
    approved_by: dict[str, str] = Field(description="Role to date.")
    standing: dict[str, StandingLevel] = Field(
        description="Role to how well it is known who gave the approval."
    )
    start: Day = Field(alias="from", description="From this day on everybody has approved it.")
    until: Day
    granted: Moment | None = Field(description="Null where it was there when the period began.")
    ended: Moment | None = Field(description="Null where it is there when the period ends.")
    end: Literal["removed", "changed", "expired"] | None


class Weakened(What):
    """A setting, separation, policy or pack that a commit made weaker."""

    commit: Commit
    day: Day


class History(Report):
    """An organisation over a period, judged by its own settings and the rules of this raci."""

    path: str = Field(description="Where it is, from the repository's top.")
    period: Period
    head: Commit = Field(description="The last commit of the period, or before it.")
    commits: Count = Field(description="Commits of the first-parent line in the period.")
    dated_back: Count = Field(
        description="Those of them that are dated before an earlier one, and count on its day."
    )
    judged: Count = Field(description="How often the organisation was judged.")
    assignments_before: Count
    assignments_after: Count
    changes: list[Change]
    skipped: list[Skipped]
    assignments: list[Assignment]
    findings: list[Finding]
    waivers: list[Waiver]
    weakened: list[Weakened]


class Line(Place):
    """A line that says something, and the commit that brought it; null where git cannot tell."""

    commit: Commit | None
    day: Day | None


class Answer(Shape):
    """A role, and what it was."""

    model_config = ConfigDict(populate_by_name=True, extra="allow")
    of: str
    what: str = Field(alias="as", description="A function, `owner`, `deputy` or `head`.")
    role: str
    derived: bool
    since: Moment | None = Field(
        description="The commit since which it was that; null where git lacks earlier ones."
    )
    lines: list[Line]


class Answers(Report):
    """Who answered for something on a day."""

    asked: str
    of: str = Field(description="The same by its id on the day.")
    commit: Commit = Field(description="The last commit up to the day that can be read.")
    day: Day
    unread: list[Commit] = Field(
        description="Later commits up to the day at which the organisation cannot be read."
    )
    answers: list[Answer]
