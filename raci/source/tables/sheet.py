"""A grid with what is asked of its cells again and again: which columns have letters."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from raci.source.tables.beside import legends_beside
from raci.source.tables.grid import EMPTY, Cell, Row
from raci.source.tables.legend import EQUATION, is_legend
from raci.source.tables.letters import any_beside
from raci.source.tables.notations import is_blank, normal

SHARE = 0.34
"""The least share of a column's texts that are letters where the column is a role's."""


SHORT = 20
"""A column of roles with few letters has no longer texts."""


UNSURE = frozenset(("?", "??", "???", "tbd", "tbc", "tba", "待定", "待确认", "未定"))
"""What stands where nobody has decided yet."""


@dataclass(slots=True)
class Sheet:
    """A grid with what is asked of its cells again and again."""

    rows: list[Row]
    has_letters: Callable[[Cell], bool]
    explained: frozenset[str] = frozenset()
    _filled: dict[int, list[int]] = field(default_factory=dict)
    _lettered: dict[int, list[int]] = field(default_factory=dict)

    def filled(self, number: int) -> list[int]:
        """Return the columns of a row that have a text."""
        if number not in self._filled:
            self._filled[number] = [c for c, cell in enumerate(self.rows[number]) if cell.text]
        return self._filled[number]

    def lettered(self, number: int) -> list[int]:
        """Return the columns of a row that have letters; none of a legend."""
        if number not in self._lettered:
            row = self.rows[number]
            columns = [] if is_legend(row) else self.filled(number)
            self._lettered[number] = [c for c in columns if c and self.has_letters(row[c])]
        return self._lettered[number]

    def is_full(self, number: int) -> bool:
        """Return whether a row has two texts or more."""
        row, columns = self.rows[number], self.filled(number)
        return any(row[column] is not row[columns[0]] for column in columns[1:])

    def is_empty(self, number: int) -> bool:
        """Return whether a row has no text."""
        return not self.filled(number)


def sheet_of(rows: list[Row], extra: Iterable[str]) -> Sheet:
    """Return rows in which letters, or words where there are hardly any, are what counts."""
    explained = frozenset(map(normal, extra))
    counts = Counter(_style(cell.text, explained) for row in rows for cell in row[1:] if cell.text)
    letters = counts["letter"] >= counts["word"]

    def has_letters(cell: Cell) -> bool:
        style = _style(cell.text, explained) if cell.text else ""
        return style in ("letter", "explained") or (style == "word" and not letters)

    return Sheet(rows, has_letters, explained)


def without_legends(rows: list[Row]) -> list[Row]:
    """Return rows without the legends beside a matrix: letters with meanings behind or in them."""
    found: dict[int, dict[int, int]] = {}
    for column, numbers in legends_beside(rows).items():
        found[column] = dict.fromkeys(numbers, 2)
    equations = [
        (column, number)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if column and len(cell.text) > 2 and EQUATION.match(cell.text)
    ]
    several = Counter(column for column, _ in equations)
    for column, number in equations:
        if several[column] > 1:
            found.setdefault(column, {})[number] = 1
    copies = [list(row) for row in rows] if found else rows
    for column, widths in found.items():
        for number, width in widths.items():
            copies[number][column : column + width] = [EMPTY] * width
    return copies


@lru_cache(maxsize=4096)
def _style(text: str, explained: frozenset[str]) -> str:
    tokens = any_beside(explained).tokens(text)
    if not tokens:
        return "explained" if explained and normal(text) in explained else ""
    if not explained.isdisjoint(tokens):
        return "explained"
    return "letter" if any(len(token) == 1 and token.isupper() for token in tokens) else "word"


def letter_columns(sheet: Sheet, body: Sequence[int]) -> list[int]:
    """Return the columns in which letters stand, by the numbers of the rows below a head."""
    if not body:
        return []
    columns: defaultdict[int, list[Cell]] = defaultdict(list)
    for number in filter(sheet.is_full, body):
        for column in sheet.filled(number):
            columns[column].append(sheet.rows[number][column])
    found: list[int] = []
    for column in sorted(columns.keys() - {0}):
        cells = columns[column]
        counts = Counter([cell.text for cell in cells])
        texts = [cell for text, cell in _distinct(cells).items() if not is_blank(text)]
        letters = sum(counts[cell.text] for cell in texts if sheet.has_letters(cell))
        written = sum(counts[cell.text] for cell in texts)
        short = all(len(cell.text) <= SHORT for cell in texts)
        unsure = texts and all(normal(cell.text) in UNSURE for cell in texts)
        is_role = letters and (letters >= SHARE * written or short)
        if is_role or unsure:
            found.append(column)
    return (
        found
        if any(map(sheet.has_letters, (sheet.rows[n][c] for n in body for c in found)))
        else []
    )


def _distinct(cells: Iterable[Cell]) -> dict[str, Cell]:
    """Return the cells with different texts, by their texts."""
    return {cell.text: cell for cell in cells}


def same_heads(sheet: Sheet, first: int, second: int) -> bool:
    """Return whether two rows have the same texts: a head that is repeated."""
    columns = sheet.filled(first)
    texts = ([sheet.rows[number][c].text for c in columns] for number in (first, second))
    return columns == sheet.filled(second) and next(texts) == next(texts)
