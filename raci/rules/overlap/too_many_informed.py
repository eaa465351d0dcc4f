"""OVL209: many roles are informed of one activity."""

from raci.matrix.matrix import Matrix
from raci.matrix.rows import INFORMED, Row
from raci.rules.hits import hit_of_roles
from raci.rules.rule import Count, Hits, rule


@rule("OVL209", of=Row)
def too_many_informed(row: Row, _matrix: Matrix, *, max: Count = 8) -> Hits:
    """More than ``max`` roles are informed of an activity."""
    roles = row.roles(INFORMED)
    if len(roles) > max:
        yield hit_of_roles(row, INFORMED, roles, count=len(roles), max=max)
