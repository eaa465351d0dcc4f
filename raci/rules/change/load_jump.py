"""CHG806: a role whose load for each head jumps."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRole, earlier
from raci.rules.rule import Count, Factor, Hits, rule


@rule("CHG806", of=FormerRole, needs=("an earlier version",))
def load_jump(role: FormerRole, matrix: Matrix, *, factor: Factor = 1.5, least: Count = 4) -> Hits:
    """The rows with R or A for each head grow by over ``factor``, to ``least`` or more."""
    if role.now is None or not role.now.headcount or not role.was.headcount:
        return
    before = earlier(matrix).matrix.workload(role.was.id)
    rows = matrix.workload(role.now.id)
    load = rows / role.now.headcount
    if before and load >= least and load > factor * before / role.was.headcount:
        yield Hit(before=before, rows=rows, heads=role.now.headcount, was=role.was.headcount)
