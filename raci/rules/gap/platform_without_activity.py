"""GAP105: an active platform that no activity touches which somebody does."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.rows import R
from raci.model.entities import Platform
from raci.rules.relations import SUBJECT
from raci.rules.rule import Hits, Yield, rule


@rule(
    "GAP105",
    of=Platform,
    needs=("platforms of activities",),
    yields_to=(Yield("GAP104", by=SUBJECT),),
)
def platform_without_activity(platform: Platform, matrix: Matrix) -> Hits:
    """No activity touches a platform, or none of those that do has an R."""
    rows = matrix.rows_by_platform.get(platform.id, ())
    if any(row.written.get(R) or row.activity.held_by.get(R) for row in rows):
        return  # DEF004 reports a list of unknown roles
    if rows:
        activities = tuple(row.ref for row in rows)
        yield Hit(case="undone", also=tuple((a, a) for a in activities), activities=activities)
    else:
        yield Hit()
