"""LOD503: a role that takes part in nearly everything."""

from raci.findings.finding import Hit
from raci.findings.ref import FUNCTIONS, Function
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.relations import SUBJECT
from raci.rules.rule import Hits, Share, Yield, rule

BUSY = tuple(function for function in FUNCTIONS if function is not Function.INFORMED)
"""Being informed of everything costs a role little, and managers often want it."""

ROWS = 10
"""In fewer rows a few assignments are a large share."""


@rule(
    "LOD503",
    of=Role,
    needs=("activities",),
    judges=lambda role: role.is_post,
    yields_to=(Yield("LOD505", by=SUBJECT),),
)
def involved_everywhere(role: Role, matrix: Matrix, *, share: Share = 0.9) -> Hits:
    """A role is more than informed in over ``share`` of the rows where it may stand."""
    rows, total = len(matrix.rows_of(role.id, *BUSY)), matrix.possible_rows(role.id)
    if role.headcount and total >= ROWS and rows / total > share:
        yield Hit(measure=rows / total, rows=rows, total=total, share=share)
