"""The shape of a pack's manifest, version 1: what ``raci report`` writes."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from raci.schema.shapes.output import Count, Day, Level, Refs, Report, Shape, StandingLevel
from raci.schema.shapes.texts import optional

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Read(Shape):
    """A file that was read."""

    path: str = Field(
        description="From the organisation's folder; above it, `../raci.toml`. "
        "`package:NAME` is the pack of an installed package."
    )
    sha256: Digest
    size: Count = Field(description="In bytes.")


class Later(Shape):
    """A commit, and its day in UTC."""

    commit: str
    day: Day


class Git(Shape):
    """Where the definition stood."""

    commit: str
    clean: bool = Field(description="All that was read is in the commit, byte for byte.")
    changed_after: Later | None = Field(
        description="The last commit that changed the definition after the as-of day; null where "
        "the definition was in force on that day."
    )


class HistoryPeriod(Shape):
    """The period that ``history.json`` tells of."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    head: str = Field(description="The last commit of the period.")
    commits: Count = Field(description="Those of the period, whatever they changed.")


class ExtendedPack(Shape):
    """A pack that the organisation extends, or that comes with one."""

    id: str
    version: str


class PluginPackage(Shape):
    """An installed package that adds rules."""

    name: str
    version: str = Field(description="Empty where the package does not say it.")
    rules: list[str] = Field(description="Their codes.")


class Setting(Shape):
    """A setting in force that is no rule's severity."""

    name: str = Field(examples=["fail-on", "options.LOD501.most"])
    value: Any
    origin: str = Field(description="`default`, or the place in a file.")


class JudgingRule(Shape):
    """A rule, whether or not it ran."""

    code: str
    name: str
    severity: Level
    severity_by: str = Field(description="The origin of its severity.")
    chosen_by: str = Field(description="The origin of its being chosen, or left out.")
    mandatory: bool
    state: Literal["ran", "not-applicable", "off", "not-run"] = Field(
        description="`ran`: it judged, or is checked as files are read; `not-applicable`: nothing "
        "to judge; `off`: settings leave it out; `not-run`: it needs an earlier version, or a file "
        "cannot be read."
    )
    subjects: Count
    findings: Count = Field(description="Accepted ones too.")


class Counts(Shape):
    """Findings in numbers."""

    total: Count = Field(description="All, accepted ones too.")
    error: Count = Field(description="Those of a severity are neither waived nor recorded.")
    warning: Count
    info: Count
    waived: Count
    baselined: Count
    by_rule: dict[str, Count] = Field(description="All, by the code of their rule.")


class ApprovedBy(Shape):
    """An approval."""

    role: str
    on: Day
    standing: StandingLevel = optional("How well it is known who gave it; absent without git.")


class AcceptedFinding(Shape):
    """A waiver of the organisation, whether or not it is in force."""

    waiver: str
    rule: str
    at: str
    involves: Refs
    reason: str
    approved_by: list[ApprovedBy]
    start: Day = Field(alias="from")
    until: Day
    in_force: bool
    covers: Count = Field(description="How many findings it covers.")


class PackedFile(Shape):
    """A file of the pack: its digest, or for a workbook, one of its parts."""

    path: str
    sha256: Digest = optional("Of the file as it is.")
    parts_sha256: Digest = optional(
        "Of a workbook: of lines as `sha256sum` prints them of its unpacked parts, sorted by name."
    )


class Manifest(Report):
    """What a pack was made from, what was judged, and which files it has."""

    model_config = ConfigDict(title="raci manifest, version 1", extra="allow")
    path: str = Field(description="The organisation's folder or table, from the working folder.")
    lang: str
    checked: bool = Field(description="False where files could not be read or a rule failed.")
    exit_status: Literal[0, 1, 2, 3] = Field(description="That of `raci check`.")
    git: Git | None = optional("Absent with `--no-vcs`; null where git has no commit.")
    history: HistoryPeriod = optional("Only with `--from` or `--to`.")
    counts: dict[str, Count] | None = Field(description="Null where files could not be read.")
    read: list[Read]
    packs: list[ExtendedPack]
    plugins: list[PluginPackage]
    settings: list[Setting]
    rules: list[JudgingRule]
    findings: Counts
    waivers: list[AcceptedFinding]
    files: list[PackedFile] = Field(
        description="Without the manifest itself, `SHA256SUMS` and `statement.json`."
    )
