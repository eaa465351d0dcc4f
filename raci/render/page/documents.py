"""Reports on a page: the documents of both languages as one."""

import re
from collections.abc import Sequence
from itertools import starmap
from typing import Any

from raci.render.formats.document import Cell, ReportDocument, Table, lines
from raci.render.page.texts import Both, one_or_both

_FORMS = {"day": re.compile(r"(\d{4}-\d\d-\d\d)?"), "number": re.compile(r"\d*")}


def documents(english: ReportDocument, chinese: ReportDocument) -> dict[str, Any]:
    """Return a document of two languages: title, facts, tables and notes.

    Both say the same: only their texts differ.
    """
    pairs = zip(english.facts, chinese.facts, strict=True)
    tables = zip(english.tables, chinese.tables, strict=True)
    return {
        "title": one_or_both(english.title, chinese.title),
        "facts": [_row(*pair) for pair in pairs],
        "tables": list(starmap(_table, tables)),
        "notes": _row(english.notes, chinese.notes),
    }


def _table(english: Table, chinese: Table) -> dict[str, Any]:
    rows = list(starmap(_row, zip(english.rows, chinese.rows, strict=True)))
    return {
        "id": english.id,
        "title": one_or_both(english.title, chinese.title),
        "columns": [
            {"kind": _kind(cells), "title": title}
            for title, *cells in zip(_row(english.head, chinese.head), *rows, strict=True)
        ],
        "rows": rows,
    }


def _kind(cells: Sequence[Both]) -> str:
    """Return what all cells of a column are: days, numbers, else texts."""
    for kind, form in _FORMS.items():
        if any(cells) and all(isinstance(each, str) and form.fullmatch(each) for each in cells):
            return kind
    return "text"


def _row(english: Sequence[Cell], chinese: Sequence[Cell]) -> list[Both]:
    """Return cells; what stands below one another in one has line breaks."""
    texts = (["\n".join(lines(cell)) for cell in row] for row in (english, chinese))
    return list(starmap(one_or_both, zip(*texts, strict=True)))
