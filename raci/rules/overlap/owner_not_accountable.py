"""OVL213: roles that do not own a platform are accountable for its activities."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, R, Row
from raci.model.entities import Platform
from raci.rules.hits import hit_at
from raci.rules.relations import SUBJECT, under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "OVL213",
    of=Platform,
    needs=("platforms of activities",),
    yields_to=(
        Yield("GAP105", by=SUBJECT),
        Yield("GAP112", by=SUBJECT),
        Yield("DEF004", by=under("owners")),
    ),
)
def owner_not_accountable(platform: Platform, matrix: Matrix) -> Hits:
    """Some activities on a platform have a written A, and no owner, nor one above it, is that."""
    owners = sorted(role for role in platform.owners if role in matrix.org.roles)
    rows = matrix.rows_by_platform.get(platform.id, ())
    if not owners or any(_settles(role, row, matrix) for row in rows for role in owners):
        return
    listed = (role for row in rows for f in (A, R) for role in row.activity.held_by.get(f, ()))
    if any(role not in matrix.org.roles for role in listed):
        return  # who is meant by an unknown role may be an owner
    answering: dict[Ref, Ref] = {}
    for row in rows:
        for role in sorted(row.written.get(A, ())):
            answering.setdefault(Ref(f"role:{role}"), row.reason(A, role))
    if answering:
        places = {Ref(f"role:{role}"): Ref(f"owner:{platform.id}/{role}") for role in owners}
        roles = tuple(places)
        yield hit_at(places | answering, roles=roles, answering=tuple(sorted(answering)))


def _settles(owner: str, row: Row, matrix: Matrix) -> bool:
    """Return whether an owner is accountable for a row, or does it for somebody above who is."""
    answering = row.roles(A)
    if owner in answering:
        return True
    line = matrix.structure.line
    return owner in row.written.get(R, ()) and any(line.is_above(a, owner) for a in answering)
