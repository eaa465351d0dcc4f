"""Tables of marked-up text, laid out: merged cells stand at each position that they cover."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from raci.source.decode import UnreadableError
from raci.source.tables.grid import (
    EMPTY,
    MOST_CELLS,
    Cell,
    Grid,
    Row,
    heading_above,
)


@dataclass(slots=True)
class MarkupCell:
    """A cell as it is written: its offsets, how many columns and rows it covers, and its text.

    ``rows`` is 0 where it covers all that follow in its part; ``first`` and ``last`` are the
    offsets of the shown text. ``unseen`` elements that are not shown were open before it.
    """

    start: int
    columns: int
    rows: int
    end: int = 0
    text: str = ""
    bold: bool = False
    unseen: int = 0
    first: int = -1
    last: int = 0
    parts: list[str] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """Add a piece of text with its offsets."""
        if text.strip():
            self.first = start if self.first < 0 else self.first
            self.last = end
        self.parts.append(text if self.parts else text.lstrip())


@dataclass(slots=True)
class MarkupTable:
    """A table as it is written: its offsets, heading, line, rows, and the rows that begin parts."""

    start: int
    heading: str
    line: int
    end: int = 0
    rows: list[list[MarkupCell]] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)


def grid_of(table: MarkupTable, headings: Sequence[tuple[int, str]]) -> Grid:
    """Return a table with each merged cell at every position that it covers.

    Raises:
        UnreadableError: it has too many cells.
    """
    heading = heading_above(headings, table.start) or table.heading
    for number, row in enumerate(table.rows):
        for cell in row:
            cell.rows = cell.rows or _rest(table, number)
    return Grid(_laid_out(table.rows), heading, line=table.line)


def _rest(table: MarkupTable, number: int) -> int:
    """Return how many rows the part of a table has from one on."""
    end = next((start for start in table.parts if start > number), len(table.rows))
    return end - number


def _laid_out(rows: list[list[MarkupCell]]) -> list[Row]:
    """Return the rows with each merged cell at every position that it covers."""
    laid: list[Row] = []
    waiting: dict[int, tuple[Cell, int]] = {}
    covered = 0
    for row in rows:
        line: Row = []
        cells = iter(row)
        following: dict[int, tuple[Cell, int]] = {}
        cell = next(cells, None)
        while cell is not None or len(line) in waiting:
            at = len(line)
            if covered + at > MOST_CELLS:
                raise UnreadableError("table-too-large", limit=MOST_CELLS)
            if at in waiting:
                placed, left = waiting.pop(at)
                line.append(placed)
                if left > 1:
                    following[at] = placed, left - 1
                continue
            assert cell is not None
            placed = _placed(cell)
            for column in range(at, at + cell.columns):
                line.append(placed)
                waiting.pop(column, None)
                if cell.rows > 1:
                    following[column] = placed, cell.rows - 1
            cell = next(cells, None)
        for column, (placed, left) in sorted(waiting.items()):
            line += [EMPTY] * (column - len(line))
            line.append(placed)
            if left > 1:
                following[column] = placed, left - 1
        waiting = following
        laid.append(line)
        covered += len(line)
    return laid


def _placed(cell: MarkupCell) -> Cell:
    start = cell.first if cell.first >= 0 else cell.start
    return Cell(cell.text, start, max(cell.last, start), cell.bold)
