"""LOD501: a role with too many rows for its headcount."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Count, Hits, rule


@rule("LOD501", of=Role, judges=lambda role: role.is_post)
def overloaded_role(role: Role, matrix: Matrix, *, max: Count = 15) -> Hits:
    """A role is R or A in more than ``max`` rows for each person of its headcount."""
    rows = matrix.workload(role.id)
    if role.headcount and rows > max * role.headcount:
        load = rows / role.headcount
        if role.written_headcount is None:
            yield Hit(case="unwritten", measure=load, rows=rows, max=max)
        else:
            yield Hit(measure=load, rows=rows, headcount=role.headcount, max=max)
