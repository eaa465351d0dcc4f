"""GAP101: a row with no accountable role."""

from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.rules.rule import (
    LETTER_A,
    SUBJECT,
    UNASSIGNED_LIST,
    UNASSIGNED_ROW,
    Hits,
    Yield,
    rule,
    under,
)

FEW = 5
"""So many rows can be fixed one by one."""


@rule(
    "GAP101",
    of=Row,
    yields_to=(
        Yield("GAP103", by=UNASSIGNED_ROW),
        Yield("GAP114", by=SUBJECT),
        Yield("DEF017", by=LETTER_A),
        Yield("DEF004", by=under("accountable")),
        Yield("DEF004", by=UNASSIGNED_LIST),
    ),
)
def activity_without_accountable(row: Row, matrix: Matrix) -> Hits:
    """A row has no A, written or derived."""
    if not row.roles(Function.ACCOUNTABLE):
        yield Hit(case="nowhere" if matrix.cached(_nobody_answers) else "default")


def _nobody_answers(matrix: Matrix) -> bool:
    rows = matrix.rows.values()
    return len(rows) > FEW and not any(row.roles(Function.ACCOUNTABLE) for row in rows)
