"""PPL601: a critical row that stops when one person is away."""

from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.continuity import critical_platforms, has_deputy, is_critical, is_of_one
from raci.matrix.matrix import Matrix
from raci.matrix.rows import R, Row
from raci.rules.rule import Hits, rule


@rule("PPL601", of=Row, needs=("critical activities",))
def single_point_of_failure(row: Row, matrix: Matrix) -> Hits:
    """One role of one person without a deputy is all that does a critical activity."""
    doers = row.roles(R)
    if len(doers) == 1 and is_critical(row, matrix):
        (id_,) = doers
        if is_of_one(id_, matrix) and not has_deputy(id_, matrix):
            role = Ref(f"role:{id_}")
            yield Hit(involves=(role,), at=row.reason(R, id_), role=role, **_why(row, matrix))


def _why(row: Row, matrix: Matrix) -> dict[str, Any]:
    """Return what makes the row critical: the activity itself, else its platforms."""
    if row.activity.critical:
        return {"also": ((Ref(f"{row.activity.ref}#critical"), row.ref),)}
    platforms = tuple(platform.ref for platform in critical_platforms(row, matrix))
    also = tuple((Ref(f"{ref}#critical"), ref) for ref in platforms)
    return {"case": "platform", "also": also, "platforms": platforms}
