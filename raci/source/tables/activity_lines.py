"""Matrices in which an activity has a row for each of its roles."""

import re
from collections.abc import Sequence

from raci.source.tables.columns import (
    NOTE_HEAD,
    Columns,
    Groups,
    group_rows,
    name_of,
)
from raci.source.tables.grid import EMPTY, Cell, Grid, filled
from raci.source.tables.letter_heads import (
    ROLE_HEAD,
    is_tick,
    label_columns,
    rows_below,
)
from raci.source.tables.letters import ANY, is_lettered
from raci.source.tables.notations import is_blank, normal
from raci.source.tables.region import Doubt, Names, Region
from raci.source.tables.sheet import Sheet

_LETTER_HEAD = re.compile(
    r".*\b(?:ra[cs]\w*|letters?|type|responsibility|involvement|function)|.*(?:职责|类型)"
)


def ticked(
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
    columns = label_columns(sheet, head, body, labels)
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
            if is_tick(cell.text, tokens):
                line.held.append((tokens, role))
                region.marks.append(cell)
            elif not is_blank(cell.text):
                line.doubts.append(Doubt("cell", cell, role.text, line.name.text))
    return region


def one_a_row(grid: Grid) -> list[Region]:
    """Read rows of an activity, a role and its letters."""
    for head, row in enumerate(grid.rows[:-1]):
        if not any(ROLE_HEAD.fullmatch(normal(cell.text)) for cell in row if cell.text):
            continue
        body, beside = rows_below(grid, head, len(grid.rows))
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
    found = label_columns(sheet, head, body, labels)
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
