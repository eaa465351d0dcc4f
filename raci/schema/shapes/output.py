"""The shapes of what raci writes for programs, version 1: findings and the matrix."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from raci.findings.ref import Function
from raci.schema.shapes.texts import optional

Count = Annotated[int, Field(ge=0)]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Refs = list[str]
Level = Literal["error", "warning", "info"]
StandingLevel = Literal["claimed", "committed", "verified"]
Comparison = Literal["new", "worse", "unchanged", "better"] | None


class Shape(BaseModel):
    """An object; readers must let further keys pass, since additions do not raise the version."""

    model_config = ConfigDict(extra="allow")


class Head(Shape):
    """What every report begins with."""

    version: Literal[1]
    raci: str
    as_of: Day
    inputs: str = optional(
        "SHA-256 of all that was read: of the lines that `sha256sum` prints of the files, sorted "
        "by path from the organisation's folder. Of several organisations or versions, of such "
        "lines with their digests and names."
    )


class Report(Head):
    """What every report on one organisation begins with."""

    organisation: str


class Baseline(Shape):
    """The findings that existed when checking was adopted."""

    path: str
    entries: Count
    stale: list[str] = Field(description="What is recorded and found no more: code and subject.")


class Table(Shape):
    """A matrix of an organisation that is a table: what was read of it."""

    name: str = Field(description="The heading above it.")
    sheet: str = Field(description="The sheet of a workbook that it stands in, else empty.")
    line: int = Field(ge=0, description="Where it begins.")
    direction: Literal["across", "down", "letters"] = Field(
        description="Where roles stand; `letters`: letters across, names in the cells."
    )
    roles: Count
    activities: Count
    groups: Count = Field(description="Rows that are titles of the rows below them.")
    letters: Count = Field(description="Letters that were read.")
    present: Count = Field(description="Letters that stand in the matrix.")
    accountable: Count = Field(description="Activities for which somebody answers.")
    not_understood: Count = Field(description="Cells, heads and rows that are not understood.")
    notation: str = Field(description="The name of the notation; empty where the file's own.")
    decided: Literal["mapping", "legend", "title", "letters", "words"] = Field(
        description="What decided the meaning of the letters."
    )
    left_out: list[str] = Field(
        description="Columns by their heads, and rows by their first text, that are not read."
    )
    answering: str = Field(description="The letter of who is accountable.")
    people: Count = Field(description="Heads that are people, who have the roles beside them.")
    above: list[str] = Field(description="What stands above roles; it is the note of each.")


class Organisation(Shape):
    """What was checked."""

    id: str
    path: str
    files: Count
    skipped_files: Count
    unread_paths: list[str] = optional(
        "Links, pipes, sockets and devices: never followed or read. "
        "The first organisation has those that belong to none."
    )
    departments: Count
    roles: Count
    activities: Count
    assignments: Count
    platforms: Count
    people: Count
    checked: bool = Field(description="False where files could not be read: no rule judged.")
    ignored: Count = Field(description="Findings in files in which settings ignore their rules.")
    policies_left_out: Count = optional("The policies of the organisation that did not run.")
    baseline: Baseline = optional("Absent where there is none.")
    tables: list[Table] = optional("Only where the organisation is a table.")


class Place(Shape):
    """Lines and columns from 1, in code points; the end column is exclusive."""

    at: str = Field(description="The Ref of what stands there.", examples=["duty:clerk/pay"])
    path: str = Field(description="Relative to the working folder, with `/`.")
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)
    cell: str = optional(
        "The cell of a workbook; line and column are its row and column.", examples=["RACI!C7"]
    )


class Related(Place):
    """A further place, and whose it is."""

    label: str


class Edit(Shape):
    """A safe change of the definition, by Ref."""

    does: Literal["remove", "replace"]
    at: str = Field(description="The Ref of what is removed, or of what stands there.")
    value: str = Field(description="The value instead; empty where something is removed.")


class Waiver(Shape):
    """The waiver that covers a finding."""

    at: str = Field(examples=["waiver:online-sales-during-campaign"])
    reason: str
    approved_by: dict[str, str] = Field(description="Role to date.")
    standing: dict[str, StandingLevel] = optional(
        "Role to how well it is known who gave the approval; only where not every one counts."
    )
    until: Day


class Finding(Shape):
    """A rule's verdict about one subject; people appear by id only."""

    code: str = Field(examples=["OVL201"])
    name: str = Field(examples=["overlap-in-line"])
    severity: Level
    organisation: str
    subject: str = Field(description="A Ref.", examples=["activity:online-sales"])
    involves: list[str] = Field(description="Refs without which the verdict would not stand.")
    message: str
    values: dict[str, Any] = Field(description="What the message is made of.")
    place: Place
    related: list[Related]
    hint: str
    fix: list[Edit] | None
    fingerprint: str = Field(
        description="SHA-256 of code, organisation, subject and involves; "
        "of DEF001, DEF002 and DEF019 also of the message's case and the key's route."
    )
    status: Literal["new", "waived", "baselined", "meant"]
    change: Comparison = optional("How it compares with the base or baseline; null without one.")
    waiver: Waiver | None
    proposal: str | None = optional("The proposal that means it: its path; null without one.")


class Judged(Shape):
    """A rule that ran: over how many subjects, with how many findings."""

    code: str
    organisation: str
    subjects: Count
    findings: Count
    applicable: bool


class Since(Shape):
    """What a change was compared with, and how many findings were there already."""

    revision: str
    before: Count = Field(description="Findings that are unchanged or better.")
    better: Count = optional("Those of them that are better.")
    resolved: Count = optional("Findings of the base that are gone.")


class Summary(Shape):
    """The findings in numbers; waived and baselined ones apart."""

    error: Count
    warning: Count
    info: Count
    waived: Count
    baselined: Count
    meant: Count = optional("Losses that applied proposals give up on purpose.")
    failed: bool


class Findings(Head):
    """What `raci check --format json` writes."""

    model_config = ConfigDict(title="raci findings, version 1", extra="allow")
    since: Since = optional("Where only what a change brought is told.")
    organisations: list[Organisation]
    findings: list[Finding]
    rules: list[Judged]
    summary: Summary


OF_ALL = "Those of the whole organisation, whatever rows were asked for."


class Cell(Shape):
    """One assignment, with the Refs that put it there."""

    role: str
    function: Function
    derived: bool
    because: list[str]


class Row(Shape):
    """One activity."""

    activity: str
    name: str
    department: str | None
    status: str = optional("As written; `active` where nothing is.")
    critical: bool = optional("As written; false where nothing is.")
    tags: list[str] = optional("The tags that rules and separations may name.")
    platforms: list[str] = optional("The ids of the platforms that it is about.")
    attributes: dict[str, Any] = Field(description="As the activity has them.")
    cells: list[Cell]


class MatrixDepartment(Shape):
    """One department."""

    department: str
    name: str
    parent: str | None = Field(description="The id of the department above.")
    head: str | None = Field(description="The id of the role that heads it.")
    attributes: dict[str, Any]


class MatrixRole(Shape):
    """One role: a post, not a person."""

    role: str
    name: str
    kind: str = Field(examples=["person", "agent"])
    department: str | None = Field(description="Its id, if it is defined.")
    reports_to: str | None = Field(description="The id of the role above, written or derived.")
    headcount: Count = Field(description="How many people it is for; 1 where nothing is written.")
    deputies: list[str]
    attributes: dict[str, Any]


class MatrixPlatform(Shape):
    """One platform: what must have an owner."""

    platform: str
    name: str
    kind: str = Field(description="Empty where none is written.")
    status: str
    critical: bool
    owners: list[str] = Field(description="Ids of roles, as are the deputies.")
    deputies: list[str]
    attributes: dict[str, Any]


class Matrix(Report):
    """What `raci matrix --format json` writes."""

    model_config = ConfigDict(title="raci matrix, version 1", extra="allow")
    rows: list[Row] = Field(description="The rows that were asked for.")
    departments: list[MatrixDepartment] = optional(OF_ALL)
    roles: list[MatrixRole] = optional(OF_ALL)
    platforms: list[MatrixPlatform] = optional(OF_ALL)
