"""Reads the rows of a CSV file as records: what its heads call each cell."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from raci.convert.imported import Origin
from raci.findings.text import one_line
from raci.source.document import Document
from raci.source.tables.delimited import read as read_table
from raci.source.tables.grid import EMPTY, Cell, Row
from raci.wording.simplified import simplified

Heads = Mapping[str, str]
"""Patterns of heads by field: small letters, words with one space between, as ``folded`` makes."""

HIGHEST = 10
"""The heads stand in one of so many rows."""

_FORMULA = re.compile(r'="([^"]*)"')
"""How some systems keep Excel from reading a number: ``="0012"``."""

_CASES = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[\s_.*:：#-]+")
_BETWEEN = re.compile(
    r"[/|(（\[\n)）\]]|(?<=[a-z]) (?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) (?=[a-z])"
    r"|(?<=[a-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z])"
)


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The cells of a row by field, and the first of them that is filled."""

    cells: Mapping[str, Cell]
    first: Cell
    document: Document

    def text(self, name: str) -> str:
        """Return the text of a field in one line; ``""`` where there is none."""
        text = one_line(self.cells.get(name, EMPTY).text)
        formula = _FORMULA.fullmatch(text)
        return formula[1] if formula else text

    def origin(self, *names: str) -> Origin:
        """Return the place of the first of some fields that is filled, else of the row."""
        cells = (self.cells.get(name, EMPTY) for name in names)
        return origin(self.document, next((cell for cell in cells if cell.text), self.first))


@dataclass(slots=True)
class Records:
    """The records of a file, the cells of its heads by field, and the heads of other columns."""

    document: Document
    heads: dict[str, Cell] = field(default_factory=dict)
    others: list[Cell] = field(default_factory=list)
    rows: list[Record] = field(default_factory=list)

    @property
    def top(self) -> Origin:
        """The place of the first head."""
        return self.origin(min(self.heads.values(), key=lambda cell: cell.start))

    @property
    def names(self) -> str:
        """The heads that are read, in their order."""
        cells = sorted(self.heads.values(), key=lambda cell: cell.start)
        return ", ".join(one_line(cell.text) for cell in cells)

    def origin(self, cell: Cell) -> Origin:
        """Return the place of a cell."""
        return origin(self.document, cell)


def origin(document: Document, cell: Cell) -> Origin:
    """Return the place of a cell."""
    return Origin(document.path, document.between(cell.start, cell.end))


def read_records(raw: bytes, path: str, heads: Heads) -> Records:
    """Return the records of a file below the row with most of the heads.

    Raises:
        UnreadableError: the bytes are no text.
    """
    file = read_table(raw)
    grid = file.grids[0].rows
    records = Records(Document(path, file.text))
    found = [_fields(row, heads) for row in grid[:HIGHEST]]
    number = max(range(len(found)), key=lambda n: len(found[n]), default=0)
    if not found or not found[number]:
        return records
    fields = found[number]
    row = grid[number]
    records.heads = {name: row[column] for name, column in fields.items()}
    used = {*fields.values()}
    records.others = [cell for n, cell in enumerate(row) if cell.text and n not in used]
    records.rows = [*_records(records.document, grid[number + 1 :], fields)]
    return records


def _records(
    document: Document, rows: Sequence[Row], fields: Mapping[str, int]
) -> Iterator[Record]:
    for row in rows:
        if first := next((cell for cell in row if cell.text), None):
            cells = {name: row[column] for name, column in fields.items()}
            yield Record(cells, first, document)


def _fields(row: Row, heads: Heads) -> dict[str, int]:
    """Return the columns of fields; the first that fits counts, a whole head before a part."""
    columns: dict[str, int] = {}
    for parts in (False, True):
        for number, cell in enumerate(row):
            if number in columns.values():
                continue
            name = next(
                (n for n in _names(cell.text, heads, parts=parts) if n not in columns), None
            )
            if name:
                columns[name] = number
    return columns


def _names(head: str, heads: Heads, *, parts: bool) -> Iterator[str]:
    whole = folded(head)
    texts = [part.strip() for part in _BETWEEN.split(whole)] if parts else [whole]
    for name, pattern in heads.items():
        if any(re.fullmatch(pattern, text) for text in texts if text):
            yield name


def folded(head: str) -> str:
    """Return a head in small letters and simplified Chinese.

    ``EmployeeID`` is ``employee id``, and ``#`` is ``no``.
    """
    text = unicodedata.normalize("NFKC", _CASES.sub(" ", head)).replace("#", " no ")
    words = _MARKS.sub(" ", text).strip().lower()
    return words if words.isascii() else simplified(words)
