"""Maps and lists with the marks that lead to cells."""

from array import array
from collections.abc import Sequence
from typing import Any

from raci.source.document import Document
from raci.source.tables.grid import Cell


def marked_map(
    document: Document, entries: Sequence[tuple[str, Cell, Any]], *, unique: bool = False
) -> dict[str, Any]:
    """Return a map; each entry is a key, its cell, and a value. The first of a key counts.

    Raises:
        ValueError: keys that must be ``unique`` repeat.
    """
    made: dict[str, Any] = {}
    if unique and len({key for key, _, _ in entries}) < len(entries):
        raise ValueError("two entries of a map have one key")
    offsets = array("q")
    for key, cell, value in entries:
        if key not in made:
            offsets.extend((cell.start, cell.end, cell.start, cell.end))
            made[key] = value
    document.marks[id(made)] = offsets
    return made


def marked_list(document: Document, items: Sequence[tuple[str, Cell]]) -> list[str]:
    """Return a list; each item is a text and its cell. The first of a text counts."""
    first: dict[str, Cell] = {}
    for text, cell in items:
        first.setdefault(text, cell)
    made = list(first)
    offsets = array("q", (at for cell in first.values() for at in (cell.start, cell.end)))
    document.marks[id(made)] = offsets
    return made
