"""Second pairs of eyes: what approves a row, and who checks it."""

from collections.abc import Iterator, Mapping

from raci.findings.ref import Function
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row

CHECKING = (Function.VERIFIER, Function.SIGNATORY)


def approvals(row: Row, role: str, matrix: Matrix) -> Iterator[Row]:
    """Return the active rows that approve what a role does in a row, in the order of their ids.

    A generic approval stands for the copy of the role's department.
    """
    home = matrix.structure.department(role)
    for id_ in matrix.cached(_approving).get(row.activity.id, ()):
        row_of_copy = matrix.rows.get(id_) or matrix.rows.get(f"{id_}@{home}")
        if row_of_copy:
            yield row_of_copy


def approving(row: Row, matrix: Matrix) -> list[str]:
    """Return the ids of the active rows that approve a row; of a copy, those of its department."""
    approvals = matrix.cached(_approving).get(row.activity.id, ())
    homes = (f"{id_}@{row.department}" for id_ in approvals)
    return [id_ for id_ in (*approvals, *homes) if id_ in matrix.rows]


def checkers(row: Row) -> frozenset[str]:
    """Return the roles that verify or sign a row."""
    return frozenset(role for function in CHECKING for role in row.written.get(function, ()))


def is_checked(row: Row) -> bool:
    """Return whether a row is verified or signed, or approves another."""
    return bool(row.activity.approves or checkers(row))


def _approving(matrix: Matrix) -> Mapping[str, tuple[str, ...]]:
    activities = matrix.org.activities
    return grouped(
        (approved, id_) for id_ in sorted(activities) for approved in activities[id_].approves
    )
