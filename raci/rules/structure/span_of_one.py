"""ORG410: managers of one person only, one below another."""

from collections.abc import Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Hits, rule


@rule("ORG410", of=Role, needs=("line",), judges=lambda role: role.is_post)
def span_of_one(role: Role, matrix: Matrix) -> Hits:
    """One person reports to a role, and one to that person or to the role's manager as well."""
    only = matrix.cached(_only_reports)
    if role.id not in only:
        return
    report = Ref(f"role:{only[role.id]}")
    manager = matrix.structure.managers.get(role.id)
    alone = manager is not None and only.get(manager.role) == role.id
    above = (Ref(f"role:{manager.role}"),) if manager and alone else ()
    below = (Ref(f"role:{only[report.id]}"),) if report.id in only else ()
    if above or below:
        line = (*above, report, *below)
        also = tuple((ref, ref) for ref in line)
        yield Hit(involves=line, also=also, report=report, others=line[: len(above) + len(below)])


def _only_reports(matrix: Matrix) -> Mapping[str, str]:
    """Return the roles to which one role of one person reports, each with that role; no cycles."""
    only: dict[str, str] = {}
    for role, below in matrix.structure.reports.items():
        posts = (matrix.org.roles[id_] for id_ in below)
        reports = [post for post in posts if post.headcount and post.is_post]
        if len(reports) == 1 and role not in matrix.structure.cycles:
            (report,) = reports
            if report.headcount == 1 and len(matrix.in_post(report.id)) < 2:
                only[role] = report.id
    return only
