"""OVL207: a role with reports does and answers for most of its department's work itself."""

from collections import Counter
from collections.abc import Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, R
from raci.model.entities import Role
from raci.rules.rule import Count, Hits, Share, rule


@rule("OVL207", of=Role, needs=("departments", "line"))
def no_delegation(role: Role, matrix: Matrix, *, share: Share = 0.6, min: Count = 5) -> Hits:
    """A role with reports is R and written A in over ``share`` of its department's rows."""
    home, reports = matrix.structure.department(role.id), _reports(role.id, matrix)
    if home is None or not reports:
        return
    homes = matrix.cached(_homes)
    total = matrix.cached(_rows_by_department)[home]
    own = [
        row
        for row in map(matrix.rows.__getitem__, matrix.rows_of(role.id, R))
        if homes[row.id] == home and role.id in row.written.get(A, ())
    ]
    if own and total >= min and len(own) / total > share:
        yield Hit(
            involves=reports,
            roles=reports,
            department=Ref(f"department:{home}"),
            activities=tuple(row.activity.ref for row in own),
            count=len(own),
            total=total,
        )


def _reports(role: str, matrix: Matrix) -> tuple[Ref, ...]:
    """Return the direct reports that can take over work; none on a reporting cycle."""
    if role in matrix.structure.cycles:
        return ()
    below = (matrix.org.roles[id_] for id_ in matrix.structure.reports.get(role, ()))
    return tuple(report.ref for report in below if report.headcount and report.is_post)


def _homes(matrix: Matrix) -> Mapping[str, str | None]:
    return {row.id: matrix.home(row) for row in matrix.rows.values()}


def _rows_by_department(matrix: Matrix) -> Counter[str | None]:
    return Counter(matrix.cached(_homes).values())
