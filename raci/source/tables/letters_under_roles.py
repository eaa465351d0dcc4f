"""Matrices in which each role has a column for each letter, with ticks in the cells."""

from raci.source.tables.columns import (
    Groups,
    group_rows,
    name_of,
)
from raci.source.tables.grid import EMPTY, Cell, Grid
from raci.source.tables.letter_heads import cells_of_ids, head_letters, is_tick, label_columns
from raci.source.tables.letters import is_letter
from raci.source.tables.notations import is_blank
from raci.source.tables.region import Doubt, Names, Region
from raci.source.tables.sheet import Sheet


def letters_under_roles(grid: Grid) -> list[Region]:
    """Read ticks under letters that repeat below each role."""
    for head in range(1, len(grid.rows)):
        row, above = grid.rows[head], grid.rows[head - 1]
        letters = {n: head_letters(cell.text) for n, cell in enumerate(row) if n and cell.text}
        letters = {n: tokens for n, tokens in letters.items() if tokens}
        if len({*letters.values()}) < 2 or len({*letters.values()}) * 2 > len(letters):
            continue
        roles: dict[int, Cell] = {}
        for column in letters:
            roles[column] = above[column] if above[column].text else roles.get(column - 1, EMPTY)
        named = all(cell.text and not is_letter(cell.text) for cell in roles.values())
        if named and _repeat(letters, roles):
            return [_under_roles(grid, head, letters, roles)]
        return []
    return []


def _repeat(letters: dict[int, tuple[str, ...]], roles: dict[int, Cell]) -> bool:
    """Return whether each of several roles has the same letters, each once."""
    sets: dict[Cell, list[tuple[str, ...]]] = {}
    for column, tokens in letters.items():
        sets.setdefault(roles[column], []).append(tokens)
    first = next(iter(sets.values()))
    is_same = all(each == first for each in sets.values())
    return len(sets) > 1 and is_same and len(first) > 1 and len({*first}) == len(first)


def _under_roles(
    grid: Grid, head: int, letters: dict[int, tuple[str, ...]], roles: dict[int, Cell]
) -> Region:
    body = [n for n in range(head + 1, len(grid.rows)) if any(c.text for c in grid.rows[n])]
    region = Region(grid, grid.heading, "across", list(dict.fromkeys(roles.values())))
    labels = [c for c in range(min(letters)) if any(grid.rows[n][c].text for n in body)]
    ticks = {cell for n in body for c in letters if (cell := grid.rows[n][c]).text}
    sheet = Sheet(grid.rows, lambda cell: cell in ticks)
    columns = label_columns(sheet, head, body, labels)
    region.labels = [*grid.rows[head], *cells_of_ids(grid, columns, body)]
    titles = group_rows(sheet, body, columns)
    region.groups = len(titles)
    groups = Groups(columns.groups)
    for number in body:
        row = grid.rows[number]
        if number in titles:
            groups.begin(titles[number])
            continue
        groups.carry(row)
        name = name_of(row, columns)
        cells = [(c, row[c]) for c in letters if not is_blank(row[c].text)]
        marked = [c for c, cell in cells if is_tick(cell.text, letters[c])]
        if name is None:
            region.doubts += [Doubt("no-name", cell) for _, cell in cells]
            continue
        held = [(letters[c], roles[c]) for c in marked]
        doubts = [
            Doubt("cell", cell, roles[c].text, name.text) for c, cell in cells if c not in marked
        ]
        region.names.append(Names(name, groups.around(name), held, True, doubts))
        region.marks += [row[c] for c in marked]
    return region
