"""GAP111: a row whose accountable role nobody holds."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, Row
from raci.rules.relations import ENDED_ROLE, ROLE
from raci.rules.rule import Hits, Yield, rule


@rule("GAP111", of=Row, yields_to=(Yield("PPL605", by=ENDED_ROLE), Yield("PPL603", by=ROLE)))
def accountable_role_vacant(row: Row, matrix: Matrix) -> Hits:
    """A role that is A, written or derived, is planned only, or vacant today."""
    for id_ in row.roles(A):
        role = Ref(f"role:{id_}")
        post = matrix.org.roles[id_]
        planned = post.is_post and not post.headcount
        if planned or matrix.is_vacant(id_):
            appointments = (
                (each.because[0], Ref(f"person:{each.person}")) for each in matrix.holdings.of(id_)
            )
            also = ((Ref(f"{role}#headcount"), role),) if planned else tuple(appointments)
            yield Hit(
                involves=(role,),
                at=row.reason(A, id_),
                also=also or ((role, role),),
                case="planned" if planned else "vacant",
                role=role,
            )
