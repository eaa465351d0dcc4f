"""The result of a check of one or more organisations, as all renderers receive it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from raci.findings.codes import CRASHED, UNUSABLE
from raci.findings.finding import Finding, Severity, Status
from raci.findings.table_read import TableRead
from raci.findings.text import Text


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of subjects that a rule checked, and of its findings."""

    code: str
    subjects: int
    findings: int = 0

    @property
    def applicable(self) -> bool:
        """Whether the organisation has subjects of the rule."""
        return self.subjects > 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """The baseline of an organisation: its path, its number of entries, the stale ones."""

    path: str
    entries: int
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BaseInfo:
    """The base of a change: its revision, and what became of its findings.

    ``kept`` are the findings of the change that are unchanged or better; ``gone`` counts those of
    the base that are no longer there.
    """

    revision: str
    kept: tuple[Finding, ...]
    gone: int

    @property
    def better(self) -> int:
        """The number of findings that became better."""
        return sum(finding.change == "better" for finding in self.kept)


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as formats describe it; ``help`` is Markdown."""

    code: str
    name: str
    severity: Severity
    title: Text
    help: str


class FormerName(NamedTuple):
    """A former code or name of a rule, with the code and name that the rule has today."""

    written: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One organisation that was checked.

    ``counts`` has the numbers of departments, roles, activities, assignments, platforms and
    people. If not ``sound``, a file could not be read and no rule ran. ``ignored`` is the number
    of findings in files for which settings ignore their rules. ``similar_files`` are those of the
    skipped ones that look like definitions. ``unread_paths`` are links, which are not followed, and
    pipes and the like. ``former_names`` maps names of retired rules that settings, waivers or the
    baseline have to where they stand. ``policies_left_out`` is how many policies did not run.
    ``tables`` is what was read where it is a table. ``inputs`` is the digest of all that was read.
    """

    id: str
    path: str
    files: int
    skipped_files: int
    counts: Mapping[str, int]
    tallies: tuple[Tally, ...]
    sound: bool
    baseline: Recorded | None = None
    ignored: int = 0
    similar_files: tuple[str, ...] = ()
    unread_paths: tuple[str, ...] = ()
    former_names: Mapping[FormerName, tuple[str, ...]] = field(default_factory=dict)
    policies_left_out: int = 0
    tables: tuple[TableRead, ...] = ()
    inputs: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run, sorted by severity, path, line, code and subject.

    They include waived and baselined ones. ``before`` is set if a change was checked; the findings
    are then those that are new or worse. ``inputs`` is the digest of all that was read.
    """

    as_of: str
    organisations: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    before: BaseInfo | None = None
    inputs: str = ""

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    @property
    def every(self) -> tuple[Finding, ...]:
        """All findings, sorted: those that a change brings or worsens, and those that it keeps."""
        kept = self.before.kept if self.before else ()
        return tuple(sorted((*self.findings, *kept), key=sort_key)) if kept else self.findings

    def of_status(self, status: Status) -> tuple[Finding, ...]:
        """Return the findings that are new, waived or baselined."""
        return tuple(finding for finding in self.findings if finding.status == status)

    def count(self, severity: Severity) -> int:
        """Count the new findings of a severity."""
        return sum(f.severity is severity and f.status == "new" for f in self.findings)

    def exit_status(self) -> int:
        """Return 0 (no failure), 1 (failing findings), 2 (unusable input) or 3 (a rule crashed)."""
        codes = {finding.code for finding in self.findings}
        if CRASHED in codes:
            return 3
        if codes & UNUSABLE:
            return 2
        return int(any(finding.failing and finding.status == "new" for finding in self.findings))


def sort_key(finding: Finding) -> tuple[object, ...]:
    """Return the key by which every report sorts its findings."""
    place = finding.place
    return (
        -finding.severity,
        place.path,
        place.span.line,
        finding.code,
        finding.subject,
        place.span,
        finding.involves,
        sorted((key, str(value)) for key, value in finding.values.items()),
    )
