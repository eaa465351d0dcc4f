"""OVL208: many roles are consulted about one activity."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.rules.rule import Count, rule

C = Function.CONSULTED


@rule("OVL208", of=Row)
def too_many_consulted(row: Row, _matrix: Matrix, *, max: Count = 5) -> Iterator[Hit]:
    """More than ``max`` roles are asked before an activity is done."""
    if len(row.written.get(C, ())) > max:
        roles = tuple(Ref(f"role:{role}") for role in row.roles(C))
        yield Hit(
            involves=roles,
            at=row.reason(C, roles[0].id),
            also=tuple((row.reason(C, role.id), role) for role in roles[1:]),
            roles=roles,
            count=len(roles),
            max=max,
        )
