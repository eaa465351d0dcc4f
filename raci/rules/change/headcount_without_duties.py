"""CHG810: more people without duties, or more duties without people."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRole, earlier, parts_of
from raci.matrix.rows import WORK
from raci.rules.rule import Count, Hits, rule


@rule("CHG810", of=FormerRole, needs=("an earlier version",))
def headcount_without_duties(role: FormerRole, matrix: Matrix, *, max: Count = 15) -> Hits:
    """People are added and no activity, or activities and nobody where the load is over it."""
    now, parts = role.now, parts_of(role, matrix)
    if (
        now is None
        or role.was.id != parts[0].was.id
        or not now.is_post
        or now.written_headcount is None
    ):
        return
    was = sum(part.was.headcount for part in parts)
    before = {
        matrix.renames.now(Ref(f"activity:{id_}")).id
        for part in parts
        for id_ in earlier(matrix).matrix.rows_of(part.was.id, *WORK)
    }
    after = set(matrix.rows_of(now.id, *WORK))
    if now.headcount > was and not after - before:
        yield Hit(case="heads", was=was, headcount=now.headcount)
        return
    more, heads = len(after - before), now.headcount
    if more and 0 < heads <= was and len(after) > max * heads:
        yield Hit(case="duties", headcount=heads, rows=len(after), more=more, max=max)
