"""Matrices whose heads are letters, or stand above the roles: names or ticks in the cells."""

import re
from collections.abc import Sequence
from functools import lru_cache

from raci.source.tables.columns import (
    Columns,
    Groups,
    group_rows,
    is_ids,
    name_column,
    name_of,
)
from raci.source.tables.grid import EMPTY, Cell, Grid, Row, filled
from raci.source.tables.legend import is_legend
from raci.source.tables.letters import ANY, is_letter, is_lettered
from raci.source.tables.notations import MANY, TICKS, is_blank, normal
from raci.source.tables.region import Doubt, Names, Region
from raci.source.tables.sheet import Sheet

ROLE_HEAD = re.compile(
    r"\broles?\b|\bposition|\bteam|\bstakeholder|\bposts?\b|\bperson|\bwho\b|\bdepartment|\bmember"
    r"|岗位|角色|部门|职位|人员|团队|单位|负责人"
)


_IN_BRACKETS = re.compile(r"[(\[（]([^()（）\[\]]+)[)\]）]")


_SURE = ("responsible", "accountable", "consulted", "informed", "负责", "问责", "咨询", "知会")


@lru_cache(maxsize=MANY)
def head_letters(text: str) -> tuple[str, ...]:
    """Return the letters or words for which the head of a column stands, if it is nothing else."""
    match = _IN_BRACKETS.search(text)
    inner = ANY.tokens(match[1]) if match else None
    if inner and all(len(token) == 1 for token in inner):
        return inner
    return ANY.tokens(text) or ()


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
    rows = range(head + 1, end)
    body = [n for n in rows if filled(grid.rows[n]) and not is_legend(grid.rows[n])]
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
        return _ticked(grid, head, body, letters, labels) if len(labels) > 1 else None
    sheet = Sheet(grid.rows, lambda cell: cell in cells)
    name = name_column(sheet, head, body, labels)
    groups = Groups([c for c in labels if c < name and not is_ids(sheet, body, c)])
    region = Region(grid, grid.heading, "letters", [], letters=[row[c] for c in letters])
    region.labels = [*row, *_ids(grid, sheet, body, labels)]
    for number in body:
        line = grid.rows[number]
        held = [(tokens, line[c]) for c, tokens in letters.items() if not is_blank(line[c].text)]
        texts = filled(line)
        if len(texts) == 1 and number != body[-1]:
            groups.begin(texts[0])
            region.groups += 1
            continue
        groups.carry(line)
        if not line[name].text:
            region.doubts += [Doubt("no-name", cell) for _, cell in held]
            continue
        region.names.append(Names(line[name], groups.around(line[name]), held))
    return region if region.names else None


def _ids(grid: Grid, sheet: Sheet, body: Sequence[int], labels: Sequence[int]) -> list[Cell]:
    return [grid.rows[n][c] for c in labels if is_ids(sheet, body, c) for n in body]


def _ticked(
    grid: Grid,
    head: int,
    body: Sequence[int],
    letters: dict[int, tuple[str, ...]],
    labels: list[int],
) -> Region:
    """Read rows of an activity and a role with a tick under each letter that the role has."""
    role_column = labels[-1]
    heads = [grid.rows[head][c] for c in letters]
    region = Region(grid, grid.heading, "letters", [], letters=heads)
    region.labels = [grid.rows[n][c] for n in (head, *body) for c in labels[:-2]] + grid.rows[head]
    lines: dict[str, Names] = {}
    name = EMPTY
    for number in body:
        row = grid.rows[number]
        name = row[labels[-2]] if row[labels[-2]].text else name
        role = row[role_column]
        line = lines.setdefault(name.text, Names(name, (), [], is_ticked=True))
        for column, tokens in letters.items():
            cell = row[column]
            if _is_tick(cell.text, tokens):
                line.held.append((tokens, role))
                region.marks += [cell] if name.text else []
            elif not is_blank(cell.text):
                line.doubts.append(Doubt("cell", cell, role.text, name.text))
    region.names = [line for line in lines.values() if line.name.text]
    return region


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
    columns = Columns(0, [], [], [], [])
    sheet = Sheet(grid.rows, lambda cell: cell in ticks)
    columns.name = name_column(sheet, head, body, labels)
    columns.groups = [c for c in labels if c < columns.name and not is_ids(sheet, body, c)]
    region.labels = [*grid.rows[head], *_ids(grid, sheet, body, labels)]
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
        marked = [c for c, cell in cells if _is_tick(cell.text, letters[c])]
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


def _is_tick(text: str, letters: tuple[str, ...]) -> bool:
    return normal(text) in TICKS or head_letters(text) == letters


_LETTER_HEAD = re.compile(
    r".*\b(?:ra[cs]\w*|letters?|type|responsibility|involvement|function)|.*(?:职责|类型)"
)


def one_a_row(grid: Grid) -> list[Region]:
    """Read rows of an activity, a role and its letters."""
    for head, row in enumerate(grid.rows[:-1]):
        if not any(ROLE_HEAD.fullmatch(normal(cell.text)) for cell in row if cell.text):
            continue
        body = [n for n in range(head + 1, len(grid.rows)) if len(filled(grid.rows[n])) > 1]
        if len(filled(row)) < 3 or len(body) < 2:
            continue
        texts = [[grid.rows[n][c].text for n in body] for c in range(len(row))]
        lettered = [c for c, column in enumerate(texts) if all(map(is_lettered, column))]
        roles = [
            c
            for c, cell in enumerate(row)
            if c not in lettered and ROLE_HEAD.fullmatch(normal(cell.text)) and all(texts[c])
        ]
        names = [c for c in range(len(row)) if c not in (*lettered, *roles)]
        alone = len(lettered) == 1 and len(roles) == 1 and names
        if alone and _LETTER_HEAD.match(normal(row[lettered[0]].text)):
            region = _of_rows(grid, body, (names, roles[0], lettered[0]))
            region.letters = [row[roles[0]], row[lettered[0]]]
            return [region]
    return []


def _of_rows(grid: Grid, body: Sequence[int], columns: tuple[list[int], int, int]) -> Region:
    names, role, letters = columns
    sheet = Sheet(grid.rows, lambda _: True)
    region = Region(grid, grid.heading, "letters", [])
    column = next((c for c in names if not is_ids(sheet, body, c)), names[0])
    lines: dict[str, Names] = {}
    name = EMPTY
    for number in body:
        row = grid.rows[number]
        name = row[column] if row[column].text else name
        line = lines.setdefault(name.text, Names(name, (), []))
        line.held.append((ANY.tokens(row[letters].text) or (), row[role]))
        region.marks += [row[letters]] if name.text else []
    region.names = [line for line in lines.values() if line.name.text]
    return region
