"""OVL209: many roles are informed of one activity."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.rules.rule import Count, rule

INFORMED = Function.INFORMED


@rule("OVL209", of=Row)
def too_many_informed(row: Row, _matrix: Matrix, *, max: Count = 8) -> Iterator[Hit]:
    """More than ``max`` roles are told of one activity."""
    if len(row.written.get(INFORMED, ())) > max:
        roles = tuple(Ref(f"role:{role}") for role in row.roles(INFORMED))
        yield Hit(
            involves=roles,
            at=row.reason(INFORMED, roles[0].id),
            also=tuple((row.reason(INFORMED, role.id), role) for role in roles[1:]),
            roles=roles,
            count=len(roles),
            max=max,
        )
