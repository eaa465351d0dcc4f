"""Reads the heads of roles, in one row or in several: with firms or people above or below them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from raci.source.tables.grid import EMPTY, Cell, filled
from raci.source.tables.notations import normal
from raci.source.tables.people import are_people, may_be_people, people_in
from raci.source.tables.region import Doubt
from raci.source.tables.sheet import Sheet


@dataclass(slots=True)
class RoleHeads:
    """The role of each column, what stands above roles, and the heads that are people's.

    Each of these comes with the role beside it. Heads that may be people's, or not, are in doubt.
    """

    roles: dict[int, Cell] = field(default_factory=dict)
    above: dict[Cell, Cell] = field(default_factory=dict)
    people: list[tuple[Cell, Cell]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def role_heads(sheet: Sheet, heads: Sequence[int], columns: Sequence[int]) -> RoleHeads:
    """Return what the rows of heads say of each column.

    Where one row of several is of people, they have the roles of another one. Where that is not
    clear it is in doubt; they count as people, so that no name is printed.
    """
    rows = [[sheet.rows[number][column] for column in columns] for number in heads]
    if len(rows) < 2 or not columns:
        return _stacked(rows, columns)
    texts = [[cell.text for cell in filled(row)] for row in rows]
    labels = labels_of(sheet, heads, columns[0])
    people = [n for n, own in enumerate(texts) if are_people(own, labels[n])]
    unclear = [n for n, own in enumerate(texts) if may_be_people(own, labels[n])]
    if len(people) == 1:
        return _appointed(rows, people[0], columns)
    if people or len(unclear) != 1:
        return _stacked(rows, columns)
    found = _appointed(rows, unclear[0], columns)
    odd = [pair for pair in found.people if not people_in(pair[0].text)] or found.people
    found.doubts += [Doubt("people", cell, text=role.text) for cell, role in odd[:1]]
    return found


def labels_of(sheet: Sheet, heads: Sequence[int], first: int) -> list[str]:
    """Return what stands before the first column of each row of heads, and not of others."""
    rows = [filled(sheet.rows[number][:first]) for number in heads]
    counts = Counter(cell for row in rows for cell in row)
    return [" ".join(cell.text for cell in row if counts[cell] == 1) for row in rows]


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


def _appointed(heads: Sequence[Sequence[Cell]], people: int, columns: Sequence[int]) -> RoleHeads:
    """Return roles with their holders, who stand in one row of the heads.

    A role that stands over several columns is numbered.
    """
    rows, holders = [*heads[:people], *heads[people + 1 :]], heads[people]
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
