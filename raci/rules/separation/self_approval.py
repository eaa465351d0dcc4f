"""SOD304: a role approves, or alone checks, what it does itself."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.approvals import CHECKING, approvals, checkers
from raci.matrix.matrix import Matrix
from raci.matrix.rows import R, Row
from raci.rules.hits import hit_with_labels
from raci.rules.relations import under
from raci.rules.rule import Hits, Yield, rule


@rule("SOD304", of=Row, needs=("checks",), yields_to=(Yield("DEF004", by=under(*CHECKING)),))
def self_approval(row: Row, matrix: Matrix) -> Hits:
    """A role is R for a row and for what approves it, or R and the only one that checks it."""
    for doer in row.roles(R):
        approving = tuple(approvals(row, doer, matrix))
        own = [each for each in approving if doer in each.written.get(R, ())]
        if own:
            yield _approved(row, own, doer)
        elif not approving and checkers(row) == {doer}:
            yield _checked(row, doer)


def _approved(row: Row, own: list[Row], doer: str) -> Hit:
    role = Ref(f"role:{doer}")
    places = [(each.reason(R, doer), each.ref) for each in (row, *own)]
    places += [(_place_of_approval(each, row), each.ref) for each in own]
    rows = tuple(each.ref for each in own)
    return hit_with_labels(places, involves=(role, *rows), role=role, approvals=rows)


def _place_of_approval(approval: Row, row: Row) -> Ref:
    number = approval.activity.approves.index(row.activity.id)
    return Ref(f"{approval.activity.ref}#approves/{number}")


def _checked(row: Row, doer: str) -> Hit:
    role = Ref(f"role:{doer}")
    reasons = [row.reason(f, doer) for f in CHECKING if doer in row.written.get(f, ())]
    return Hit(
        case="checked",
        involves=(role,),
        at=row.reason(R, doer),
        also=tuple((because, role) for because in reasons),
        role=role,
    )
