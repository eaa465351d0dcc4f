"""DEF012: a duty whose key is nearly another activity's id."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Duty
from raci.rules.rule import Hits, rule


@rule("DEF012", of=Duty, judges=lambda duty: not duty.declared)
def lookalike_activity(duty: Duty, matrix: Matrix) -> Hits:
    """The key stands once, is declared nowhere, and is one slip away from others."""
    key = duty.key
    if key not in matrix.undeclared_once or matrix.org.declared_only:
        return
    singles = matrix.cached(_singles)
    near = matrix.slips(Ref(f"activity:{key}"))
    others = tuple(ref for ref in near if ref.id > key or ref.id not in singles)
    if others:
        yield Hit(involves=others, also=tuple((o, o) for o in others), key=key, others=others)


def _singles(matrix: Matrix) -> frozenset[str]:
    return matrix.undeclared_once.intersection(duty.key for duty in matrix.duties)
