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
            case = "default" if _is_said_to_be_one(id_, matrix) else "unwritten"
            why = _why(row, matrix, case)
            yield Hit(involves=(role,), at=row.reason(R, id_), role=role, **why)


def _is_said_to_be_one(role: str, matrix: Matrix) -> bool:
    """Return whether the definition says so; a role of which it says nothing may be a team."""
    post = matrix.org.roles[role]
    return post.written_headcount is not None or bool(matrix.in_post(role))


def _why(row: Row, matrix: Matrix, case: str) -> dict[str, Any]:
    """Return what makes the row critical: the activity itself, else its platforms."""
    if row.activity.critical:
        return {"case": case, "also": ((Ref(f"{row.activity.ref}#critical"), row.ref),)}
    platforms = tuple(platform.ref for platform in critical_platforms(row, matrix))
    also = tuple((Ref(f"{ref}#critical"), ref) for ref in platforms)
    on_platform = "platform" if case == "default" else f"{case}-platform"
    return {"case": on_platform, "also": also, "platforms": platforms}
