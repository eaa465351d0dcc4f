"""SOD308: one person does a critical activity, answers for it, and nobody else looks at it."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.approvals import CHECKING, approvals, checkers
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, R, Row
from raci.rules.relations import under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "SOD308",
    of=Row,
    yields_to=(Yield("DEF004", by=under(R, A, *CHECKING)),),
    judges=lambda row: row.activity.critical,
)
def no_second_pair_of_eyes(row: Row, matrix: Matrix) -> Hits:
    """The only R is the only written A, a post for one, and nobody checks or approves it."""
    doers = {*row.written.get(R, ())}
    if len(doers) != 1 or doers != {*row.written.get(A, ())}:
        return
    (doer,) = doers
    seen = checkers(row) or any(approvals(row, doer, matrix))
    post = matrix.org.roles[doer]
    alone = post.is_post and post.headcount == 1 and len(matrix.in_post(doer)) < 2
    if alone and not seen:
        role = Ref(f"role:{doer}")
        also = ((row.reason(A, doer), role),)
        yield Hit(involves=(role,), at=row.reason(R, doer), also=also, role=role)
