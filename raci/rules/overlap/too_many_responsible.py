"""OVL204: many roles are responsible for one activity."""

from raci.matrix.matrix import Matrix
from raci.matrix.rows import R, Row
from raci.rules.hits import hit_of_roles
from raci.rules.rule import Count, Hits, rule


@rule("OVL204", of=Row, judges=lambda row: not row.activity.shared)
def too_many_responsible(row: Row, matrix: Matrix, *, max: Count = 3) -> Hits:
    """More than ``max`` roles do an activity, roles in one line counted once."""
    doers = row.written.get(R, {})
    if len(doers) <= max:
        return
    line = matrix.structure.line
    roles = sorted(line.highest(role for role in doers if role not in line.cycles))
    if len(roles) > max:
        yield hit_of_roles(row, R, roles, count=len(roles), max=max)
