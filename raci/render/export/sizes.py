"""How wide the columns of a sheet are, and how high its rows, by the texts in them."""

from collections.abc import Sequence
from math import cbrt

from raci.render.columns import columns, longest, wrap
from raci.render.escape import clean
from raci.render.export.sheet import Cell, Marked, Sheet, text_of

NARROWEST, WIDEST, OF_LETTERS = 9, 60, 16
"""Columns are as wide as their texts, within these widths; those of letters narrower."""

PAGE, PAGE_OF_FACTS, LEAST_OF_FACTS = 190, 215, 14
"""A page of paper is so wide, in columns; columns of facts that wrap to fit it are no narrower."""

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


def widths_of(sheet: Sheet) -> list[int]:
    """Return the widths of the columns; those of facts wrap so that a page of paper has them all.

    Columns with many or long texts get most of the page.
    """
    natural = [_natural(sheet, column) for column in range(len(sheet.head))]
    if not sheet.is_facts or sum(natural) <= PAGE_OF_FACTS:
        return natural
    least = [_least(sheet, column, width) for column, width in enumerate(natural)]
    wishes = [_wish(sheet, column) for column in range(len(sheet.head))]
    widths = least
    for share in range(1, 2 * PAGE_OF_FACTS):
        wished = (share * wish // sum(wishes) for wish in wishes)
        wider = [
            min(max(wish, low), most)
            for wish, low, most in zip(wished, least, natural, strict=True)
        ]
        if sum(wider) > PAGE_OF_FACTS:
            break
        widths = wider
    return widths


def _wish(sheet: Sheet, column: int) -> int:
    """Return the weight of a column: with widths like these, all rows together are lowest."""
    lengths = (columns(clean(text_of(row[column]))) for row in sheet.rows)
    return round(cbrt(sum(length**2 for length in lengths))) + 1


def _least(sheet: Sheet, column: int, natural: int) -> int:
    """Return how narrow a column of facts may be; not every program wraps links."""
    cells = (row[column] for row in sheet.rows)
    if any(isinstance(cell, Marked) and cell.link for cell in cells):
        return natural
    return min(max(longest(text_of(sheet.head[column])) + 3, LEAST_OF_FACTS), natural)


def _natural(sheet: Sheet, column: int) -> int:
    """Return the width of a column, by its texts; where it has letters, by its head."""
    head = text_of(sheet.head[column])
    if sheet.letters and column >= sheet.keys:
        return min(max(longest(head) + 3, NARROWEST), OF_LETTERS)
    lines = (line for row in sheet.rows for line in text_of(row[column]).split("\n"))
    widest = max((columns(clean(line)) for line in lines), default=0)
    natural = max(widest, longest(head) if sheet.is_facts else columns(clean(head)))
    return min(max(natural + 3, NARROWEST), WIDEST)
