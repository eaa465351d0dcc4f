"""A document for a terminal: tables no wider than the screen, wide characters aligned."""

import re
from collections.abc import Iterator

from tabulate import tabulate

from raci.render.columns import columns, longest, pad, wrap
from raci.render.escape import clean
from raci.render.formats.document import Block, Cell, ReportDocument, Table, lines
from raci.render.phrases import Words

NARROW = 10
"""No column of texts is made narrower than this; a table that needs it is cut instead."""

WORD = 18
"""A longer word in a head is cut."""

ITEM = "  - "
"""What stands before an item of a block."""

GAP = 2
"""Columns between columns, and what tabulate adds to a head."""


def render(document: ReportDocument, *, width: int = 80) -> str:
    """Render a document; a table that is too wide is cut into tables of fewer columns."""
    parts = [*wrap(document.title, width), ""]
    for block in document.first:
        parts += block_lines(block, width)
    if document.first:
        parts.append("")
    if document.facts:
        parts += [*_facts(document, width), ""]
    further = Words("shared", document.lang)["continued"]
    for table in document.tables:
        title = table.title
        for piece in _pieces(table, width):
            parts += [*([*wrap(title, width), ""] if title else []), piece, ""]
            title = further.format(title=table.title).strip()
    for note in document.notes:
        parts += wrap(note, width)
    return "\n".join(parts) + "\n"


def block_lines(block: Block, width: int) -> list[str]:
    """Return a block of a first screen as the lines that a terminal shows."""
    items = (wrap(line, width, ITEM, " " * len(ITEM)) for line in block.lines)
    return [*wrap(block.title, width), *(line for item in items for line in item)]


def _facts(document: ReportDocument, width: int) -> Iterator[str]:
    margin = max(columns(name) for name, _ in document.facts) + 2
    for name, value in document.facts:
        first, *further = wrap(value, width - margin) or [""]
        yield f"{pad(clean(name), margin)}{first}".rstrip()
        yield from (f"{' ' * margin}{line}" for line in further)


def fits(document: ReportDocument, width: int) -> bool:
    """Return whether every table fits on the screen without being cut."""
    return all(sum(_widths(table, width)) <= width for table in document.tables)


def _pieces(table: Table, width: int) -> Iterator[str]:
    """Cut a table into as few pieces as fit on the screen, each with the key columns."""
    natural, least = _natural(table), _least(table, width)
    needed = [*map(min, natural, least)]
    start, end = table.keys, len(table.head)
    while True:
        stop, used = min(start + 1, end), sum(needed[: table.keys]) + sum(needed[start : start + 1])
        while stop < end and used + min(natural[stop] - GAP, least[stop]) <= width:
            used += needed[stop]
            stop += 1
        yield _draw(_columns(table, start, stop), width)
        if stop == end:
            return
        start = stop


def _columns(table: Table, start: int, stop: int) -> Table:
    shown = (*range(table.keys), *range(start, stop))
    rows = tuple(tuple(row[number] for number in shown) for row in table.rows)
    return Table(table.title, tuple(table.head[number] for number in shown), rows, table.keys)


def _widths(table: Table, width: int) -> list[int]:
    """Return the columns' widths on the screen, with the space between them.

    The widest shrink first, and those that name the row last.
    """
    natural, least = _natural(table), _least(table, width)
    natural[-1] -= GAP
    natural = [min(room, max(width, low)) for room, low in zip(natural, least, strict=True)]
    for shrinking in (range(table.keys, len(natural)), range(len(natural))):
        while sum(natural) > width:
            candidates = [number for number in shrinking if natural[number] > least[number]]
            if not candidates:
                break
            natural[max(candidates, key=natural.__getitem__)] -= 1
    return natural


def _natural(table: Table) -> list[int]:
    """Return the width that each column would have, with the space behind it."""
    return [
        max(
            columns(head) + GAP,
            *(columns(text) for row in table.rows for text in lines(row[number])),
            0,
        )
        + GAP
        for number, head in enumerate(table.head)
    ]


def _least(table: Table, width: int) -> list[int]:
    """Return the width below which no column is shrunk: no word of its cells is broken.

    The columns that name the row and one more have room for that on the screen.
    """
    most = width // (table.keys + 1)
    heads = [min(_longest_word(head) + 2 * GAP, WORD) for head in table.head]
    cells = [
        max((longest(text) for row in table.rows for text in lines(row[number])), default=0) + GAP
        for number in range(len(table.head))
    ]
    return [max(head, min(cell, most)) for head, cell in zip(heads, cells, strict=True)]


def _longest_word(head: str) -> int:
    return max(NARROW - GAP, *map(columns, re.split(r"\s|(?<=-)", head)))


def _draw(table: Table, width: int) -> str:
    rooms = [room - GAP for room in _widths(table, width)]
    rooms[-1] += GAP

    def fold(row: tuple[Cell, ...], less: int) -> list[str]:
        return [
            "\n".join(
                line
                for text in lines(cell)
                for line in wrap(text, max(room - less, 1), hyphens=True)
            )
            for cell, room in zip(row, rooms, strict=True)
        ]

    rows = [fold(row, 0) for row in table.rows]
    return tabulate(rows, fold(table.head, GAP), tablefmt="simple", disable_numparse=True)
