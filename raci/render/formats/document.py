"""A report before it has a format: a title, tables of text, notes below."""

from dataclasses import dataclass

from raci.findings.ref import Function

Cell = str | tuple[str, ...]
"""A text, or several below one another."""


def lines(cell: Cell) -> tuple[str, ...]:
    """Return the texts of a cell."""
    return (cell,) if isinstance(cell, str) else cell


class Marked(str):
    """The letters of a cell, whatever their notation, and the function that stands out in it."""

    function: Function | None

    def __new__(cls, text: str, function: Function | None) -> "Marked":
        """Return a text with a function."""
        marked = super().__new__(cls, text)
        marked.function = function
        return marked

    def behind(self, mark: str) -> "Marked":
        """Return the same letters behind a mark."""
        return Marked(mark + self, self.function)


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
