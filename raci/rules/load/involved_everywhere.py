"""LOD503: a role that has a part in nearly everything."""

from collections.abc import Iterator

from raci.finding import Hit
from raci.matrix import Matrix
from raci.model import FUNCTIONS, Role
from raci.rule import Share, Yield, rule

ROWS = 10
"""In fewer rows a few letters are a large share."""


@rule("LOD503", of=Role, needs=("activities",), yields_to=(Yield("LOD505", by="subject"),))
def involved_everywhere(role: Role, matrix: Matrix, *, share: Share = 0.9) -> Iterator[Hit]:
    """A role has some function in over ``share`` of the rows in which it may stand."""
    rows, total = len(matrix.rows_of(role.id, *FUNCTIONS)), matrix.open_to(role.id)
    if role.headcount and total >= ROWS and rows / total > share:
        yield Hit(rows=rows, total=total, share=share)
