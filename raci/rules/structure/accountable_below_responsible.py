"""ORG409: a row that a role answers for while roles above it do it."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, R, Row
from raci.rules.hits import hit_at
from raci.rules.rule import Hits, rule


@rule("ORG409", of=Row, needs=("line",))
def accountable_below_responsible(row: Row, matrix: Matrix) -> Hits:
    """A written A reports, directly or not, to roles that are R and do not answer themselves."""
    answering = row.written.get(A, {})
    # a boss who is A too answers for what they do: OVL203 reports that two are A
    doers = row.written.get(R, {}).keys() - answering.keys()
    for id_ in sorted(answering):
        above = matrix.structure.line.above_among(doers, id_)
        if above:
            role, top = Ref(f"role:{id_}"), Ref(f"role:{above[-1]}")
            bosses = {Ref(f"role:{boss}"): row.reason(R, boss) for boss in sorted(above)}
            places = {role: row.reason(A, id_), **bosses}
            yield hit_at(places, role=role, bosses=tuple(bosses), top=top)
