"""GAP114: an active activity in which nobody has any part."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Activity, Org
from raci.rules.relations import MANDATED, ONLY_PLATFORM
from raci.rules.rule import Hits, Yield, rule


@rule(
    "GAP114",
    of=Activity,
    yields_to=(Yield("GAP103", by=MANDATED), Yield("GAP104", by=ONLY_PLATFORM)),
)
def activity_without_anybody(activity: Activity, matrix: Matrix) -> Hits:
    """No role has any function in an active activity, on either side."""
    if activity.status != "active" or activity.held_by:
        return
    rows = matrix.rows_matching((activity.ref,))
    if not any(matrix.rows[id_].written for id_ in rows) and not _claimed(activity, matrix.org):
        yield Hit()


def _claimed(activity: Activity, org: Org) -> bool:
    """Return whether roles without a department name a generic duty: DEF004 reports them."""
    return activity.each is not None and any(
        activity.id in role.duties or any(activity.id in claims for claims in role.holds.values())
        for role in org.roles.values()
    )
