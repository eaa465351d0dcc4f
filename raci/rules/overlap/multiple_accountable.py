"""OVL203: two or more roles are written as accountable for one activity."""

from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, Row
from raci.rules.hits import hit_of_roles
from raci.rules.rule import Hits, rule


@rule("OVL203", of=Row)
def multiple_accountable(row: Row, _matrix: Matrix) -> Hits:
    """An activity has more than one written A."""
    roles = sorted(row.written.get(A, ()))
    if len(roles) > 1:
        yield hit_of_roles(row, A, roles)
