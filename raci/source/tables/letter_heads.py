"""What heads that are letters say, and what stands beside them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from raci.source.tables.columns import (
    FOOTNOTE,
    Columns,
    is_ids,
    name_column,
)
from raci.source.tables.grid import Cell, Grid, filled
from raci.source.tables.legend import explains, is_legend
from raci.source.tables.letters import ANY
from raci.source.tables.notations import MANY, TICKS, normal
from raci.source.tables.sheet import Sheet

ROLE_HEAD = re.compile(
    r"\broles?\b|\bposition|\bteam|\bstakeholder|\bposts?\b|\bperson|\bwho\b|\bdepartment|\bmember"
    r"|岗位|角色|部门|职位|人员|团队|单位|负责人"
)


_IN_BRACKETS = re.compile(r"[(\[（]([^()（）\[\]]+)[)\]）]")


@lru_cache(maxsize=MANY)
def head_letters(text: str) -> tuple[str, ...]:
    """Return the letters or words for which the head of a column stands, if it is nothing else."""
    match = _IN_BRACKETS.search(text)
    inner = ANY.tokens(match[1]) if match else None
    if inner and all(len(token) == 1 for token in inner):
        return inner
    return ANY.tokens(text) or ()


def is_tick(text: str, letters: tuple[str, ...]) -> bool:
    """Return whether a cell under a head of letters says that they hold."""
    return normal(text) in TICKS or head_letters(text) == letters


def rows_below(grid: Grid, head: int, end: int) -> tuple[list[int], list[Cell]]:
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


def label_columns(sheet: Sheet, head: int, body: Sequence[int], labels: list[int]) -> Columns:
    """Return which of the columns of labels has names, and which have groups."""
    name = name_column(sheet, head, body, labels)
    ids = [c for c in labels if c != name and is_ids(sheet, body, c)]
    groups = [c for c in labels if c < name and c not in ids]
    return Columns(name, groups, ids, [], [c for c in labels if c > name and c not in ids])


def cells_of_ids(grid: Grid, columns: Columns, body: Sequence[int]) -> list[Cell]:
    """Return the cells of the columns of ids."""
    return [grid.rows[n][c] for c in columns.ids for n in body]
