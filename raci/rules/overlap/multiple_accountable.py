"""OVL203: two or more roles are written as accountable for one activity."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.rules.rule import rule

A = Function.ACCOUNTABLE


@rule("OVL203", of=Row)
def multiple_accountable(row: Row, _matrix: Matrix) -> Iterator[Hit]:
    """An activity has more than one written A."""
    answering = row.written.get(A, {})
    if len(answering) < 2:
        return
    roles = tuple(Ref(f"role:{role}") for role in sorted(answering))
    yield Hit(
        involves=roles,
        at=row.reason(A, roles[0].id),
        also=tuple((row.reason(A, role.id), role) for role in roles[1:]),
        roles=roles,
    )
