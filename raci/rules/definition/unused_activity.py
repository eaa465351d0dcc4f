"""DEF005: an activity that nobody does and no department has in its mandate."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Activity, Org
from raci.rules.rule import Hits, rule


@rule("DEF005", of=Activity)
def unused_activity(activity: Activity, matrix: Matrix) -> Hits:
    """An active activity has no assignment and stands in no mandate."""
    if activity.status != "active" or activity.held_by:
        return
    if activity.each is None:
        row = matrix.all_rows[activity.id]
        used = bool(row.written or row.mandates)
    else:
        copies = (f"{activity.id}@{department}" for department in matrix.org.departments)
        used = any(copy in matrix.all_rows for copy in copies) or _claimed(activity.id, matrix.org)
    if not used:
        yield Hit()


def _claimed(activity: str, org: Org) -> bool:
    """Return whether roles without a department name a generic duty: DEF004 reports them."""
    return any(
        activity in role.duties or any(activity in claims for claims in role.holds.values())
        for role in org.roles.values()
    )
