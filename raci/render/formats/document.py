"""A report before it has a format: a title, tables of text, notes below."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; the first ``keys`` columns name the row. Cells are lines of text."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: int = 1


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A report: facts (a name and its value), tables, and notes (a legend, a date) below."""

    lang: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
