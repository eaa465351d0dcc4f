"""Second pairs of eyes: what approves a row, and whether anybody but its doer looks at it."""

from collections.abc import Iterator, Mapping

from raci.matrix import Matrix
from raci.model import Function
from raci.rows import Row

R = Function.RESPONSIBLE
CHECKING = (Function.VERIFIER, Function.SIGNATORY)


def approvals(row: Row, role: str, matrix: Matrix) -> Iterator[Row]:
    """Give the active rows that approve what a role does in a row, in the order of their ids.

    Of a generic approval it is the copy of the role's department.
    """
    home = matrix.structure.department(role)
    for id_ in matrix.made(_approving).get(row.activity.id, ()):
        found = matrix.rows.get(id_) or matrix.rows.get(f"{id_}@{home}")
        if found:
            yield found


def checkers(row: Row) -> frozenset[str]:
    """Give the roles that verify or sign a row."""
    return frozenset(role for function in CHECKING for role in row.written.get(function, ()))


def is_seen_by_others(row: Row, role: str, matrix: Matrix) -> bool:
    """Tell whether anybody but a role verifies, signs or approves what it does in a row.

    An approval that nobody does counts: that its doer is missing is told of the approval.
    """
    if checkers(row) - {role}:
        return True
    return any({*found.written.get(R, ())} != {role} for found in approvals(row, role, matrix))


def _approving(matrix: Matrix) -> Mapping[str, tuple[str, ...]]:
    """Give the activities that approve each that any approves."""
    found: dict[str, list[str]] = {}
    for id_ in sorted(matrix.org.activities):
        for approved in matrix.org.activities[id_].approves:
            found.setdefault(approved, []).append(id_)
    return {approved: tuple(ids) for approved, ids in found.items()}
