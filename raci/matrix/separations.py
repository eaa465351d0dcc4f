"""The sides of a separation: which of its rows each role holds there, and what may not meet."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Separation

Sides = tuple[int, ...]
"""The numbers of the sides on which a row stands, in their order."""

Rows = Mapping[Ref, Ref]
"""Rows in the order of their ids, each with the Ref that gives them to the role."""

Held = Mapping[Sides, Rows]
"""What one role holds of a separation, by the sides on which it stands."""


def held(separation: Separation, matrix: Matrix) -> Mapping[str, Held]:
    """Give what each role holds, in the order of the roles' ids.

    Only the separation's functions count, and only where they are written.
    """
    stands: dict[str, Sides] = {}
    for number, refs in enumerate(separation.sides):
        for id_ in matrix.meant(refs):
            stands[id_] = (*stands.get(id_, ()), number)
    found: dict[str, dict[Sides, dict[Ref, Ref]]] = {}
    for id_ in sorted(stands):
        row = matrix.rows[id_]
        for function in separation.functions:
            for role in row.written.get(function, ()):
                rows = found.setdefault(role, {}).setdefault(stands[id_], {})
                rows.setdefault(row.ref, row.reason(function, role))
    return dict(sorted(found.items()))


def meeting(ones: Held, others: Collection[Sides]) -> Iterator[Sides]:
    """Give those sides of one holding that meet another's, in their order.

    A row on several sides is SOD305; it meets only what stands on none of them.
    """
    for sides in sorted(ones):
        if any(set(sides).isdisjoint(other) for other in others):
            yield sides


def apart(ones: Held, others: Held) -> Rows:
    """Give the rows of one role that meet another's, where no role of the two is on both sides.

    What one role combines by itself is SOD301.
    """
    alone = {sides: rows for sides, rows in ones.items() if sides not in others}
    found = meeting(alone, others.keys() - ones.keys())
    return dict(row for sides in found for row in alone[sides].items())


def first(rows: Rows) -> tuple[Ref, Ref]:
    """Give where the first of some rows is given to the role, and that row as its label."""
    row, because = next(iter(rows.items()))
    return because, row


def told(separation: Separation, matrix: Matrix) -> Mapping[str, Any]:
    """Give what every hit of a separation says: its severity, and what makes up for it."""
    named = separation.mitigated_by
    if named is None or not matrix.meant((f"activity:{named}",)):
        return {"severity": separation.severity}
    mitigation = Ref(f"activity:{named}")
    return {"severity": separation.severity, "case": "mitigated", "mitigation": mitigation}
