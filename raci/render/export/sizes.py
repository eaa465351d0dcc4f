"""How wide the columns of a sheet are, and how high its rows, by the texts in them."""

from collections.abc import Sequence

from raci.render.columns import columns, longest, wrap
from raci.render.escape import clean
from raci.render.export.sheet import Cell, Marked, Sheet, text_of

NARROWEST, WIDEST, OF_FACTS, OF_LETTERS = 9, 60, 36, 16
"""Columns are as wide as their texts, within these widths; those of facts and letters narrower."""

MOST_LINES = 24
"""So many lines a row may show: none is higher than 409 points."""


def lines_of(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """Return how many lines a row takes whose texts are wrapped."""
    pairs = zip(map(text_of, cells), map(int, widths), strict=False)
    high = (height(text, width - 2) for text, width in pairs)
    return min(max(high, default=1), MOST_LINES)


def height(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of a width, up to so many as matter."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    shown = text[: width * MOST_LINES].split("\n")
    return sum(len(wrap(line, width)) or 1 for line in shown)


def width_of(sheet: Sheet, column: int) -> int:
    """Return the width of a column, by its texts; where it has letters, by its head."""
    head = text_of(sheet.head[column])
    if sheet.letters and column >= sheet.keys:
        return min(max(longest(head) + 3, NARROWEST), OF_LETTERS)
    cells = [row[column] for row in sheet.rows]
    lines = (line for cell in cells for line in text_of(cell).split("\n"))
    widest = max((columns(clean(line)) for line in lines), default=0)
    natural = max(widest, longest(head) if sheet.is_facts else columns(clean(head)))
    may_wrap = sheet.is_facts and not any(map(_leads, cells))  # not every program wraps links
    return min(max(natural + 3, NARROWEST), OF_FACTS if may_wrap else WIDEST)


def _leads(cell: Cell) -> bool:
    return isinstance(cell, Marked) and cell.link != ""
