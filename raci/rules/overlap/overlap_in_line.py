"""OVL201: a role and roles below it in the reporting line are responsible for one activity."""

from collections.abc import Iterator

from raci.finding import Ref
from raci.matrix import Matrix, Row
from raci.model import Function
from raci.rule import Hit, rule

R = Function.RESPONSIBLE


@rule("OVL201", of=Row, needs=("line",))
def overlap_in_line(row: Row, matrix: Matrix) -> Iterator[Hit]:
    """An activity is done by a role and again by a role above it."""
    doers = row.roles(R)
    if len(doers) < 2:
        return
    for boss in doers:
        below = tuple(role for role in doers if boss in matrix.structure.above(role))
        if below:
            lower = tuple(Ref(f"role:{role}") for role in below)
            upper = Ref(f"role:{boss}")
            yield Hit(
                involves=(upper, *lower),
                at=row.reason(R, boss),
                also=tuple((row.reason(R, ref.id), ref) for ref in lower),
                boss=upper,
                roles=lower,
            )
