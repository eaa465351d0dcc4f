"""GAP113: a row whose accountable role is no person's."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, Row
from raci.rules.rule import Hits, rule


@rule("GAP113", of=Row)
def accountable_not_human(row: Row, matrix: Matrix) -> Hits:
    """A role of kind agent or system is A, written or derived."""
    for id_ in row.roles(A):
        if matrix.org.roles[id_].nature in ("agent", "system"):
            role = Ref(f"role:{id_}")
            kind = Ref(f"{role}#kind")
            yield Hit(involves=(role,), at=row.reason(A, id_), also=((kind, role),), role=role)
