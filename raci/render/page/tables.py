"""Tables of facts on a page: whole, or as many of their first rows as a page may hold."""

from collections.abc import Iterable
from typing import Any

from raci.render.facts.table import FactTable, to_json
from raci.render.page.assemble import size

MOST_BYTES = 500_000
"""The most bytes of a table; the workbook has it whole."""


def on_page(tables: Iterable[FactTable]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return tables as data, and how many rows of which are left out, by the tables' ids."""
    shown = [to_json(table) for table in tables]
    left: dict[str, int] = {}
    for table in shown:
        rows = table["rows"]
        table["rows"] = rows[: _fitting(rows)]
        if cut := len(rows) - len(table["rows"]):
            left[table["id"]] = cut
    return shown, left


def _fitting(rows: list[Any]) -> int:
    if size(rows) <= MOST_BYTES:
        return len(rows)
    room = MOST_BYTES
    for number, row in enumerate(rows):
        room -= size(row)
        if room < 0:
            return number
    return len(rows)
