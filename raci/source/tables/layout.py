"""Finds the matrices of a grid: heads, rows, groups, and the cells in which letters stand."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from raci.source.tables.grid import EMPTY, Cell, Grid, Row, filled
from raci.source.tables.legend import explains, is_legend
from raci.source.tables.letters import ANY, is_lettered
from raci.source.tables.mapping import NO_MAPPING, Direction, TableMapping
from raci.source.tables.notations import TICKS, is_blank, meaning_in, normal

SHARE = 0.34
"""The least share of a column's texts that are letters where the column is a role's."""

SAMPLE = 4
"""So many rows below heads show in which columns letters stand."""

SHORT = 20
"""A column of roles with few letters has no longer texts."""

UNSURE = frozenset(("?", "??", "???", "tbd", "tbc", "tba", "待定", "待确认", "未定"))
"""What stands where nobody has decided yet."""

_ID = re.compile(
    r"[\W\d_]+|[^\W\d_]{0,5}[-.#_ ]?\d+(?:[-.]\d+)*[a-z]?[.)]?|[IVX]+[.)]?|[A-Za-z][.)]?"
    r"|[一二三四五六七八九十]+、?"
)
_NAME_HEAD = re.compile(
    r"activit|task|deliverable|\bstep|process|\bitem|decision|function|responsibilit|\bwork|meeting"
    r"|任务|活动|工作|流程|事项|职责|步骤|内容|交付|环节"
)
_ROLE_HEAD = re.compile(
    r"\broles?\b|\bposition|\bteam|\bstakeholder|\bposts?\b|\bperson|\bwho\b|\bdepartment|\bmember"
    r"|岗位|角色|部门|职位|人员|团队|单位|负责人"
)
_ROLE_WORD = re.compile(
    r"manager|lead\b|owner|engineer|team|director|officer|analyst|head\b|developer|architect|admin"
    r"|sponsor|specialist|coordinator|consultant|vendor|client|customer|committee|\bboard$|staff\b"
    r"|\bc[eftio]o\b|^(?:pm|qa|hr|it|pmo|legal)$|经理|主管|总监|专员|工程师|部$|组$|负责人|员$|长$|委员会"
)
_NOTE_HEAD = re.compile(
    r"note|comment|remark|description|details?\b|date|status|priority|frequency|cadence|due|link"
    r"|reference|evidence|tool|output|input|备注|说明|描述|日期|状态|频率|时间|依据|输出|输入"
)
_REMARKS = re.compile(r"(?:.*\b)?(?:comments?|remarks?|notes?)|.*(?:备注|说明)")
_NOTE = re.compile(
    r"(?:note|legend|key|source|total|注|说明|图例|备注|备注|合计)\b|^[*†‡]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell, head or row that is not understood: the case of DEF018, and the cell."""

    case: str
    cell: Cell
    head: str = ""
    name: str = ""


@dataclass(slots=True)
class Line:
    """A row of a matrix: its activity, the groups above it, outermost first, and its cells.

    ``held`` has each role's head with the cell that has its letters.
    """

    name: Cell
    groups: tuple[Cell, ...]
    held: list[tuple[Cell, Cell]]


@dataclass(slots=True)
class Names:
    """A row whose cells have names, under heads that are letters: each letter with its cells."""

    name: Cell
    groups: tuple[Cell, ...]
    held: list[tuple[tuple[str, ...], Cell]]


@dataclass(slots=True)
class Region:
    """A matrix as it stands: its heads in order, its rows, and what is in doubt or left out.

    ``above`` has, by head, what stands over it in a further row of heads.
    """

    grid: Grid
    heading: str
    direction: Direction
    roles: list[Cell]
    lines: list[Line] = field(default_factory=list)
    names: list[Names] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[Cell] = field(default_factory=list)
    groups: int = 0
    above: dict[Cell, Cell] = field(default_factory=dict)


def regions_of(grid: Grid, mapping: TableMapping = NO_MAPPING) -> list[Region]:
    """Return the matrices of a grid, in their order."""
    if mapping.roles is None and (found := _letters_under_roles(grid) or _one_a_row(grid)):
        return found
    if mapping.roles != "letters":
        ruled = _regions(grid, mapping)
        if ruled and not (mapping.roles is None and _by_letters(grid)):
            return ruled
    return _by_letters(grid) if mapping.roles in (None, "letters") else []


# Roles across or down: letters in cells.


@dataclass(slots=True)
class _Sheet:
    """A grid with what is asked of its cells again and again."""

    rows: list[Row]
    has_letters: Callable[[Cell], bool]
    explained: frozenset[str] = frozenset()
    _lettered: dict[int, list[int]] = field(default_factory=dict)

    def lettered(self, number: int) -> list[int]:
        """Return the columns of a row that have letters; none of a legend."""
        if number not in self._lettered:
            row = self.rows[number]
            columns = [] if is_legend(row) else range(1, len(row))
            self._lettered[number] = [c for c in columns if self.has_letters(row[c])]
        return self._lettered[number]

    def is_full(self, number: int) -> bool:
        """Return whether a row has two texts or more."""
        first = EMPTY
        for cell in self.rows[number]:
            if cell.text and cell is not first:
                if first.text:
                    return True
                first = cell
        return False

    def is_empty(self, number: int) -> bool:
        return not any(cell.text for cell in self.rows[number])


def _sheet(rows: list[Row], extra: Iterable[str]) -> _Sheet:
    """Return rows in which letters, or words where there are hardly any, are what counts."""
    explained = frozenset(map(normal, extra))
    counts = Counter(_style(cell.text, explained) for row in rows for cell in row[1:] if cell.text)
    letters = counts["letter"] >= counts["word"]

    def has_letters(cell: Cell) -> bool:
        style = _style(cell.text, explained) if cell.text else ""
        return style in ("letter", "explained") or (style == "word" and not letters)

    return _Sheet(rows, has_letters, explained)


def _without_legends(rows: list[Row]) -> list[Row]:
    """Return rows without the legends that stand beside a matrix: a letter, then its meaning."""
    pairs: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for column in range(1, len(row) - 1):
            if _is_letter(row[column].text) and explains_letter(row[column + 1].text):
                pairs.setdefault(column, []).append(number)
    cut = {column for column, found in pairs.items() if len(found) > 1}
    if not cut:
        return rows
    copies = [list(row) for row in rows]
    for column in cut:
        for number in pairs[column]:
            copies[number][column] = copies[number][column + 1] = EMPTY
    return copies


def explains_letter(text: str) -> bool:
    """Return whether a text is the meaning of a letter."""
    return len(text) > 3 and not _is_letter(text) and meaning_in(text) is not None


@lru_cache(maxsize=4096)
def _style(text: str, explained: frozenset[str]) -> str:
    if explained and normal(text) in explained:
        return "explained"
    tokens = ANY.tokens(text)
    if not tokens:
        return ""
    return "letter" if any(len(token) == 1 and token.isupper() for token in tokens) else "word"


def _regions(grid: Grid, mapping: TableMapping) -> list[Region]:
    sheet = _sheet(_without_legends(grid.rows), mapping.letters)
    heads = _head_rows(sheet)
    found: list[Region] = []
    for number, head in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else len(grid.rows)
        start = heads[number - 1] + 1 if number else 0
        region = _region(grid, sheet, (start, head, end), mapping)
        if region is not None:
            found.append(region)
    titles = {region.heading for region in found}
    for region in found:
        region.left_out = [cell for cell in region.left_out if cell.text not in titles]
    return found


def _head_rows(sheet: _Sheet) -> list[int]:
    """Return the numbers of the rows of heads: text above letters."""
    found: list[int] = []
    for number in range(len(sheet.rows) - 1):
        if not _is_head(sheet, number):
            continue
        if found and not _is_apart(sheet, number) and not _same_heads(sheet, found[-1], number):
            continue
        if found and _same_heads(sheet, found[-1], number):
            continue
        found.append(number)
    return found


def _is_head(sheet: _Sheet, number: int) -> bool:
    row = sheet.rows[number]
    if not sheet.is_full(number):
        return False
    full = (n for n in range(number + 1, len(sheet.rows)) if sheet.is_full(n))
    below = list(islice(full, SAMPLE))
    if not below or not sheet.lettered(below[0]):
        return False
    columns = sorted({column for n in below for column in sheet.lettered(n)})
    heads = [row[column] for column in columns if row[column].text]
    texts = [cell for cell in heads if not sheet.has_letters(cell) and not is_blank(cell.text)]
    distinct = len({cell.text for cell in texts})
    return (
        len(texts) * 2 >= len(columns)
        and len(texts) * 2 >= len(heads)
        and distinct * 2 > len(texts)
    )


def _is_apart(sheet: _Sheet, number: int) -> bool:
    """Return whether an empty row, a title or another row of heads stands above a row."""
    above = filled(sheet.rows[number - 1]) if number else []
    return len(above) < 2


def _same_heads(sheet: _Sheet, first: int, second: int) -> bool:
    texts = [[cell.text for cell in sheet.rows[number]] for number in (first, second)]
    return texts[0] == texts[1]


def _region(
    grid: Grid, sheet: _Sheet, span: tuple[int, int, int], mapping: TableMapping
) -> Region | None:
    start, head, end = span
    body = _body(sheet, head, end)
    columns = _role_columns(sheet, head, body)
    if not columns:
        return None
    others = (filled(sheet.rows[n]) for n in range(head + 1, end) if n not in body)
    unread = [cells[0] for cells in others if cells and not explains(cells)]
    caption = _caption(sheet, start, head)
    top = _top(sheet, start, head, columns, mapping)
    heading = caption or grid.heading
    if (mapping.roles or _direction(sheet, head, body, columns)) == "down":
        rows = [sheet.rows[n] for n in (head, *body)]
        turned = [list(column) for column in zip(*rows, strict=True)]
        turned = [row for row in turned if any(cell.text for cell in row)]
        across = _sheet(turned, mapping.letters)
        below = _body(across, 0, len(turned))
        columns = _role_columns(across, 0, below)
        if not columns:
            return None
        region = _read(grid, across, (heading, "down"), ([0], below), columns)
    else:
        heads = list(range(top, head + 1))
        region = _read(grid, sheet, (heading, "across"), (heads, body), columns)
    region.left_out += unread
    return region


def _body(sheet: _Sheet, head: int, end: int) -> list[int]:
    """Return the numbers of the rows below heads: up to the last with letters, and a few more.

    Those that follow at once and have a name, and nothing else, are rows without letters. Below an
    empty row, a list of letters and words is no part of the matrix.
    """
    blocks: list[list[int]] = [[]]
    for number in range(head + 1, end):
        if sheet.is_empty(number):
            blocks.append([])
        else:
            blocks[-1].append(number)
    blocks = [block for block in blocks if block]
    width = max((len(filled(sheet.rows[n])) for n in blocks[0]), default=0) if blocks else 0
    body: list[int] = []
    for number, block in enumerate(blocks):
        is_list = all(len(filled(sheet.rows[n])) < 3 for n in block) and width > 3
        if not (number and is_list):
            body += block
    last = max((n for n in body if sheet.lettered(n)), default=head)
    following = last + 1
    while following < end and _is_bare(sheet.rows[following]):
        following += 1
    return [n for n in body if n <= last] + list(range(last + 1, following))


def _is_bare(row: Row) -> bool:
    """Return whether a row has a short name, and nothing or dashes beside it."""
    texts = filled(row)
    if not texts or explains(row) or not row[0].text:
        return False
    rest = [cell for cell in texts if cell is not row[0] and not is_blank(cell.text)]
    dashes = len(texts) > 1 + len(rest)
    is_id = _ID.fullmatch(row[0].text) is not None
    short = len(texts[0].text) <= 80 and not _NOTE.match(texts[0].text)
    return short and (dashes or not rest or (is_id and len(rest) == 1))


def _role_columns(sheet: _Sheet, head: int, body: Sequence[int]) -> list[int]:
    """Return the columns with letters, without one that is headed as remarks."""
    row = sheet.rows[head]
    columns = _letter_columns(sheet, body)
    return [c for c in columns if not _REMARKS.fullmatch(normal(row[c].text))]


def _letter_columns(sheet: _Sheet, body: Sequence[int]) -> list[int]:
    if not body:
        return []
    rows = [sheet.rows[n] for n in body if sheet.is_full(n)]
    found: list[int] = []
    for column in range(1, len(sheet.rows[body[0]])):
        cells = [row[column] for row in rows]
        texts = [cell for cell in cells if not is_blank(cell.text)]
        letters = sum(map(sheet.has_letters, texts))
        short = all(len(cell.text) <= SHORT for cell in texts)
        unsure = texts and all(normal(cell.text) in UNSURE for cell in texts)
        is_role = letters and (letters >= SHARE * len(texts) or short)
        if (is_role or unsure) and not _is_legend(sheet, body, column):
            found.append(column)
    return (
        found
        if any(map(sheet.has_letters, (sheet.rows[n][c] for n in body for c in found)))
        else []
    )


def _caption(sheet: _Sheet, start: int, head: int) -> str:
    """Return the title right above heads, in rows with one text each."""
    for number in range(head - 1, start - 1, -1):
        texts = filled(sheet.rows[number])
        if len(texts) > 1 or sheet.lettered(number):
            break
        if texts and len(texts[0].text) <= 120:
            above = filled(sheet.rows[number - 1]) if number > start else []
            title = above[0] if len(above) == 1 and len(above[0].text) <= 120 else texts[0]
            return title.text.replace("\n", " ")
    return ""


def _top(
    sheet: _Sheet, start: int, head: int, columns: Sequence[int], mapping: TableMapping
) -> int:
    """Return the number of the first row of heads: others may stand above the nearest."""
    if mapping.header_rows:
        return max(head - mapping.header_rows + 1, start)
    top = head
    while top > start:
        above = {sheet.rows[top - 1][column] for column in columns} - {EMPTY}
        if len([cell for cell in above if cell.text]) < 2 or sheet.lettered(top - 1):
            break
        top -= 1
    return top


def _direction(sheet: _Sheet, head: int, body: Sequence[int], columns: Sequence[int]) -> Direction:
    """Return where the roles are: what the corner says, else which names are those of roles."""
    row = sheet.rows[head]
    corner = normal(" ".join(cell.text for cell in row[: columns[0]]))
    is_role, is_task = _ROLE_HEAD.search(corner), _NAME_HEAD.search(corner)
    if is_role and is_task:  # "Role / Activity": the first stands below, or beside
        return "down" if is_role.start() < is_task.start() else "across"
    if is_task:
        return "across"
    heads = [row[column].text for column in columns if row[column].text]
    names = [sheet.rows[n][columns[0] - 1].text for n in body if sheet.lettered(n)]
    across, down = _share_of_roles(heads), _share_of_roles(names)
    if is_role:
        return "across" if across >= 0.67 and across > down + 0.34 else "down"
    return "down" if down > across + 0.34 and len(names) > 1 else "across"


def _share_of_roles(names: Sequence[str]) -> float:
    return sum(bool(_ROLE_WORD.search(normal(name))) for name in names) / max(len(names), 1)


@dataclass(slots=True)
class _Columns:
    """What the columns of a matrix are."""

    name: int
    groups: list[int]
    ids: list[int]
    roles: list[int]
    others: list[int]


def _read(
    grid: Grid,
    sheet: _Sheet,
    about: tuple[str, Direction],
    rows: tuple[list[int], list[int]],
    lettered: list[int],
) -> Region:
    heads, body = rows
    columns = _columns(sheet, heads[-1], body, lettered)
    roles, above = _heads(sheet, heads, columns.roles)
    known = list(dict.fromkeys(cell for cell in roles.values() if cell.text))
    region = Region(grid, *about, known, above=above)
    _leave_out(region, sheet, heads[-1], body, columns)
    _twice(region)
    titles = _group_rows(sheet, body, columns)
    region.groups = len(titles)
    groups = _Groups(columns.groups)
    for number in body:
        row = sheet.rows[number]
        if sheet.is_empty(number) or _same_heads(sheet, heads[-1], number):
            continue
        if number in titles:
            groups.begin(titles[number])
            continue
        groups.carry(row)
        _read_row(region, row, columns, roles, groups)
    return region


class _Groups:
    """The groups that a row is in: the titles above it, and what its columns carry down."""

    def __init__(self, columns: Sequence[int]) -> None:
        self.columns = columns
        self.titles: list[Cell] = []
        self.carried: dict[int, Cell] = {}
        self.is_title = False

    def begin(self, title: Cell) -> None:
        """Begin a group; right below another title it is a part of that one."""
        outer = self.titles if self.is_title else self.titles[:-1]
        self.titles = [*outer[:1], title]
        self.is_title = True

    def carry(self, row: Row) -> None:
        """Begin the groups that stand in the columns of a row; those further in end."""
        self.is_title = False
        for number, column in enumerate(self.columns):
            if row[column].text and row[column] is not self.carried.get(column):
                self.carried[column] = row[column]
                for inner in self.columns[number + 1 :]:
                    self.carried.pop(inner, None)

    def around(self, name: Cell) -> tuple[Cell, ...]:
        """Return the groups of a row, outermost first."""
        own = (self.carried[c] for c in self.columns if c in self.carried)
        return (*self.titles, *(cell for cell in own if cell is not name))


def _read_row(
    region: Region, row: Row, columns: _Columns, roles: dict[int, Cell], groups: _Groups
) -> None:
    name = _name(row, columns)
    if name is None:
        cells = [row[c] for c in roles if not is_blank(row[c].text)]
        region.doubts += [Doubt("no-name", cell) for cell in cells]
        return
    if region.lines and region.lines[-1].name is name:  # one activity in several rows
        line = region.lines[-1]
    else:
        line = Line(name, groups.around(name), [])
        region.lines.append(line)
    for column, role in roles.items():
        if role.text and row[column].text:
            line.held.append((role, row[column]))
        elif not is_blank(row[column].text):
            region.doubts.append(Doubt("no-head", row[column], name=name.text))


def _leave_out(
    region: Region, sheet: _Sheet, head: int, body: Sequence[int], columns: _Columns
) -> None:
    """Note the columns that are not read; letters that stand there are in doubt."""
    for column in columns.others:
        title = sheet.rows[head][column]
        if title.text:
            region.left_out.append(title)
        legend = _is_legend(sheet, body, column)
        region.doubts += [
            Doubt("outside", sheet.rows[n][column], title.text)
            for n in body
            if not legend and _is_letter(sheet.rows[n][column].text)
        ]


def _is_letter(text: str) -> bool:
    return bool(text) and _style(text, frozenset()) == "letter"


def _is_legend(sheet: _Sheet, body: Sequence[int], column: int) -> bool:
    """Return whether the letters of a column are explained in the next one."""
    rows = [sheet.rows[n] for n in body if _is_letter(sheet.rows[n][column].text)]
    beside = [row[column + 1].text if column + 1 < len(row) else "" for row in rows]
    explained = all(len(text) > 3 and meaning_in(text) for text in beside)
    return bool(rows) and explained and not any(map(_is_letter, beside))


def _twice(region: Region) -> None:
    seen: dict[str, Cell] = {}
    for role in region.roles:
        if role in region.above:  # told apart by what stands over it
            continue
        if seen.setdefault(normal(role.text), role) is not role:
            region.doubts.append(Doubt("head-twice", role))


def _columns(sheet: _Sheet, head: int, body: Sequence[int], lettered: list[int]) -> _Columns:
    first, width = lettered[0], len(sheet.rows[head])
    labels = [c for c in range(first) if any(sheet.rows[n][c].text for n in body)]
    name = _name_column(sheet, head, body, labels)
    ids = [c for c in labels if c != name and _is_ids(sheet, body, c)]
    groups = [c for c in labels if c < name and c not in ids]
    roles: list[int] = []
    others: list[int] = []
    for column in range(name + 1, width):
        if column in lettered:
            roles.append(column)
        elif column not in ids:
            cells = [sheet.rows[n][column].text for n in body]
            title = normal(sheet.rows[head][column].text)
            is_role = bool(title) and all(map(is_blank, cells)) and not _NOTE_HEAD.search(title)
            (roles if is_role else others).append(column)
    return _Columns(name, groups, ids, roles, others)


def _name_column(sheet: _Sheet, head: int, body: Sequence[int], labels: Sequence[int]) -> int:
    """Return the column of activities: filled, different in each row, and no column of ids."""
    rows = [sheet.rows[n] for n in body if sheet.lettered(n)]
    named = [c for c in labels if not _is_ids(sheet, body, c)] or list(labels)
    best, most = (named[-1] if named else 0), -1.0
    for column in named:
        distinct = len({row[column] for row in rows if row[column].text})
        texts = len({row[column].text for row in rows if row[column].text})
        said = _NAME_HEAD.search(normal(sheet.rows[head][column].text)) is not None
        score = min(distinct, texts + 0.05 * distinct) / max(len(rows), 1) + 0.15 * said
        if score > most + 0.1:
            best, most = column, score
    return best


def _is_ids(sheet: _Sheet, body: Sequence[int], column: int) -> bool:
    texts = [sheet.rows[n][column].text for n in body if sheet.rows[n][column].text]
    return bool(texts) and all(_ID.fullmatch(text) for text in texts)


def _heads(
    sheet: _Sheet, heads: Sequence[int], columns: Sequence[int]
) -> tuple[dict[int, Cell], dict[Cell, Cell]]:
    """Return the role of each column, and what stands above roles in a further row of heads."""
    lowest = [sheet.rows[heads[-1]][column] for column in columns]
    lists = sum("\n" in cell.text for cell in lowest)
    order = list(heads) if lists * 2 > len(lowest) and len(heads) > 1 else list(reversed(heads))
    roles: dict[int, Cell] = {}
    above: dict[Cell, Cell] = {}
    for column in columns:
        stack = [sheet.rows[number][column] for number in order]
        texts = list(dict.fromkeys(cell for cell in stack if cell.text))
        roles[column] = texts[0] if texts else EMPTY
        if len(texts) > 1:
            above[texts[0]] = texts[1]
    return roles, above


def _group_rows(sheet: _Sheet, body: Sequence[int], columns: _Columns) -> dict[int, Cell]:
    """Return the rows that are titles of the rows below them: one text, and no cell for a role.

    A row with a name alone may also be an activity that nobody has. Where some are bold or merged,
    only these are titles; else one above rows with letters is.
    """
    single: dict[int, Cell] = {}
    for number in body:
        row = sheet.rows[number]
        texts = filled(row)
        ids = [cell for cell in texts if _ID.fullmatch(cell.text) and cell is not texts[-1]]
        if len(texts) == 1 or (len(texts) == 2 and ids and columns.name not in _at(row, texts[1])):
            single[number] = texts[-1]
    marked = {n: cell for n, cell in single.items() if _is_marked(sheet.rows[n], cell)}
    plain_names = any(
        not _is_marked(sheet.rows[n], sheet.rows[n][columns.name])
        for n in body
        if n not in single and sheet.rows[n][columns.name].text
    )
    if marked and plain_names:
        return marked
    last = max((n for n in body if n not in single and not sheet.is_empty(n)), default=-1)
    first = next((n for n in body if not sheet.is_empty(n)), -1)
    if first not in single:  # rows without a title come first: a name alone is an activity
        return marked
    return {number: cell for number, cell in single.items() if number < last}


def _is_marked(row: Row, cell: Cell) -> bool:
    return cell.bold or sum(each is cell for each in row) > 1


def _at(row: Row, cell: Cell) -> list[int]:
    return [n for n, each in enumerate(row) if each is cell]


def _name(row: Row, columns: _Columns) -> Cell | None:
    """Return the activity of a row: in its column, else in the nearest one to the left."""
    if row[columns.name].text:
        return row[columns.name]
    return next((row[c] for c in reversed(columns.groups) if row[c].text), None)


# Letters across: names in cells, or ticks beside a column of roles.

_IN_BRACKETS = re.compile(r"[(\[（]([^()（）\[\]]+)[)\]）]")
_SURE = ("responsible", "accountable", "consulted", "informed", "负责", "问责", "咨询", "知会")


def head_letters(text: str) -> tuple[str, ...]:
    """Return the letters or words for which the head of a column stands, if it is nothing else."""
    match = _IN_BRACKETS.search(text)
    inner = ANY.tokens(match[1]) if match else None
    if inner and all(len(token) == 1 for token in inner):
        return inner
    return ANY.tokens(text) or ()


def _by_letters(grid: Grid) -> list[Region]:
    found: list[Region] = []
    rows = grid.rows
    heads = [
        n
        for n, row in enumerate(rows)
        if _are_letters(row) and not (n and any(is_lettered(c.text) for c in rows[n - 1][1:]))
    ]
    for number, head in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else len(grid.rows)
        region = _names(grid, head, end)
        if region is not None:
            found.append(region)
    return found


def _are_letters(row: Row) -> bool:
    tokens = [letters for cell in row[1:] if (letters := head_letters(cell.text))]
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
    written = [cell for cell in cells if _is_letter(cell.text) and cell not in ticks]
    if all(is_lettered(cell.text) for cell in cells if cell not in ticks):
        written = [cell for cell in cells if cell not in ticks]
    labels = [c for c in range(min(letters)) if any(grid.rows[n][c].text for n in body)]
    if not cells or not labels or len(written) * 3 > len(cells):
        return None
    if len(ticks) * 2 > len(cells):
        return _ticked(grid, head, body, letters, labels) if len(labels) > 1 else None
    sheet = _Sheet(grid.rows, lambda cell: cell in cells)
    name = _name_column(sheet, head, body, labels)
    groups = [c for c in labels if c < name and not _is_ids(sheet, body, c)]
    region = Region(grid, grid.heading, "letters", [])
    carried: dict[int, Cell] = {}
    title: tuple[Cell, ...] = ()
    for number in body:
        line = grid.rows[number]
        held = [(tokens, line[c]) for c, tokens in letters.items() if not is_blank(line[c].text)]
        texts = filled(line)
        if len(texts) == 1 and number != body[-1]:
            title, region.groups = (texts[0],), region.groups + 1
            continue
        carried |= {c: line[c] for c in groups if line[c].text}
        if not line[name].text:
            region.doubts += [Doubt("no-name", cell) for _, cell in held]
            continue
        own = tuple(carried[c] for c in groups if c in carried)
        region.names.append(Names(line[name], (*title, *own), held))
    return region if region.names else None


def _ticked(
    grid: Grid,
    head: int,
    body: Sequence[int],
    letters: dict[int, tuple[str, ...]],
    labels: list[int],
) -> Region:
    """Read rows of an activity and a role with a tick under each letter that the role has."""
    role_column = labels[-1]
    region = Region(grid, grid.heading, "letters", [])
    lines: dict[str, Names] = {}
    name = EMPTY
    for number in body:
        row = grid.rows[number]
        name = row[labels[-2]] if row[labels[-2]].text else name
        role = row[role_column]
        line = lines.setdefault(name.text, Names(name, (), []))
        for column, tokens in letters.items():
            cell = row[column]
            if _is_tick(cell.text, tokens):
                line.held.append((tokens, role))
            elif not is_blank(cell.text):
                region.doubts.append(Doubt("cell", cell, role.text))
    region.names = [line for line in lines.values() if line.name.text]
    return region


def _letters_under_roles(grid: Grid) -> list[Region]:
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
        named = all(cell.text and not _is_letter(cell.text) for cell in roles.values())
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
    columns = _Columns(0, [], [], [], [])
    sheet = _Sheet(grid.rows, lambda cell: cell in ticks)
    columns.name = _name_column(sheet, head, body, labels)
    columns.groups = [c for c in labels if c < columns.name and not _is_ids(sheet, body, c)]
    titles = _group_rows(sheet, body, columns)
    region.groups = len(titles)
    groups = _Groups(columns.groups)
    for number in body:
        row = grid.rows[number]
        if number in titles:
            groups.begin(titles[number])
            continue
        groups.carry(row)
        name = _name(row, columns)
        cells = [(c, row[c]) for c in letters if not is_blank(row[c].text)]
        marked = [c for c, cell in cells if _is_tick(cell.text, letters[c])]
        if name is None:
            region.doubts += [Doubt("no-name", cell) for _, cell in cells]
            continue
        held = [(letters[c], roles[c]) for c in marked]
        region.names.append(Names(name, groups.around(name), held))
        region.doubts += [
            Doubt("cell", cell, roles[c].text, name.text) for c, cell in cells if c not in marked
        ]
    return region


def _is_tick(text: str, letters: tuple[str, ...]) -> bool:
    return normal(text) in TICKS or head_letters(text) == letters


_LETTER_HEAD = re.compile(
    r".*\b(?:ra[cs]\w*|letters?|type|responsibility|involvement|function)|.*(?:职责|类型)"
)


def _one_a_row(grid: Grid) -> list[Region]:
    """Read rows of an activity, a role and its letters."""
    for head, row in enumerate(grid.rows[:-1]):
        if not any(_ROLE_HEAD.fullmatch(normal(cell.text)) for cell in row if cell.text):
            continue
        body = [n for n in range(head + 1, len(grid.rows)) if len(filled(grid.rows[n])) > 1]
        if len(filled(row)) < 3 or len(body) < 2:
            continue
        texts = [[grid.rows[n][c].text for n in body] for c in range(len(row))]
        lettered = [c for c, column in enumerate(texts) if all(map(is_lettered, column))]
        roles = [
            c
            for c, cell in enumerate(row)
            if c not in lettered and _ROLE_HEAD.fullmatch(normal(cell.text)) and all(texts[c])
        ]
        names = [c for c in range(len(row)) if c not in (*lettered, *roles)]
        alone = len(lettered) == 1 and len(roles) == 1 and names
        if alone and _LETTER_HEAD.match(normal(row[lettered[0]].text)):
            return [_of_rows(grid, body, (names, roles[0], lettered[0]))]
    return []


def _of_rows(grid: Grid, body: Sequence[int], columns: tuple[list[int], int, int]) -> Region:
    names, role, letters = columns
    sheet = _Sheet(grid.rows, lambda _: True)
    region = Region(grid, grid.heading, "letters", [])
    column = next((c for c in names if not _is_ids(sheet, body, c)), names[0])
    lines: dict[str, Names] = {}
    name = EMPTY
    for number in body:
        row = grid.rows[number]
        name = row[column] if row[column].text else name
        line = lines.setdefault(name.text, Names(name, (), []))
        line.held.append((ANY.tokens(row[letters].text) or (), row[role]))
    region.names = [line for line in lines.values() if line.name.text]
    return region
