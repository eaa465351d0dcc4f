"""A file's tables as grids of cells, each with its text and its place."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from raci.findings.place import Span
from raci.findings.ref import Function
from raci.source.decode import UnreadableError, plain_lines
from raci.source.document import SheetCell


@dataclass(slots=True, eq=False)
class Cell:
    """The plain text of a cell, and the offsets at which it starts and ends in its file.

    A merged cell stands in a grid at each position that it covers: one object, several times.
    """

    text: str
    start: int = 0
    end: int = 0
    bold: bool = False

    def part(self, text: str, offset: int) -> "Cell":
        """Return a part of the text, ``offset`` characters behind its start, as a cell."""
        start = min(self.start + offset, self.end)
        return Cell(text, start, min(start + len(text), self.end) or start, self.bold)


EMPTY = Cell("")
"""Every empty cell."""

Row = list[Cell]

MOST_CELLS = 2_000_000
"""The tables of a file have no more cells, empty ones included."""


@dataclass(slots=True)
class Grid:
    """The rows of a table, of equal width, under the heading or the sheet's name above them."""

    rows: list[Row]
    heading: str = ""
    sheet: str = ""
    line: int = 0

    def __post_init__(self) -> None:
        while self.rows and not any(cell.text for cell in self.rows[-1]):
            self.rows.pop()
        width = max(map(len, self.rows), default=0)
        if width * len(self.rows) > MOST_CELLS:
            raise UnreadableError("table-too-large", limit=MOST_CELLS)
        self.rows = [row + [EMPTY] * (width - len(row)) for row in self.rows]

    @property
    def size(self) -> int:
        """The number of its cells."""
        return len(self.rows) * len(self.rows[0]) if self.rows else 0

    @property
    def name(self) -> str:
        """The sheet's name and the heading."""
        return ": ".join(filter(None, (self.sheet, self.heading)))


def heading_above(headings: Sequence[tuple[int, str]], at: int) -> str:
    """Return the nearest of some headings, by their offsets, before an offset."""
    before = bisect_left(headings, at, key=itemgetter(0))
    return headings[before - 1][1] if before else ""


def few_enough(grids: Iterable[Grid]) -> Iterator[Grid]:
    """Yield grids while all have no more cells than a file may have.

    Raises:
        UnreadableError: they have more.
    """
    cells = 0
    for grid in grids:
        cells += grid.size
        if cells > MOST_CELLS:
            raise UnreadableError("table-too-large", limit=MOST_CELLS)
        yield grid


@dataclass(slots=True)
class Sheets:
    """Where the cells of a workbook's text stand: its sheets, one line a row, tabs between cells.

    ``starts`` are the offsets at which the sheets begin.
    """

    text: str
    names: Sequence[str]
    starts: Sequence[int]
    _lines: list[int] = field(default_factory=list)
    _rows: "dict[int, _SheetRow]" = field(default_factory=dict)

    def at(self, offset: int) -> SheetCell:
        """Return the cell at an offset."""
        if not self._lines:
            lines = plain_lines(self.text)
            self._lines = [0, *accumulate(map(len, lines))]
        line = bisect_right(self._lines, offset) - 1
        if line not in self._rows:
            self._rows[line] = self._row(line, offset)
        return self._rows[line].at(offset)

    def _row(self, line: int, offset: int) -> "_SheetRow":
        sheet = max(bisect_right(self.starts, offset) - 1, 0)
        number = line - bisect_right(self._lines, self.starts[sheet]) + 2
        start, *end = self._lines[line : line + 2]
        return _row_of(self.text[start : end[0] if end else None], start, self.names[sheet], number)


class _SheetRow(NamedTuple):
    """A row: the offset of each cell in the text, and in what is shown of the row."""

    sheet: str
    number: int
    shown: str
    starts: "array[int]"
    shown_at: "array[int]"

    def at(self, offset: int) -> SheetCell:
        column = bisect_right(self.starts, offset)
        name = f"{self.sheet}!{column_name(column)}{self.number}"
        start = self.shown_at[column - 1]
        part = start, start + self.starts[column] - self.starts[column - 1] - 1
        span = Span(self.number, column, self.number, column + 1)
        return SheetCell(name, span, self.shown, part if part[1] > start else (0, 0))


def _row_of(text: str, start: int, sheet: str, number: int) -> _SheetRow:
    """Return a row, of which its filled cells are shown: ``A: Ship | C: R``."""
    shown: list[str] = []
    starts, shown_at = array("q", [start]), array("q")
    at = 0
    for column, cell in enumerate(text.rstrip("\n").split("\t"), 1):
        if cell:
            head = f"{' | ' if shown else ''}{column_name(column)}: "
            shown.append(head + cell)
            at += len(head) + len(cell)
        starts.append(starts[-1] + len(cell) + 1)
        shown_at.append(at - len(cell))
    return _SheetRow(sheet, number, "".join(shown), starts, shown_at)


@dataclass(slots=True)
class TableFile:
    """A file with tables: its text, the tables in their order, and the words beside them.

    ``legend`` is what it says of its letters, once that is known. ``hidden`` are sheets that are
    not read, because they are hidden.
    """

    text: str
    grids: list[Grid]
    prose: str = ""
    title: str = ""
    sheets: Sheets | None = None
    legend: Mapping[str, tuple[Function, ...]] | None = None
    hidden: Sequence[Grid] = ()


@cache
def column_name(number: int) -> str:
    """Return the letters of a column of a workbook, from 1."""
    name = ""
    while number:
        number, digit = divmod(number - 1, 26)
        name = chr(65 + digit) + name
    return name


def column_number(name: str) -> int:
    """Return the number of a column of a workbook, from 1, by its letters."""
    number = 0
    for letter in name.upper():
        number = 26 * number + ord(letter) - 64
    return number


def filled(row: Iterable[Cell]) -> list[Cell]:
    """Return the cells of a row that have a text, merged ones once."""
    return [cell for cell in dict.fromkeys(row) if cell.text]
