"""LOD505: a role that is consulted about nearly everything."""

from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Hits, Share, rule

ROWS = 10
"""In fewer rows a few assignments are a large share."""


@rule("LOD505", of=Role, needs=("activities",), judges=lambda role: role.is_post)
def consulted_everywhere(role: Role, matrix: Matrix, *, share: Share = 0.6) -> Hits:
    """A role is C in over ``share`` of the rows in which it may stand."""
    rows, total = len(matrix.rows_of(role.id, Function.CONSULTED)), matrix.possible_rows(role.id)
    if role.headcount and total >= ROWS and rows / total > share:
        yield Hit(measure=rows / total, rows=rows, total=total, share=share)
