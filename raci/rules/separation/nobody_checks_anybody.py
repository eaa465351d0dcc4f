"""SOD309: in nearly all rows, whoever does the work answers for it."""

from raci.findings.finding import Hit
from raci.matrix.approvals import approvals, checkers
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, R, Row
from raci.model.entities import Org
from raci.rules.rule import Count, Hits, Share, rule


@rule("SOD309", of=Org, needs=("activities",))
def nobody_checks_anybody(org: Org, matrix: Matrix, *, share: Share = 0.9, min: Count = 8) -> Hits:
    """One role is R and A, and nobody checks it, in over ``share`` of at least ``min`` rows."""
    answered = [row for row in matrix.rows.values() if row.roles(A)]
    unchecked = sum(_is_unchecked(row, matrix) for row in answered)
    if len(answered) >= min and unchecked > share * len(answered):
        yield Hit(
            at=org.ref, measure=unchecked / len(answered), count=unchecked, total=len(answered)
        )


def _is_unchecked(row: Row, matrix: Matrix) -> bool:
    doers = row.roles(R)
    if len(doers) != 1 or doers != row.roles(A):
        return False
    return not (checkers(row) - {*doers} or any(approvals(row, doers[0], matrix)))
