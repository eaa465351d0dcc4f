"""Lines up the rows, roles and departments of several versions of an organisation."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from raci.change.diff.match import match
from raci.findings.ref import SECTIONS, Ref
from raci.matrix.matrix import Matrix

Line = tuple[str | None, ...]
"""The ids of one thing in each version, None where it is not there."""


@dataclass(slots=True)
class _Line:
    """A line as far as it is built, and the id by which the last version knows it."""

    name: str
    ids: list[str | None]


def row_pairs(before: Matrix, after: Matrix) -> Iterator[tuple[str, str]]:
    """Yield the ids of a row then and now; one of them may be of no row.

    The copies of a generic duty follow their department.
    """
    activities, departments = (match(k, before, after).pairs for k in ("activity", "department"))
    yield from pairs_of_rows(before, after, activities, departments)


def pairs_of_rows(
    before: Matrix, after: Matrix, activities: Mapping[str, str], departments: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what ``row_pairs`` does, by activities and departments that are matched."""
    back = {new: old for old, new in activities.items()}
    homes = {new: old for old, new in departments.items()}
    for id_ in before.all_rows:
        if now := _renamed(id_, activities, departments):
            yield id_, now
    for id_ in after.all_rows:
        if (then := _renamed(id_, back, homes)) and then not in before.all_rows:
            yield then, id_


def _renamed(id_: str, activities: Mapping[str, str], departments: Mapping[str, str]) -> str:
    activity, at, unit = id_.partition("@")
    if id_ in activities:
        return activities[id_]
    if activity not in activities:
        return ""
    return f"{activities[activity]}{at}{departments.get(unit, unit)}"


def aligned(kind: str, versions: Sequence[Matrix]) -> list[Line]:
    """Return the rows (``activity``), or the entities of another kind, of versions, line by line.

    They stand in the order in which the first version has them; what comes later stands behind
    what a later version has before it.
    """
    first, *_ = versions
    lines = [_Line(id_, [id_]) for id_ in _shown(kind, first)]
    for number, (before, after) in enumerate(pairwise(versions), 1):
        pairs = _pairs(kind, before, after)
        for line in lines:
            line.name = pairs.get(line.name, line.name)
        lines = list(_woven(lines, _shown(kind, after), number))
    return [tuple(line.ids) for line in lines]


def _shown(kind: str, matrix: Matrix) -> list[str]:
    """Return the ids of what a matrix shows, in the order in which it is written."""
    ids = matrix.rows if kind == "activity" else getattr(matrix.org, SECTIONS[kind])
    return sorted(ids, key=lambda id_: matrix.written_order(Ref(f"{kind}:{id_}")))


def _pairs(kind: str, before: Matrix, after: Matrix) -> Mapping[str, str]:
    if kind == "activity":
        return dict(row_pairs(before, after))
    return match(kind, before, after).pairs


def _woven(lines: Sequence[_Line], ids: Sequence[str], number: int) -> Iterator[_Line]:
    """Yield the lines with the ids of one version more, of this number."""
    here, known = set(ids), {line.name for line in lines}
    behind: dict[str, list[_Line]] = defaultdict(list)
    anchor = ""
    for id_ in ids:
        if id_ in known:
            anchor = id_
        else:
            behind[anchor].append(_Line(id_, [*[None] * number, id_]))
    yield from behind[""]
    for line in lines:
        line.ids.append(line.name if line.name in here else None)
        yield line
        yield from behind[line.name]
