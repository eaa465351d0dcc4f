"""Reads the sheets of a workbook, merged cells included; needs python-calamine."""

import datetime
from io import BytesIO
from typing import Any

from raci.source.decode import UnreadableError
from raci.source.tables.grid import EMPTY, Cell, Grid, Row, Sheets, TableFile
from raci.source.tables.inline import tidy

MOST_CELLS = 2_000_000
"""No sheet has more cells, empty ones among and before the others included."""


def read(raw: bytes) -> TableFile:
    """Read the visible sheets of a workbook.

    Raises:
        UnreadableError: the library is missing, or it cannot read the bytes.
    """
    try:
        from python_calamine import (
            CalamineError,
            CalamineWorkbook,
            PasswordError,
            SheetTypeEnum,
            SheetVisibleEnum,
        )
    except ImportError as error:
        raise UnreadableError("no-library", command="pip install 'raci[excel]'") from error
    grids: list[Grid] = []
    starts: list[int] = []
    written: list[str] = []
    at = 0
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        for about in book.sheets_metadata:
            if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise UnreadableError("too-many-cells", sheet=about.name, limit=MOST_CELLS)
            starts.append(at)
            rows, text = _rows(sheet.to_python(skip_empty_area=False), at)
            _merge(rows, sheet.merged_cell_ranges or ())
            written.append(text)
            at += len(text)
            grids.append(Grid(rows, sheet=about.name, line=1))
    except PasswordError as error:
        raise UnreadableError("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError("no-workbook", detail=str(error)) from error
    text = "".join(written)
    names = [grid.sheet for grid in grids]
    return TableFile(text, grids, sheets=Sheets(text, names, starts))


def _rows(values: list[list[Any]], at: int) -> tuple[list[Row], str]:
    """Return the rows of a sheet, and their text: a line for each, tabs between cells."""
    rows: list[Row] = []
    lines: list[str] = []
    for each in values:
        row: Row = []
        texts: list[str] = []
        for value in each:
            if value == "":
                row.append(EMPTY)
                texts.append("")
                at += 1
                continue
            text = value if isinstance(value, str) else _text(value)
            shown = " ".join(text.split())
            row.append(Cell(tidy(text), at, at + len(shown)))
            texts.append(shown)
            at += len(shown) + 1
        lines.append("\t".join(texts) + "\n")
        at += not each
        rows.append(row)
    return rows, "".join(lines)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _merge(rows: list[Row], ranges: Any) -> None:
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        cell = rows[top][left]
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [cell] * (min(right + 1, len(row)) - left)
