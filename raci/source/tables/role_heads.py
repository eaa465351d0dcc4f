"""Reads the heads of roles, in one row or in several: with firms or people above or below them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from raci.source.tables.grid import EMPTY, Cell, filled
from raci.source.tables.notations import normal
from raci.source.tables.people import are_people
from raci.source.tables.sheet import Sheet


@dataclass(slots=True)
class RoleHeads:
    """The role of each column, what stands above roles, and the heads that are people's.

    Each of these comes with the role beside it.
    """

    roles: dict[int, Cell] = field(default_factory=dict)
    above: dict[Cell, Cell] = field(default_factory=dict)
    people: list[tuple[Cell, Cell]] = field(default_factory=list)


def role_heads(sheet: Sheet, heads: Sequence[int], columns: Sequence[int]) -> RoleHeads:
    """Return what the rows of heads say of each column.

    Where one row of several is clearly of people, they have the roles of another one.
    """
    rows = [[sheet.rows[number][column] for column in columns] for number in heads]
    first = [filled(sheet.rows[number][: columns[0]]) for number in heads] if columns else []
    people = [
        number
        for number, (row, label) in enumerate(zip(rows, _labels(first), strict=False))
        if len(rows) > 1 and are_people([cell.text for cell in filled(row)], label)
    ]
    if len(people) != 1:
        return _stacked(rows, columns)
    holders = rows.pop(people[0])
    return _appointed(rows, holders, columns)


def _labels(first: Sequence[Sequence[Cell]]) -> list[str]:
    """Return what stands before each row of heads, and not before others."""
    counts = Counter(cell for cells in first for cell in cells)
    return [" ".join(cell.text for cell in cells if counts[cell] == 1) for cells in first]


def _stacked(rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> RoleHeads:
    """Return the lowest texts as roles, with the ones above them; lists of names are no roles."""
    found = RoleHeads()
    lists = sum("\n" in cell.text for cell in rows[-1]) if rows else 0
    rows = [*map(_carried, rows[:-1]), *rows[-1:]]
    order = rows if len(rows) > 1 and lists * 2 > len(rows[-1]) else rows[::-1]
    for number, column in enumerate(columns):
        texts = list(dict.fromkeys(row[number] for row in order if row[number].text))
        found.roles[column] = texts[0] if texts else EMPTY
        if len(texts) > 1:
            found.above[texts[0]] = texts[1]
    return found


def _carried(row: Sequence[Cell]) -> list[Cell]:
    """Return an upper row of heads with each text up to the next: CSV has no merged cells."""
    if not row[0].text or len(filled(row)) < 2:
        return list(row)
    carried: list[Cell] = []
    for cell in row:
        carried.append(cell if cell.text or not carried else carried[-1])
    return carried


def _appointed(
    rows: Sequence[Sequence[Cell]], holders: Sequence[Cell], columns: Sequence[int]
) -> RoleHeads:
    """Return roles with their holders; a role that stands over several columns is numbered."""
    found = RoleHeads()
    counts: Counter[str] = Counter()
    stacked = _stacked(rows, columns)
    role = EMPTY
    for column, holder in zip(columns, holders, strict=True):
        own = stacked.roles[column]
        role = own if own.text else role
        if not role.text:
            found.roles[column] = holder
            continue
        counts[normal(role.text)] += 1
        n = counts[normal(role.text)]
        head = role if n == 1 else Cell(f"{role.text} {n}", role.start, role.end, role.bold)
        found.roles[column] = head
        if role in stacked.above:
            found.above[head] = stacked.above[role]
        if holder.text:
            found.people.append((holder, head))
    return found
