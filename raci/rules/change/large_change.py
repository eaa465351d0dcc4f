"""CHG808: a large part of all that was assigned is assigned no more."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.previous import earlier
from raci.model.entities import Org
from raci.rules.rule import Count, Hits, Share, rule


@rule("CHG808", of=Org, needs=("an earlier version",))
def large_change(org: Org, matrix: Matrix, *, share: Share = 0.25, least: Count = 5) -> Hits:
    """More than ``share`` of the written assignments are gone, and nobody has them instead."""
    before = removed = 0
    for row in earlier(matrix).matrix.rows.values():
        after = matrix.all_rows.get(matrix.renames.now(row.ref).id)
        for function, roles in row.written.items():
            left = len(after.written.get(function, ())) if after else 0
            before += len(roles)
            removed += max(len(roles) - left, 0)
    if removed >= least and removed > share * before:
        yield Hit(removed=removed, before=before, percent=round(100 * removed / before))
