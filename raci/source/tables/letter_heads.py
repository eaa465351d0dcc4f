"""Matrices whose heads are letters, or stand above the roles: names or ticks in the cells."""

import re
from collections.abc import Sequence
from functools import lru_cache

from raci.source.tables.columns import (
    FOOTNOTE,
    NOTE_HEAD,
    Columns,
    Groups,
    group_rows,
    is_ids,
    name_column,
    name_of,
)
from raci.source.tables.grid import EMPTY, Cell, Grid, Row, filled
from raci.source.tables.legend import explains, is_legend
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
    body, beside = _below(grid, head, end)
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
        return _ticked(grid, head, (body, beside), letters, labels) if len(labels) > 1 else None
    named = {*cells}
    sheet = Sheet(grid.rows, lambda cell: cell in named)
    columns = _label_columns(sheet, head, body, labels)
    name = columns.name
    titles = group_rows(sheet, body, columns)
    groups = Groups(columns.groups)
    region = Region(grid, grid.heading, "letters", [], letters=[row[c] for c in letters])
    region.groups = len(titles)
    region.left_out = beside
    region.labels = [*row, *_ids(grid, columns, body)]
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


def _ids(grid: Grid, columns: Columns, body: Sequence[int]) -> list[Cell]:
    return [grid.rows[n][c] for c in columns.ids for n in body]


def _below(grid: Grid, head: int, end: int) -> tuple[list[int], list[Cell]]:
    """Return the rows of a matrix, up to the last of several texts and the names right below it.

    The others are no legends; return their texts too.
    """
    texts = {
        n: cells
        for n in range(head + 1, end)
        if (cells := filled(grid.rows[n]))
        and not is_legend(grid.rows[n])
        and not (len(cells) == 1 and explains(cells))
    }
    last = max((n for n, cells in texts.items() if len(cells) > 1), default=head)
    while last + 1 in texts and not FOOTNOTE.match(texts[last + 1][0].text):
        last += 1
    return [n for n in texts if n <= last], [cells[0] for n, cells in texts.items() if n > last]


def _ticked(
    grid: Grid,
    head: int,
    rows: tuple[list[int], list[Cell]],
    letters: dict[int, tuple[str, ...]],
    labels: list[int],
) -> Region:
    """Read rows of an activity and a role with a tick under each letter that the role has."""
    *labels, role_column = labels
    body, beside = rows
    heads = [grid.rows[head][c] for c in letters]
    region = Region(grid, grid.heading, "letters", [], letters=heads, left_out=beside)
    sheet = Sheet(grid.rows, lambda _: True)
    columns = _label_columns(sheet, head, body, labels)
    if columns.others:  # names stand beside their roles
        columns = Columns(labels[-1], [c for c in labels[:-1] if c not in columns.ids], [], [], [])
    read = (columns.name, role_column)
    others = [c for c in range(role_column) if c not in read]
    region.labels = [grid.rows[n][c] for n in (head, *body) for c in others] + grid.rows[head]
    lines = _Lines(region, sheet, body, columns, is_ticked=True)
    for number in body:
        line = lines.of(number)
        if line is None:
            continue
        row = grid.rows[number]
        role = row[role_column]
        for column, tokens in letters.items():
            cell = row[column]
            if _is_tick(cell.text, tokens):
                line.held.append((tokens, role))
                region.marks.append(cell)
            elif not is_blank(cell.text):
                line.doubts.append(Doubt("cell", cell, role.text, line.name.text))
    return region


def _label_columns(sheet: Sheet, head: int, body: Sequence[int], labels: list[int]) -> Columns:
    """Return which of the columns of labels has names, and which have groups."""
    name = name_column(sheet, head, body, labels)
    ids = [c for c in labels if c != name and is_ids(sheet, body, c)]
    groups = [c for c in labels if c < name and c not in ids]
    return Columns(name, groups, ids, [], [c for c in labels if c > name and c not in ids])


class _Lines:
    """The activities of a matrix in which each has several rows; each is one within its groups."""

    def __init__(
        self,
        region: Region,
        sheet: Sheet,
        body: Sequence[int],
        columns: Columns,
        *,
        is_ticked: bool = False,
    ) -> None:
        self.region, self.rows, self.columns = region, sheet.rows, columns
        self.is_ticked = is_ticked
        self.titles = self._with_names_below(body, group_rows(sheet, body, columns))
        self.groups = Groups(columns.groups)
        self.lines: dict[tuple[str, ...], Names] = {}
        self.name = EMPTY
        region.groups = len(self.titles)

    def _with_names_below(self, body: Sequence[int], titles: dict[int, Cell]) -> dict[int, Cell]:
        """Return titles without those that are names of the rows below, which have none."""
        kept: dict[int, Cell] = {}
        is_named = False
        for number in reversed(body):
            if number not in titles:
                is_named = bool(self.rows[number][self.columns.name].text)
            elif is_named:
                kept[number] = titles[number]
        return kept

    def of(self, number: int) -> Names | None:
        """Return the activity of a row, the one above where it names none; None for a title."""
        if number in self.titles:
            self.groups.begin(self.titles[number])
            self.name = EMPTY
            return None
        row = self.rows[number]
        self.groups.carry(row)
        self.name = row[self.columns.name] if row[self.columns.name].text else self.name
        name = self.name if self.name.text else name_of(row, self.columns)
        if name is None:
            self.region.doubts += [Doubt("no-name", cell) for cell in filled(row)[:1]]
            return None
        groups = self.groups.around(name)
        key = (*(normal(group.text) for group in groups), normal(name.text))
        if key not in self.lines:
            self.lines[key] = Names(name, groups, [], is_ticked=self.is_ticked)
            self.region.names.append(self.lines[key])
        return self.lines[key]


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
    columns = _label_columns(sheet, head, body, labels)
    region.labels = [*grid.rows[head], *_ids(grid, columns, body)]
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
        body, beside = _below(grid, head, len(grid.rows))
        if len(filled(row)) < 3 or len(body) < 2:
            continue
        texts = [[text for n in body if (text := grid.rows[n][c].text)] for c in range(len(row))]
        lettered = [c for c, column in enumerate(texts) if column and all(map(is_lettered, column))]
        roles = [
            c
            for c, cell in enumerate(row)
            if c not in lettered and ROLE_HEAD.fullmatch(normal(cell.text))
        ]
        names = [c for c in range(len(row)) if c not in (*lettered, *roles) and texts[c]]
        if len(lettered) != 1 or len(roles) != 1 or not names:
            continue
        held = [bool(grid.rows[n][lettered[0]].text) for n in body]
        in_pairs = held == [bool(grid.rows[n][roles[0]].text) for n in body] and sum(held) > 1
        if in_pairs and _LETTER_HEAD.match(normal(row[lettered[0]].text)):
            region = _of_rows(grid, head, body, (names, roles[0], lettered[0]))
            region.left_out += beside
            return [region]
    return []


def _of_rows(
    grid: Grid, head: int, body: Sequence[int], columns: tuple[list[int], int, int]
) -> Region:
    names, role, letters = columns
    row = grid.rows[head]
    region = Region(grid, grid.heading, "letters", [], letters=[row[role], row[letters]])
    sheet = Sheet(grid.rows, lambda cell: is_lettered(cell.text))
    labels = [c for c in names if not NOTE_HEAD.search(normal(row[c].text))] or names
    found = _label_columns(sheet, head, body, labels)
    read = {found.name, *found.groups, *found.ids}
    region.left_out = [row[c] for c in names if c not in read and row[c].text]
    lines = _Lines(region, sheet, body, found)
    for number in body:
        line = lines.of(number)
        cells = grid.rows[number]
        if line is not None and cells[role].text:
            line.held.append((ANY.tokens(cells[letters].text) or (), cells[role]))
            region.marks.append(cells[letters])
    return region
