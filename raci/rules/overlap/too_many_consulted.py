"""OVL208: many roles are consulted about one activity."""

from raci.matrix.matrix import Matrix
from raci.matrix.rows import C, Row
from raci.rules.hits import hit_of_roles
from raci.rules.rule import Count, Hits, rule


@rule("OVL208", of=Row)
def too_many_consulted(row: Row, _matrix: Matrix, *, max: Count = 5) -> Hits:
    """More than ``max`` roles are consulted about an activity."""
    roles = row.roles(C)
    if len(roles) > max:
        yield hit_of_roles(row, C, roles, count=len(roles), max=max)
