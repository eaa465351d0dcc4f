"""Marks the cells of a matrix that findings are about, and says where each entity stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from raci.findings.finding import Finding, Severity
from raci.findings.ref import Ref
from raci.findings.report import Report
from raci.findings.text import shortened
from raci.render.export.sheet import Cell, Marked
from raci.render.export.workbook import MOST_NOTES
from raci.render.facts.about import entities_of
from raci.render.phrases import Words
from raci.source.tables.grid import column_name

LIGHT: Mapping[Severity, str] = {
    Severity.ERROR: "#FFC7CE",
    Severity.WARNING: "#FFEB9C",
    Severity.INFO: "#DDEBF7",
}
"""The colours of names that findings are about."""

STRONG: Mapping[Severity, str] = {
    Severity.ERROR: "#C00000",
    Severity.WARNING: "#BF8F00",
    Severity.INFO: "#2E75B6",
}
"""The colours of frames around letters that findings are about."""

MOST_OF_ONE, MOST_IN_NOTE, MOST_OF_MESSAGE = 20, 10, 400
"""A finding marks no more cells; a comment has no more findings, of each so many characters."""

At = tuple[int, int]
"""A cell by its row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a sheet has its activities and roles: their rows and columns, from 0.

    ``names`` is the column with the names of activities.
    """

    sheet: str
    names: int
    rows: Mapping[Ref, int]
    columns: Mapping[Ref, int]

    def of(self, ref: Ref) -> str:
        """Return the place of what a Ref names, ``'Sheet'!C7``; ``""`` where it has none.

        An activity is its row's name, a role its head, and what names both the cell of both.
        """
        row = next((self.rows[each] for each in ref.entities if each in self.rows), 0)
        columns = (self.columns[each] for each in ref.entities if each in self.columns)
        column = next(columns, self.names if row else None)
        if column is None:
            return ""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{column_name(column + 1)}{row + 1}"


class Marks:
    """The marks of a report's open findings: of each the rows, roles and cells that it is about."""

    def __init__(self, report: Report, addresses: Addresses, lang: str) -> None:
        self.words, self.lang = Words("export", lang), lang
        self.addresses = addresses
        self.findings: dict[At, list[Finding]] = {}
        self.lines: dict[int, str] = {}
        for finding in report.every:
            if finding.status == "new":
                for at in islice(self._cells(finding), MOST_OF_ONE):
                    self.findings.setdefault(at, []).append(finding)

    def put(self, rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
        """Return the rows with the marked cells in place of plain ones."""
        marked = list(rows)
        by_severity = sorted(self.findings.items(), key=lambda each: (-_worst(each[1]), each[0]))
        for number, ((row, column), findings) in enumerate(by_severity):
            value = marked[row][column]
            assert not isinstance(value, Marked)
            cells = [*marked[row]]
            is_name = row == 0 or column <= self.addresses.names
            severity = _worst(findings)
            cells[column] = Marked(
                value,
                fill=LIGHT[severity] if is_name else "",
                border="" if is_name else STRONG[severity],
                note=self._note(findings) if number < MOST_NOTES else "",
            )
            marked[row] = tuple(cells)
        return marked

    def legend(self) -> Iterator[tuple[Cell, ...]]:
        """Yield what the colours of marks mean, of each severity that is there."""
        found = {_worst(findings) for findings in self.findings.values()}
        for severity in sorted(found, reverse=True):
            word = self.words[severity.label]
            yield (
                Marked("", fill=LIGHT[severity], border=STRONG[severity]),
                self.words["marked"].format(severity=word),
            )

    def _cells(self, finding: Finding) -> Iterator[At]:
        """Yield the names of a finding's activities, and where its roles stand in their rows.

        Without activities, yield the heads of its roles.
        """
        entities = entities_of(finding)
        rows = [self.addresses.rows[each] for each in entities if each in self.addresses.rows]
        columns = [
            self.addresses.columns[each] for each in entities if each in self.addresses.columns
        ]
        if not rows:
            yield from ((0, column) for column in columns)
        for row in rows:
            yield row, self.addresses.names
            yield from ((row, column) for column in columns)

    def _note(self, findings: Sequence[Finding]) -> str:
        lines = [self._line(each) for each in findings[:MOST_IN_NOTE]]
        if left := len(findings) - len(lines):
            lines.append(self.words["and-more"].format(n=left))
        return "\n".join(lines)

    def _line(self, finding: Finding) -> str:
        if id(finding) not in self.lines:
            self.lines[id(finding)] = self.words["note-of-finding"].format(
                severity=self.words[finding.severity.label],
                rule=finding.rule,
                message=shortened(finding.say(self.lang, named=True), MOST_OF_MESSAGE),
            )
        return self.lines[id(finding)]


def _worst(findings: Sequence[Finding]) -> Severity:
    return max(finding.severity for finding in findings)
