"""A report before it has a format: a title, tables of text, notes below."""

from dataclasses import dataclass

Cell = str | tuple[str, ...]
"""A text, or several below one another."""


def lines(cell: Cell) -> tuple[str, ...]:
    """Return the texts of a cell."""
    return (cell,) if isinstance(cell, str) else cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first ``keys`` columns name the row. ``id`` is the same in each language."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a first screen: what it tells, with its total, and lines below that."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report: facts (a name and its value), tables, and notes (a legend, a date) below.

    ``first`` is the first screen, above all others.
    """

    lang: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    first: tuple[Block, ...] = ()
