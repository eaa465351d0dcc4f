"""GAP102: a row with no responsible role."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, R, Row
from raci.rules.relations import SUBJECT, UNASSIGNED_LIST, UNASSIGNED_ROW, under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "GAP102",
    of=Row,
    yields_to=(
        Yield("GAP103", by=UNASSIGNED_ROW),
        Yield("GAP114", by=SUBJECT),
        Yield("DEF004", by=under("responsible")),
        Yield("DEF004", by=UNASSIGNED_LIST),
    ),
)
def activity_without_responsible(row: Row, matrix: Matrix) -> Hits:
    """A row has no R; where exactly one A stands there, that role is taken to do it."""
    if row.written.get(R):
        return
    answering = row.roles(A)
    if len(answering) == 1:
        role = Ref(f"role:{answering[0]}")
        yield Hit(case="alone", also=((row.reason(A, role.id), role),), role=role)
    elif len(involved := matrix.cached(_involved)) == 1:
        (only,) = involved
        yield Hit(case="excerpt", role=Ref(f"role:{only}"))
    else:
        yield Hit()


def _involved(matrix: Matrix) -> frozenset[str]:
    """Return the roles that have a letter in any row."""
    return frozenset(cell.role for row in matrix.rows.values() for cell in row.cells())
