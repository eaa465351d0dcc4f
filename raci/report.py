"""The outcome of a check over one or more organisations: what every renderer is given."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from raci.finding import Finding, Severity

UNUSABLE = frozenset({"DEF001", "DEF002", "DEF011"})
"""Rules that mean: the input could not be checked."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many subjects a rule judged; a rule with nothing to judge is not applicable."""

    code: str
    subjects: int
    findings: int = 0

    @property
    def applicable(self) -> bool:
        """Whether the organisation has what the rule judges."""
        return self.subjects > 0


@dataclass(frozen=True, slots=True)
class Checked:
    """One organisation that was checked: where, what it holds, what was judged.

    ``counts`` maps departments, roles, activities, assignments, platforms and people to numbers.
    Not ``sound``: some file cannot be read, so the rules did not judge.
    """

    id: str
    path: str
    files: int
    skipped_files: int
    counts: Mapping[str, int]
    tallies: tuple[Tally, ...]
    sound: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run, sorted by severity, path, line, code and subject."""

    as_of: str
    organisations: tuple[Checked, ...]
    findings: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def exit_status(self, fail_on: Severity = Severity.ERROR) -> int:
        """Give 0 (nothing failing), 1 (findings), 2 (not to be checked) or 3 (a rule crashed)."""
        codes = {finding.code for finding in self.findings}
        if "DEF015" in codes:
            return 3
        if codes & UNUSABLE:
            return 2
        return int(any(finding.severity >= fail_on for finding in self.findings))


def today() -> str:
    """Give today's date in UTC, ISO 8601: the day to judge by where none is given."""
    return datetime.now(UTC).date().isoformat()


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
