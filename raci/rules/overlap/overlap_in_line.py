"""OVL201: a role and roles below it in the reporting line are responsible for one activity."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.rules.rule import rule

R = Function.RESPONSIBLE


@rule("OVL201", of=Row, needs=("line",))
def overlap_in_line(row: Row, matrix: Matrix) -> Iterator[Hit]:
    """An activity is done by a role and again by a role above it."""
    doers = row.roles(R)
    if len(doers) < 2:
        return
    below: dict[str, list[Ref]] = {}
    for role in doers:
        for boss in matrix.structure.above(role):
            if boss in row.written[R]:
                below.setdefault(boss, []).append(Ref(f"role:{role}"))
    for boss, lower in sorted(below.items()):
        upper = Ref(f"role:{boss}")
        yield Hit(
            involves=(upper, *lower),
            at=row.reason(R, boss),
            also=tuple((row.reason(R, ref.id), ref) for ref in lower),
            boss=upper,
            roles=tuple(lower),
        )
