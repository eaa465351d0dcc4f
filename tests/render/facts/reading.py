"""Reads fact tables as plain data."""

from typing import Any

from raci.render.facts.table import FactTable, to_json


def by_key(table: FactTable, *keys: str) -> dict[Any, dict[str, Any]]:
    """Return the rows as plain data, by the value of a column or the values of several."""
    data = to_json(table)
    names = [column["key"] for column in data["columns"]]
    rows = [dict(zip(names, row, strict=True)) for row in data["rows"]]
    found = {tuple(row[key] for key in keys) if keys[1:] else row[keys[0]]: row for row in rows}
    assert len(found) == len(rows)
    return found
