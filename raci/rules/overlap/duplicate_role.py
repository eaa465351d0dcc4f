"""OVL206: two roles of one department do the same, or nearly, or one does nothing of its own."""

from collections.abc import Iterator
from typing import Any

from raci.finding import Hit
from raci.matrix import Matrix
from raci.model import Function, Role
from raci.ref import Ref
from raci.rule import Share, rule

R = Function.RESPONSIBLE


@rule("OVL206", of=Role, needs=("departments",), mutual=True)
def duplicate_role(role: Role, matrix: Matrix, *, share: Share = 0.8) -> Iterator[Hit]:
    """Two roles of one department are responsible for the same activities, or nearly so."""
    own = matrix.rows_of(role.id, R)
    if len(own) < 2:
        return
    for other, shared in _partners(role.id, own, matrix).items():
        theirs = len(matrix.rows_of(other, R))
        if theirs < 2:
            continue
        ref = Ref(f"role:{other}")
        total = len(own) + theirs - shared
        common: dict[str, Any] = {"involves": (ref,), "also": ((ref, ref),), "shared": shared}
        if shared == total:
            yield Hit(case="same", other=ref, **common)
        elif shared / total >= share:
            alone = sorted({*own} ^ {*matrix.rows_of(other, R)})
            differing = tuple(matrix.rows[id_].ref for id_ in alone)
            yield Hit(case="nearly", other=ref, total=total, differing=differing, **common)
        elif shared == min(len(own), theirs) and _side_by_side(role.id, other, matrix):
            inner, outer = (role.ref, ref) if shared == len(own) else (ref, role.ref)
            yield Hit(case="within", inner=inner, outer=outer, **common)


def _partners(role: str, rows: tuple[str, ...], matrix: Matrix) -> dict[str, int]:
    """Count the rows shared with each role of the same department that has a greater id."""
    home = matrix.structure.department(role)
    found: dict[str, int] = {}
    if home is not None:
        members = matrix.structure.members[home]
        for row in rows:
            doers = matrix.rows[row].written[R]
            for other in members if len(members) < len(doers) else doers:
                if other > role and other in doers and matrix.structure.department(other) == home:
                    found[other] = found.get(other, 0) + 1
    return dict(sorted(found.items()))


def _side_by_side(one: str, other: str, matrix: Matrix) -> bool:
    """Tell whether neither role is above the other, as far as cycles let one tell."""
    cycles = matrix.structure.cycles
    return one not in cycles and other not in cycles and not matrix.structure.in_line(one, other)
