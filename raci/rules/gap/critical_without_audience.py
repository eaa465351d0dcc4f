"""GAP110: a critical activity about which nobody is consulted or informed."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.rows import AUDIENCE
from raci.model.entities import Activity
from raci.rules.relations import INVOLVED, under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "GAP110",
    of=Activity,
    judges=lambda activity: activity.critical and activity.status == "active",
    yields_to=(Yield("DEF004", by=INVOLVED), Yield("DEF004", by=under(*AUDIENCE))),
)
def critical_without_audience(activity: Activity, matrix: Matrix) -> Hits:
    """Somebody has a part in a critical activity, and nobody is consulted or informed."""
    rows = (matrix.rows[id_] for id_ in matrix.rows_matching((activity.ref,)))
    held = {function for row in rows for function in row.written}
    if held and held.isdisjoint(AUDIENCE):
        yield Hit()
