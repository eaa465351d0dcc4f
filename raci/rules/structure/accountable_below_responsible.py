"""ORG409: a row that a role answers for while roles above it do it."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.rules.rule import rule

A, R = Function.ACCOUNTABLE, Function.RESPONSIBLE


@rule("ORG409", of=Row, needs=("line",))
def accountable_below_responsible(row: Row, matrix: Matrix) -> Iterator[Hit]:
    """A written A reports, directly or not, to roles that are R and do not answer themselves."""
    doers, answering = row.written.get(R, {}), row.written.get(A, {})
    for id_ in sorted(answering):
        # a boss who is A too answers for what they do: that two are A is told by OVL203
        above = [b for b in matrix.structure.above(id_) if b in doers and b not in answering]
        if above:
            role = Ref(f"role:{id_}")
            bosses = tuple(Ref(f"role:{boss}") for boss in sorted(above))
            yield Hit(
                involves=(role, *bosses),
                at=row.reason(A, id_),
                also=tuple((row.reason(R, boss.id), boss) for boss in bosses),
                role=role,
                bosses=bosses,
                top=Ref(f"role:{above[-1]}"),
            )
