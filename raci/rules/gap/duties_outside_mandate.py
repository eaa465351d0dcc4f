"""GAP109: what a role does that its department's mandate does not name."""

from collections.abc import Mapping, Sequence

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import R
from raci.model.entities import Role
from raci.rules.rule import Hits, rule


@rule("GAP109", of=Role, needs=("mandates",))
def duties_outside_mandate(role: Role, matrix: Matrix) -> Hits:
    """A role is R for activities in no mandate of its department, which has one, or above."""
    home = matrix.structure.department(role.id)
    if home is None or not matrix.org.departments[home].duties:
        return
    mandated, contains = matrix.cached(_mandated), matrix.structure.contains
    rows = [matrix.rows[id_] for id_ in matrix.rows_of(role.id, R)]
    outside = [
        row
        for row in rows
        if not any(contains(department, home) for department in mandated.get(row.activity.id, ()))
    ]
    if outside:
        activities = tuple(row.ref for row in outside)
        yield Hit(
            involves=activities,
            also=tuple((row.reason(R, role.id), row.ref) for row in outside),
            activities=activities,
            department=Ref(f"department:{home}"),
        )


def _mandated(matrix: Matrix) -> Mapping[str, Sequence[str]]:
    """Return the departments whose mandates name each activity."""
    departments = matrix.org.departments.values()
    return grouped((activity, each.id) for each in departments for activity in each.duties)
