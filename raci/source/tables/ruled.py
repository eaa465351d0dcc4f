"""Matrices with roles across or down, and letters in the cells: where each begins and ends."""

import re
from collections.abc import Collection, Sequence

from raci.source.tables.columns import (
    FOOTNOTE,
    ID,
    NAME_HEAD,
    NOTE_HEAD,
    is_ids,
    name_column,
)
from raci.source.tables.grid import Cell, Grid, Row, filled
from raci.source.tables.heads import beginning, caption_of, first_head, head_rows, titles_from
from raci.source.tables.legend import explains, is_legend
from raci.source.tables.letter_heads import (
    ROLE_HEAD,
)
from raci.source.tables.mapping import Direction, TableMapping
from raci.source.tables.notations import begins_with_word, is_blank, normal
from raci.source.tables.people import is_label_of_people
from raci.source.tables.region import Region
from raci.source.tables.role_heads import labels_of
from raci.source.tables.rows import read_region
from raci.source.tables.sheet import (
    Sheet,
    letter_columns,
    sheet_of,
    without_legends,
)

_ROLE_WORD = re.compile(
    r"manager|lead\b|owner|engineer|team|director|officer|analyst|head\b|developer|architect|admin"
    r"|sponsor|specialist|coordinator|consultant|vendor|client|customer|committee|\bboard$|staff\b"
    r"|\bc[eftio]o\b|^(?:pm|qa|hr|it|pmo|legal)$|经理|主管|总监|专员|工程师|部$|组$|负责人|员$|长$|委员会"
)


_REMARKS = re.compile(r"(?:.*\b)?(?:comments?|remarks?|notes?)|.*(?:备注|说明)")


_TOTAL = re.compile(r"=\s*(?:COUNT|SUM|AVERAGE)|[\d.,%]+$", re.IGNORECASE)


def ruled_regions(grid: Grid, mapping: TableMapping, explained: Collection[str]) -> list[Region]:
    """Return the matrices with roles on one side and letters in the cells, in their order."""
    sheet = sheet_of(without_legends(grid.rows), explained)
    heads = head_rows(sheet)
    found: list[Region] = []
    for number, head in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else 0
        end = beginning(sheet, following) if following else len(grid.rows)
        start = heads[number - 1] + 1 if number else 0
        region = _region(grid, sheet, (start, head, end), mapping)
        if region is not None:
            found.append(region)
    titles = {region.heading for region in found}
    for region in found:
        region.left_out = [cell for cell in region.left_out if cell.text not in titles]
    return found


def _region(
    grid: Grid, sheet: Sheet, span: tuple[int, int, int], mapping: TableMapping
) -> Region | None:
    start, head, end = span
    body = _body(sheet, head, end)
    columns = _role_columns(sheet, head, body)
    if not columns:
        return None
    read = {*body}
    below = [*range(head + 1, end), *titles_from(sheet, end)]
    others = (filled(sheet.rows[n]) for n in below if n not in read)
    unread = [_named(cells) for cells in others if cells and not explains(cells)]
    top = first_head(sheet, head, columns, start)
    if mapping.header_rows:
        top = max(head - mapping.header_rows + 1, start)
    caption = caption_of(sheet, start, top)
    heading = caption or grid.heading
    heads = list(range(top, head + 1))
    if (mapping.roles or _direction(sheet, heads, body, columns)) == "down":
        region = _turned(grid, sheet, heading, (heads, body), columns)
        if region is None:
            return None
    else:
        region = read_region(grid, sheet, (heading, "across"), (heads, body), columns)
    region.left_out += unread
    region.header_rows = head - top + 1
    return region


def _named(cells: Row) -> Cell:
    """Return the first text of a row that is no number."""
    return next((cell for cell in cells if not ID.fullmatch(cell.text)), cells[0])


def _turned(
    grid: Grid,
    sheet: Sheet,
    heading: str,
    rows: tuple[list[int], list[int]],
    columns: Sequence[int],
) -> Region | None:
    """Read a matrix with roles down: the columns before its letters become rows of heads."""
    heads, body = rows
    labels = [c for c in range(columns[0]) if any(sheet.rows[n][c].text for n in body)]
    role = name_column(sheet, heads[-1], body, labels)
    order = [c for c in labels if c != role and not is_ids(sheet, body, c)]
    lines = [sheet.rows[n] for n in (*heads, *body)]
    turned = [[row[c] for row in lines] for c in (*order, role, *range(columns[0], len(lines[0])))]
    above, titles = turned[: len(order) + 1], turned[len(order) + 1 :]
    turned = [*above, *(row for row in titles if any(cell.text for cell in row))]
    across = sheet_of(turned, sheet.explained)
    below = _body(across, len(order), len(turned))
    roles = _role_columns(across, len(order), below)
    if not roles:
        return None
    region = read_region(grid, across, (heading, "down"), (list(range(len(above))), below), roles)
    region.labels += [row[c] for row in lines for c in labels if c not in (*order, role)]
    return region


def _body(sheet: Sheet, head: int, end: int) -> list[int]:
    """Return the numbers of the rows below heads: up to the last with letters, and a few more.

    Those that follow at once are rows too where they have a name, and nothing else, a remark, or
    some text under a role. Below an empty row, a list of letters and words is no part of it.
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
        if not (number and width > 3 and _is_list(sheet, block)):
            body += block
    last = max((n for n in body if sheet.lettered(n)), default=head)
    body = [n for n in body if n <= last]
    labels, roles = _labels(sheet, last), letter_columns(sheet, body)
    notes = [NOTE_HEAD.search(normal(cell.text)) for cell in sheet.rows[head]]
    for following in range(last + 1, end):
        is_alike = len(labels) > 1 and sheet.filled(following) == labels
        row = sheet.rows[following]
        bare = [
            cell for cell, is_note in zip(row, notes, strict=True) if not is_note or cell is row[0]
        ]
        if not (is_alike or _is_bare(bare) or _is_named(row, roles)):
            break
        body.append(following)
    return body


def _is_list(sheet: Sheet, block: Sequence[int]) -> bool:
    """Return whether rows are letters and words, or short rows without letters."""
    rows = [filled(sheet.rows[n]) for n in block]
    is_explained = any(explains(row) or begins_with_word(row[0].text) for row in rows)
    return all(len(row) < 3 for row in rows) and (
        is_explained or not any(sheet.lettered(n) for n in block)
    )


def _is_named(row: Row, roles: Sequence[int]) -> bool:
    """Return whether a row has a name, and some text under a role that is no total."""
    names = filled(row[: roles[0]]) if roles else []
    if not names or is_legend(row) or explains(names) or FOOTNOTE.match(names[0].text):
        return False
    cells = [row[c] for c in roles if row[c].text and row[c] not in names]
    return any(not _TOTAL.match(cell.text) for cell in cells)


def _labels(sheet: Sheet, number: int) -> list[int]:
    """Return the columns of a row that have texts before its letters."""
    first = min(sheet.lettered(number), default=0)
    return [column for column in sheet.filled(number) if column < first]


def _is_bare(row: Row) -> bool:
    """Return whether a row has a short name, and nothing or dashes beside it."""
    texts = filled(row)
    if not texts or explains(row) or not row[0].text:
        return False
    rest = [cell for cell in texts if cell is not row[0] and not is_blank(cell.text)]
    dashes = len(texts) > 1 + len(rest)
    is_id = ID.fullmatch(row[0].text) is not None
    short = len(texts[0].text) <= 80 and not FOOTNOTE.match(texts[0].text)
    return short and (dashes or not rest or (is_id and len(rest) == 1))


def _role_columns(sheet: Sheet, head: int, body: Sequence[int]) -> list[int]:
    """Return the columns with letters, without one that is headed as remarks."""
    row = sheet.rows[head]
    columns = letter_columns(sheet, body)
    return [c for c in columns if not _REMARKS.fullmatch(normal(row[c].text))]


def _direction(
    sheet: Sheet, heads: Sequence[int], body: Sequence[int], columns: Sequence[int]
) -> Direction:
    """Return where the roles are: what the corner says, else which names are those of roles."""
    labels = [label for label in labels_of(sheet, heads, columns[0]) if label]
    if len(labels) > 1 and any(map(is_label_of_people, labels)):  # people stand beside roles
        return "across"
    head = heads[-1]
    row = sheet.rows[head]
    corner = normal(" ".join(cell.text for cell in row[: columns[0]]))
    is_role, is_task = ROLE_HEAD.search(corner), NAME_HEAD.search(corner)
    named_by = [c for c in range(columns[0]) if any(sheet.rows[n][c].text for n in body)]
    named = normal(row[name_column(sheet, head, body, named_by)].text)
    if NAME_HEAD.search(named) and not ROLE_HEAD.search(named):  # a department stands beside it
        return "across"
    if is_role and is_task:  # "Role / Activity": the first stands below, or beside
        return "down" if is_role.start() < is_task.start() else "across"
    if is_task:
        return "across"
    texts = [row[column].text for column in columns if row[column].text]
    names = [sheet.rows[n][columns[0] - 1].text for n in body if sheet.lettered(n)]
    across, down = _share_of_roles(texts), _share_of_roles(names)
    if is_role:
        return "across" if across >= 0.67 and across > down + 0.34 else "down"
    return "down" if down > across + 0.34 and len(names) > 1 else "across"


def _share_of_roles(names: Sequence[str]) -> float:
    return sum(bool(_ROLE_WORD.search(normal(name))) for name in names) / max(len(names), 1)
