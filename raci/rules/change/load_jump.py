"""CHG806: a role whose load per person jumps."""

from raci.findings.finding import Hit
from raci.findings.text import number
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRole, earlier, parts_of
from raci.matrix.rows import WORK
from raci.rules.rule import Count, Factor, Hits, rule


@rule("CHG806", of=FormerRole, needs=("an earlier version",))
def load_jump(role: FormerRole, matrix: Matrix, *, factor: Factor = 1.5, least: Count = 4) -> Hits:
    """The rows with R or A for each person grow by over ``factor``, to ``least`` or more."""
    now, parts = role.now, parts_of(role, matrix)
    if now is None or role.was.id != parts[0].was.id or not now.is_post:
        return
    was = sum(part.was.headcount for part in parts)
    if not now.headcount or not was:
        return
    then = earlier(matrix).matrix
    before = len({id_ for part in parts for id_ in then.rows_of(part.was.id, *WORK)})
    rows = matrix.workload(now.id)
    load, load_before = rows / now.headcount, before / was
    if before and load >= least and load > factor * load_before:
        yield Hit(
            before=before,
            was=was,
            load_before=number(load_before),
            rows=rows,
            heads=now.headcount,
            load=number(load),
        )
