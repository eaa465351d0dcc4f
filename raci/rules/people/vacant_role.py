"""PPL603: a role that nobody holds."""

from collections.abc import Sequence
from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.appointments import Tenure
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.relations import ENDED, INVOLVED, SUBJECT
from raci.rules.rule import Hits, Yield, rule


@rule(
    "PPL603",
    of=Role,
    needs=("people or all of them",),
    yields_to=(
        Yield("DEF013", by=SUBJECT),
        Yield("DEF013", by=INVOLVED),
        Yield("PPL605", by=ENDED),
    ),
)
def vacant_role(role: Role, matrix: Matrix) -> Hits:
    """Nobody holds a role today, though somebody did or will, or every holder is listed."""
    if role.headcount and matrix.is_vacant(role.id):
        held = matrix.holdings.of(role.id)
        also = tuple((each.because[0], Ref(f"person:{each.person}")) for each in held)
        yield Hit(also=also, **_since(held, matrix.day))


def _since(held: Sequence[Tenure], day: str) -> dict[str, Any]:
    """Return the days between which nobody holds the role: the last before, the first again."""
    real = [each.days for each in held if each.real]
    ended = [days.until for days in real if days.until < day]
    coming = [days.start for days in real if days.start > day]
    if ended and coming:
        return {"case": "between", "until": max(ended), "start": min(coming)}
    if ended:
        return {"case": "ended", "until": max(ended)}
    return {"case": "coming", "start": min(coming)} if coming else {"case": "unlisted"}
