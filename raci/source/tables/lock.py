"""Locks the heads of matrices: those that a mapping knows and its table lost are in doubt."""

from collections import Counter
from collections.abc import Iterator, Sequence

from raci.findings.spelling import Nearest
from raci.findings.text import one_line
from raci.source.tables.grid import EMPTY, Cell
from raci.source.tables.mapping import TableLock
from raci.source.tables.notations import normal
from raci.source.tables.region import Doubt, Region


def lock_of(region: Region) -> TableLock:
    """Return the heads of a matrix as a mapping keeps them."""
    columns, rows = (tuple(one_line(cell.text) for cell in cells) for cells in _heads(region))
    return TableLock(region.grid.sheet, region.heading, columns, rows)


def lost_heads(regions: Sequence[Region], locks: Sequence[TableLock]) -> Iterator[Doubt]:
    """Yield the heads, and the matrices, that locks know and a file has no longer."""
    left = list(regions)
    unmatched: list[TableLock] = []
    for lock in locks:
        region = next((each for each in left if _is_of(lock, each)), None)
        if region is None:
            unmatched.append(lock)
            continue
        left.remove(region)
        yield from _lost(lock, region)
    for lock in unmatched:  # one with another heading may be the same
        if left:
            yield from _lost(lock, left.pop(0))
        else:
            name = ": ".join(filter(None, (lock.sheet, lock.heading)))
            cell = next((head for region in regions for head in region.roles), EMPTY)
            yield Doubt("table-lost", cell, text=name or ", ".join(lock.columns))


def _is_of(lock: TableLock, region: Region) -> bool:
    return (lock.sheet, lock.heading) == (region.grid.sheet, region.heading)


def _heads(region: Region) -> tuple[list[Cell], list[Cell]]:
    """Return the heads of the columns and of the rows, as they stand."""
    names = [line.name for line in region.lines] + [line.name for line in region.names]
    match region.direction:
        case "across":
            return region.roles, names
        case "down":
            return names, region.roles
    return region.letters, names


def _lost(lock: TableLock, region: Region) -> Iterator[Doubt]:
    columns, rows = _heads(region)
    yield from _gone("column", lock.columns, columns)
    yield from _gone("row", lock.rows, rows)


def _gone(kind: str, known: Sequence[str], cells: Sequence[Cell]) -> Iterator[Doubt]:
    """Yield the heads that are gone, each at the new head that it may be now.

    That is one that is spelled alike, else the one in its place. Without one, it is at the head
    that stood before it.
    """
    there = {normal(one_line(cell.text)): cell for cell in cells}
    order = [*there]
    place = {text: number for number, text in enumerate(order, 1)}
    gone = Counter(map(normal, known)) - Counter(normal(one_line(cell.text)) for cell in cells)
    fresh = Nearest(there.keys() - {*map(normal, known)})
    before = ""
    for head in known:
        text = normal(head)
        if gone[text]:
            gone[text] -= 1
            beside = next(iter(order[place.get(before, 0) :]), "")
            if now := fresh.take(text) or (beside in fresh.names and fresh.take(beside)):
                yield Doubt(f"{kind}-renamed", there[now], one_line(there[now].text), text=head)
            else:
                cell = there.get(before) or next(iter(cells), EMPTY)
                yield Doubt(f"{kind}-lost", cell, text=head)
        before = text if text in there else before
