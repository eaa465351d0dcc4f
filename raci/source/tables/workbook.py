"""Reads the sheets of a workbook, merged cells included; needs python-calamine."""

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from raci.findings.text import one_line
from raci.source.decode import UnreadableError
from raci.source.extras import command_for
from raci.source.tables.grid import EMPTY, MOST_CELLS, Cell, Grid, Row, Sheets, TableFile
from raci.source.tables.inline import tidy
from raci.source.tables.package import checked


def read(raw: bytes) -> TableFile:
    """Read the visible sheets of a workbook; hidden ones and sheets of facts are kept apart.

    Raises:
        UnreadableError: the library is missing, or it cannot read the bytes.
    """
    package = checked(raw)
    grids: list[Grid] = []
    starts: list[int] = []
    written: list[str] = []
    hidden: list[Grid] = []
    at = 0
    with _readable():
        for sheet, is_visible in _sheets(package.copy):
            values = sheet.to_python(skip_empty_area=False)
            if not is_visible or sheet.name in package.facts:
                hidden.append(Grid(_rows(values, 0)[0], sheet=sheet.name))
                continue
            starts.append(at)
            _add(values, package.unvalued.get(sheet.name, {}))
            rows, text = _rows(values, at)
            _merge(rows, sheet.merged_cell_ranges or ())
            written.append(text)
            at += len(text)
            grids.append(Grid(rows, sheet=sheet.name, line=1))
    names = [grid.sheet for grid in grids]
    text = "".join(written)
    return TableFile(text, grids, sheets=Sheets(text, names, starts), hidden=hidden)


def _sheets(file: BinaryIO) -> Iterator[tuple[Any, bool]]:
    """Yield the sheets with cells, each with whether it is visible; refuse too many cells."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(file)
    cells = 0
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            cells += sheet.total_height * sheet.total_width
            if cells > MOST_CELLS:
                raise UnreadableError("too-many-cells", sheet=about.name, limit=MOST_CELLS)
            yield sheet, about.visible == SheetVisibleEnum.Visible


@contextmanager
def _readable() -> Iterator[None]:
    """Say in raci's words what the library says of a workbook, or that it is missing."""
    try:
        from python_calamine import CalamineError, PasswordError
    except ImportError as error:
        raise UnreadableError("no-library", command=command_for("excel")) from error
    try:
        yield
    except PasswordError as error:
        raise UnreadableError("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError("no-workbook") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how a mistake in the library ends
            raise
        raise UnreadableError("no-workbook") from error


def _rows(values: list[list[Any]], at: int) -> tuple[list[Row], str]:
    """Return the rows of a sheet, and their text: a line for each, tabs between cells."""
    rows: list[Row] = []
    lines: list[str] = []
    known: dict[str, tuple[str, str]] = {}
    for each in values:
        row: Row = [EMPTY] * len(each)
        texts = [""] * len(each)
        for column, value in [pair for pair in enumerate(each) if pair[1] != ""]:
            text = value if isinstance(value, str) else _text(value)
            if text not in known:
                known[text] = tidy(text), one_line(text)
            tidied, shown = known[text]
            row[column] = Cell(tidied, at + column, at + column + len(shown))
            texts[column] = shown
            at += len(shown)
        lines.append("\t".join(texts) + "\n")
        at += len(each) or 1
        rows.append(row)
    return rows, "".join(lines)


def _add(values: list[list[Any]], unvalued: Mapping[tuple[int, int], str]) -> None:
    """Write formulas whose results are not known where their results would stand."""
    for (row, column), formula in unvalued.items():
        values += ([] for _ in range(row + 1 - len(values)))
        values[row] += [""] * (column + 1 - len(values[row]))
        values[row][column] = formula


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _merge(rows: list[Row], ranges: Any) -> None:
    left_over = sum(map(len, rows))
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        cell = rows[top][left]
        for row in rows[top : bottom + 1]:
            left_over -= min(right + 1, len(row)) - left
            if left_over < 0:
                raise UnreadableError("no-workbook")
            row[left : right + 1] = [cell] * (min(right + 1, len(row)) - left)
