"""The outcome of a check over one or more organisations: what every renderer is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from raci.findings.codes import CRASHED, UNUSABLE
from raci.findings.finding import Finding, Severity, Status
from raci.findings.text import Text


@dataclass(frozen=True, slots=True)
class Tally:
    """How many subjects a rule judged, and how many findings of it the report has.

    A rule with nothing to judge is not applicable.
    """

    code: str
    subjects: int
    findings: int = 0

    @property
    def applicable(self) -> bool:
        """Whether the organisation has what the rule judges."""
        return self.subjects > 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """An organisation's baseline: its file, how many findings it holds, which are gone since."""

    path: str
    entries: int
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BaseInfo:
    """What a change was compared with: a revision, and how many findings were there already."""

    revision: str
    findings: int


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What formats tell about a rule itself; ``help`` is Markdown."""

    code: str
    name: str
    severity: Severity
    title: Text
    help: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One organisation that was checked: where, what it holds, what was judged.

    ``counts`` maps departments, roles, activities, assignments, platforms and people to numbers.
    Not ``sound``: some file cannot be read, so the rules did not judge. ``ignored`` counts the
    findings in files in which settings ignore their rules.
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


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run, sorted by severity, path, line, code and subject.

    Waived and baselined ones are among them; ``before`` is given where a change was judged.
    """

    as_of: str
    organisations: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    before: BaseInfo | None = None

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def of_status(self, status: Status) -> tuple[Finding, ...]:
        """Give the findings that are new, waived or baselined."""
        return tuple(finding for finding in self.findings if finding.status == status)

    def count(self, severity: Severity) -> int:
        """Count the new findings of a severity."""
        return sum(f.severity is severity and f.status == "new" for f in self.findings)

    def exit_status(self) -> int:
        """Give 0 (nothing failing), 1 (findings), 2 (not to be checked) or 3 (a rule crashed)."""
        codes = {finding.code for finding in self.findings}
        if CRASHED in codes:
            return 3
        if codes & UNUSABLE:
            return 2
        return int(any(finding.failing and finding.status == "new" for finding in self.findings))


def sort_key(finding: Finding) -> tuple[object, ...]:
    """Give the order of findings in every report."""
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
