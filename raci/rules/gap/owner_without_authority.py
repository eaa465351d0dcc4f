"""GAP112: a platform whose owners neither do nor answer for anything on it."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import WORK, Row
from raci.model.entities import Platform
from raci.rules.hits import hit_at
from raci.rules.relations import SUBJECT, under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "GAP112",
    of=Platform,
    needs=("platforms of activities",),
    yields_to=(Yield("GAP105", by=SUBJECT), Yield("DEF004", by=under("owners"))),
)
def owner_without_authority(platform: Platform, matrix: Matrix) -> Hits:
    """No owner of a platform has R or A, written or derived, on any activity of it."""
    owners = sorted(role for role in platform.owners if role in matrix.org.roles)
    rows = matrix.rows_by_platform.get(platform.id, ())
    if not (owners and rows) or any(_names_unknown(row, matrix) for row in rows):
        return  # who is meant by an unknown role may be an owner
    entitled = {role for row in rows for function in WORK for role in row.roles(function)}
    if entitled.isdisjoint(owners):
        places = {Ref(f"role:{role}"): Ref(f"owner:{platform.id}/{role}") for role in owners}
        activities = tuple(dict.fromkeys(row.activity.ref for row in rows))
        yield hit_at(places, roles=tuple(places), activities=activities)


def _names_unknown(row: Row, matrix: Matrix) -> bool:
    listed = (role for f in WORK for role in row.activity.held_by.get(f, ()))
    return any(role not in matrix.org.roles for role in listed)
