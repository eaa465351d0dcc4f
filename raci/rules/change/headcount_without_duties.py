"""CHG810: heads without duties, or duties without heads."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRole, earlier
from raci.matrix.rows import WORK
from raci.rules.rule import Count, Hits, rule


@rule("CHG810", of=FormerRole, needs=("an earlier version",))
def headcount_without_duties(role: FormerRole, matrix: Matrix, *, max: Count = 15) -> Hits:
    """Heads are added and no activity, or activities and no heads where the load is over it."""
    if role.now is None:
        return
    was, now = role.was, role.now
    ids = earlier(matrix).matrix.rows_of(was.id, *WORK)
    before = {matrix.renames.now(Ref(f"activity:{id_}")).id for id_ in ids}
    after = set(matrix.rows_of(now.id, *WORK))
    if now.headcount > was.headcount and not after - before:
        yield Hit(case="heads", was=was.headcount, headcount=now.headcount)
        return
    more, heads = len(after - before), now.headcount
    if more and 0 < heads <= was.headcount and len(after) > max * heads:
        yield Hit(case="duties", headcount=heads, rows=len(after), more=more, max=max)
