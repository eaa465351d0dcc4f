"""Reads the heads and rows of one matrix."""

from collections.abc import Sequence

from raci.source.tables.columns import (
    Columns,
    Groups,
    columns_of,
    group_rows,
    name_of,
)
from raci.source.tables.grid import Cell, Grid
from raci.source.tables.letters import is_letter
from raci.source.tables.mapping import Direction
from raci.source.tables.notations import is_blank
from raci.source.tables.region import Doubt, Line, Region
from raci.source.tables.role_heads import role_heads
from raci.source.tables.sheet import (
    Sheet,
    same_heads,
)


def read_region(
    grid: Grid,
    sheet: Sheet,
    about: tuple[str, Direction],
    rows: tuple[list[int], list[int]],
    lettered: list[int],
) -> Region:
    """Return a matrix with its roles, rows and groups, and what it leaves out."""
    heads, body = rows
    columns = columns_of(sheet, heads[-1], body, lettered)
    found = role_heads(sheet, heads, columns.roles)
    known = list(dict.fromkeys(cell for cell in found.roles.values() if cell.text))
    region = Region(grid, *about, known, above=found.above, people=found.people)
    region.labels = [cell for number in heads for cell in sheet.rows[number]]
    region.labels += [sheet.rows[n][column] for n in body for column in columns.ids]
    region.doubts += found.doubts
    _leave_out(region, sheet, heads[-1], body, columns)
    titles = group_rows(sheet, body, columns)
    region.groups = len(titles)
    groups = Groups(columns.groups)
    for number in body:
        row = sheet.rows[number]
        if sheet.is_empty(number) or same_heads(sheet, heads[-1], number):
            continue
        if number in titles:
            groups.begin(titles[number])
            continue
        groups.carry(row)
        held = [(found.roles[c], row[c]) for c in sheet.filled(number) if c in found.roles]
        _read_row(region, name_of(row, columns), held, groups)
    return region


def _read_row(
    region: Region, name: Cell | None, held: Sequence[tuple[Cell, Cell]], groups: Groups
) -> None:
    if name is None:
        region.doubts += [Doubt("no-name", cell) for _, cell in held if not is_blank(cell.text)]
        return
    if region.lines and region.lines[-1].name is name:  # one activity in several rows
        line = region.lines[-1]
    else:
        line = Line(name, groups.around(name), [])
        region.lines.append(line)
    for role, cell in held:
        if role.text:
            line.held.append((role, cell))
        elif not is_blank(cell.text):
            region.doubts.append(Doubt("no-head", cell, name=name.text))


def _leave_out(
    region: Region, sheet: Sheet, head: int, body: Sequence[int], columns: Columns
) -> None:
    """Note the columns that are not read; letters that stand there are in doubt."""
    for column in columns.others:
        cells = [sheet.rows[n][column] for n in (head, *body)]
        title = cells[0]
        region.left_out += [cell for cell in cells if cell.text][:1]
        region.doubts += [
            Doubt("outside", sheet.rows[n][column], title.text)
            for n in body
            if is_letter((cell := sheet.rows[n][column]).text) or sheet.has_letters(cell)
        ]
