"""Matrices whose heads are letters, with names in the cells."""

from raci.source.tables.activity_lines import ticked
from raci.source.tables.columns import (
    Groups,
    group_rows,
)
from raci.source.tables.grid import Grid, Row, filled
from raci.source.tables.letter_heads import cells_of_ids, head_letters, label_columns, rows_below
from raci.source.tables.letters import is_letter, is_lettered
from raci.source.tables.notations import TICKS, is_blank, normal
from raci.source.tables.region import Doubt, Names, Region
from raci.source.tables.sheet import Sheet

_SURE = ("responsible", "accountable", "consulted", "informed", "负责", "问责", "咨询", "知会")


def by_letters(grid: Grid) -> list[Region]:
    """Return the matrices with a letter above each column, and names or ticks in the cells."""
    found: list[Region] = []
    rows = grid.rows
    heads = [
        n for n, row in enumerate(rows) if _are_letters(row) and not (n and _is_above(rows[n - 1]))
    ]
    for number, head in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else len(grid.rows)
        region = _names(grid, head, end)
        if region is not None:
            found.append(region)
    return found


def _is_above(row: Row) -> bool:
    """Return whether a row has letters too, or heads of roles: the letters below are no heads."""
    return any(is_lettered(cell.text) for cell in row[1:]) or len(filled(row[1:])) > 1


def _are_letters(row: Row) -> bool:
    texts = [cell.text for cell in row[1:] if cell.text]
    tokens = [letters for text in texts if (letters := head_letters(text))]
    distinct = {token for letters in tokens for token in letters}
    sure = sum(len(token) == 1 or token in _SURE for token in distinct)
    return len(tokens) >= 2 and len(distinct) >= len(tokens) and sure >= 2


def _names(grid: Grid, head: int, end: int) -> Region | None:
    row = grid.rows[head]
    letters = {n: tokens for n, cell in enumerate(row) if n and (tokens := head_letters(cell.text))}
    body, beside = rows_below(grid, head, end)
    whole = [grid.rows[n] for n in body if len(filled(grid.rows[n])) > 1]
    cells = [row[c] for row in whole for c in letters if not is_blank(row[c].text)]
    ticks = [cell for cell in cells if normal(cell.text) in TICKS]
    written = [cell for cell in cells if is_letter(cell.text) and cell not in ticks]
    if all(is_lettered(cell.text) for cell in cells if cell not in ticks):
        written = [cell for cell in cells if cell not in ticks]
    labels = [c for c in range(min(letters)) if any(grid.rows[n][c].text for n in body)]
    if not cells or not labels or len(written) * 3 > len(cells):
        return None
    if len(ticks) * 2 > len(cells):
        return ticked(grid, head, (body, beside), letters, labels) if len(labels) > 1 else None
    named = {*cells}
    sheet = Sheet(grid.rows, lambda cell: cell in named)
    columns = label_columns(sheet, head, body, labels)
    name = columns.name
    titles = group_rows(sheet, body, columns)
    groups = Groups(columns.groups)
    region = Region(grid, grid.heading, "letters", [], letters=[row[c] for c in letters])
    region.groups = len(titles)
    region.left_out = beside
    region.labels = [*row, *cells_of_ids(grid, columns, body)]
    for number in body:
        line = grid.rows[number]
        held = [(tokens, line[c]) for c, tokens in letters.items() if not is_blank(line[c].text)]
        if number in titles:
            groups.begin(titles[number])
            continue
        groups.carry(line)
        if not line[name].text:
            region.doubts += [Doubt("no-name", cell) for _, cell in held]
            continue
        region.names.append(Names(line[name], groups.around(line[name]), held))
    return region if region.names else None
