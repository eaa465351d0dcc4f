"""What a copy says of a table's findings: a note each, and the cell that it stands at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from raci.findings.finding import Finding, Severity
from raci.findings.place import Place
from raci.findings.report import Report
from raci.render.escape import clean
from raci.render.findings import summary
from raci.render.findings.options import Options
from raci.render.phrases import Words


class AnnotateError(Exception):
    """No copy with findings can be made: the case, and the values of its message."""

    def __init__(self, case: str, **values: Any) -> None:
        super().__init__(case)
        self.case, self.values = case, values


MOST_OTHERS = 20
"""A finding marks no more cells beside its own."""


@dataclass(frozen=True, slots=True)
class Note:
    """One finding in the words of the copy, each text one line.

    ``number`` is its number in the list; ``in_table`` whether it stands at a cell, so that the
    place, ``where``, is a line or a cell of the file itself.
    """

    number: int
    finding: Finding
    in_table: bool
    severity: str
    where: str
    message: str
    advice: str

    @property
    def lines(self) -> list[str]:
        """The severity with the rule, what is wrong, and what to do."""
        head = f"{self.severity} {self.finding.rule}"
        return [line for line in (head, self.message, self.advice) if line]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a report in their order, and the sentence above the list of them."""

    words: Words
    headline: str
    notes: tuple[Note, ...]

    @property
    def at_cells(self) -> Iterator[tuple[Note, Place]]:
        """The notes that stand at a cell, each with its cell, and then with the others it names."""
        own = [note for note in self.notes if note.in_table]
        yield from ((note, note.finding.place) for note in own)
        for note in own:
            path = note.finding.place.path
            others = [place for place in note.finding.related if place.path == path]
            yield from ((note, place) for place in others[:MOST_OTHERS])


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy with its findings: its bytes, and the numbers of marked cells and of findings."""

    content: bytes
    marked: int
    listed: int


Annotate = Callable[[bytes, Report, Options], Annotated]
"""What each format has: returns a copy of a table's bytes with the findings of its report."""


def notes_of(report: Report, options: Options) -> Notes:
    """Return the notes of a report on one table: new findings, and what ``show`` names."""
    words = Words("findings", options.lang)
    (table,) = report.organisations
    shown = [f for f in report.findings if f.status == "new" or f.status in options.show]
    notes = tuple(
        Note(number, finding, *_said(finding, table.path, words))
        for number, finding in enumerate(shown, 1)
    )
    return Notes(words, clean(summary.headline(report, words)), notes)


def joined(notes: list[Note]) -> str:
    """Return what a cell says: the lines of each note, a blank line between notes."""
    return "\n\n".join("\n".join(note.lines) for note in notes)


def worst(notes: list[Note]) -> Severity:
    """Return the severity that chooses a cell's colour."""
    return max(note.finding.severity for note in notes)


def _said(finding: Finding, path: str, words: Words) -> tuple[bool, str, str, str, str]:
    place = finding.place
    is_whole = place.at.kind == "org"
    where = words["annotate-whole"] if is_whole else place.cell
    where = where or words["annotate-line"].format(line=place.span.line)
    status = "" if finding.status == "new" else f" ({words[finding.status]})"
    advice = finding.advise(words.lang, named=True)
    return (
        place.path == path and not is_whole,
        words[finding.severity.label] + status,
        clean(where if place.path == path else str(place)),
        clean(f"{finding.say(words.lang, named=True)} [{finding.handle}]"),
        clean(" ".join([advice, *finding.instead])),
    )
