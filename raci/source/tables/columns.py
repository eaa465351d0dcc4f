"""The columns beside the letters, and the groups into which rows are put."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from raci.source.tables.grid import Cell, Row, filled
from raci.source.tables.notations import is_blank, normal
from raci.source.tables.sheet import SHORT, Sheet

ID = re.compile(
    r"[\W\d_]+|[^\W\d_]{0,5}[-.#_ ]?\d+(?:[-.]\d+)*[a-z]?[.)]?|[IVX]+[.)]?|[A-Za-z][.)]?"
    r"|[一二三四五六七八九十]+、?"
)


NAME_HEAD = re.compile(
    r"activit|task|deliverable|\bstep|process|\bitem|decision|function|responsibilit|\bwork|meeting"
    r"|任务|活动|工作|流程|事项|职责|步骤|内容|交付|环节"
)


NOTE_HEAD = re.compile(
    r"note|comment|remark|description|details?\b|date|status|priority|frequency|cadence|due|link"
    r"|reference|evidence|tool|output|input|legend|meaning|图例|含义|备注|说明|描述|日期|状态|频率|时间|依据|输出|输入"
)


FOOTNOTE = re.compile(
    r"(?:note|legend|key|source|total|注|说明|图例|备注|备注|合计)\b|^[*†‡]", re.IGNORECASE
)
"""A row below a matrix that begins so is no activity."""


LEVELS = 2
"""Plain titles are groups of so many levels; more above one another are rows without letters."""

DEEPEST = 8
"""Bold and merged titles are groups of no more levels."""


@dataclass(slots=True)
class Columns:
    """What the columns of a matrix are."""

    name: int
    groups: list[int]
    ids: list[int]
    roles: list[int]
    others: list[int]


class Groups:
    """The groups that a row is in: the titles above it, and what its columns carry down."""

    def __init__(self, columns: Sequence[int]) -> None:
        self.columns = columns
        self.titles: list[Cell] = []
        self.begun: list[Cell] = []
        self.carried: dict[int, Cell] = {}

    def begin(self, title: Cell) -> None:
        """Begin a group; right below another title it is a part of that one."""
        self.begun.append(title)

    def carry(self, row: Row) -> None:
        """Begin the groups that stand in the columns of a row; those further in end.

        A dash ends a group, and begins none.
        """
        self._settle()
        for number, column in enumerate(self.columns):
            cell = row[column]
            if cell.text and cell is not self.carried.get(column):
                for ended in self.columns[number:]:
                    self.carried.pop(ended, None)
                if not is_blank(cell.text):
                    self.carried[column] = cell

    def around(self, name: Cell) -> tuple[Cell, ...]:
        """Return the groups of a row, outermost first."""
        own = (self.carried[c] for c in self.columns if c in self.carried)
        return (*self.titles, *(cell for cell in own if cell is not name))

    def _settle(self) -> None:
        """Put titles in the place of as many that end: a single one is an inner group.

        Where titles of one level are bold and of the other are not, a single bold one is outer.
        """
        if not self.begun:
            return
        self.begun = self.begun[-DEEPEST:]
        kept = max(len(self.titles) - len(self.begun), 0)
        levels = [title.bold for title in self.titles]
        if len({*levels}) > 1 and len(self.begun) == 1:
            kept = levels.index(self.begun[0].bold)
        self.titles = [*self.titles[:kept], *self.begun]
        self.begun = []
        self.carried = {}


def columns_of(sheet: Sheet, head: int, body: Sequence[int], lettered: list[int]) -> Columns:
    """Return which columns have names, ids and groups, beside those with letters."""
    first, width = lettered[0], len(sheet.rows[head])
    labels = [c for c in range(first) if any(sheet.rows[n][c].text for n in body)]
    name = name_column(sheet, head, body, labels)
    ids = [c for c in labels if c != name and is_ids(sheet, body, c)]
    groups = [c for c in labels if c < name and c not in ids]
    roles: list[int] = []
    others: list[int] = []
    for column in range(name + 1, width):
        if column in lettered:
            roles.append(column)
        elif column not in ids:
            inside = first < column < lettered[-1]
            cells = [sheet.rows[n][column].text for n in body]
            title = normal(sheet.rows[head][column].text)
            is_role = bool(title) and not NOTE_HEAD.search(title) and _may_be_letters(cells, inside)
            (roles if is_role else others).append(column)
    return Columns(name, groups, ids, roles, others)


def _may_be_letters(texts: Sequence[str], inside: bool) -> bool:
    """Return whether a column is empty, or has short texts and stands among those of letters."""
    return all(is_blank(text) or (inside and len(text) <= SHORT) for text in texts)


def name_column(sheet: Sheet, head: int, body: Sequence[int], labels: Sequence[int]) -> int:
    """Return the column of activities: filled, different in each row, and no column of ids.

    Where no other column differs in most rows, what looks like ids are names: "Task 1".
    """
    rows = [sheet.rows[n] for n in body if sheet.lettered(n)]
    ids = [c for c in labels if is_ids(sheet, body, c)]
    others = [c for c in labels if c not in ids]
    own = others if not ids or any(_distinct(rows, c) > 0.5 for c in others) else labels
    best, most = (own[-1] if own else 0), -1.0
    for column in own:
        said = NAME_HEAD.search(normal(sheet.rows[head][column].text)) is not None
        score = _distinct(rows, column) + 0.15 * said
        if score > most + 0.1:
            best, most = column, score
    return best


def _distinct(rows: Sequence[Row], column: int) -> float:
    """Return the share of rows with a text of their own in a column."""
    cells = len({row[column] for row in rows if row[column].text})
    texts = len({row[column].text for row in rows if row[column].text})
    return min(cells, texts + 0.05 * cells) / max(len(rows), 1)


def is_ids(sheet: Sheet, body: Sequence[int], column: int) -> bool:
    """Return whether a column has nothing but numbers and the like."""
    rows = [sheet.rows[n] for n in body if sheet.is_full(n)]
    texts = [row[column].text for row in rows if row[column].text]
    return bool(texts) and all(ID.fullmatch(text) for text in texts)


def group_rows(sheet: Sheet, body: Sequence[int], columns: Columns) -> dict[int, Cell]:
    """Return the rows that are titles of the rows below them: one text, and no cell for a role.

    A row with a name alone may also be an activity that nobody has. Where some are bold or merged,
    and names of other rows are not, only these are titles. Else the first row tells: where it is a
    name alone, the ones above other rows are titles.
    """
    single: dict[int, Cell] = {}
    for number in body:
        row = sheet.rows[number]
        texts = filled(row[column] for column in sheet.filled(number))
        ids = [cell for cell in texts if ID.fullmatch(cell.text) and cell is not texts[-1]]
        if len(texts) == 1 or (len(texts) == 2 and ids and columns.name not in _at(row, texts[1])):
            single[number] = texts[-1]
    names = [
        (sheet.rows[n], cell)
        for n in body
        if n not in single and (cell := sheet.rows[n][columns.name]).text
    ]
    marks = [mark for mark in (_is_bold, _is_merged) if not all(mark(*name) for name in names)]
    marked = {
        n: cell for n, cell in single.items() if any(mark(sheet.rows[n], cell) for mark in marks)
    }
    if marked:
        return marked
    last = max((n for n in body if n not in single and not sheet.is_empty(n)), default=-1)
    first = next((n for n in body if not sheet.is_empty(n)), -1)
    if first not in single:  # rows without a title come first: a name alone is an activity
        return {}
    return _lowest({number: cell for number, cell in single.items() if number < last}, body)


def _lowest(titles: dict[int, Cell], body: Sequence[int]) -> dict[int, Cell]:
    """Return the titles that have a row which is none at most as many rows below as levels."""
    others = [at for at, number in enumerate(body) if number not in titles]
    near = {number for at in others for number in body[max(at - LEVELS, 0) : at]}
    return {number: cell for number, cell in titles.items() if number in near}


def _is_bold(_: Row, cell: Cell) -> bool:
    return cell.bold


def _is_merged(row: Row, cell: Cell) -> bool:
    return sum(each is cell for each in row) > 1


def _at(row: Row, cell: Cell) -> list[int]:
    return [n for n, each in enumerate(row) if each is cell]


def name_of(row: Row, columns: Columns) -> Cell | None:
    """Return the activity of a row: in its column, else in the nearest one to the left."""
    if row[columns.name].text:
        return row[columns.name]
    return next((row[c] for c in reversed(columns.groups) if row[c].text), None)
