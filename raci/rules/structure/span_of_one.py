"""ORG410: managers of one single head, one below another."""

from collections.abc import Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Hits, rule


@rule("ORG410", of=Role, needs=("line",))
def span_of_one(role: Role, matrix: Matrix) -> Hits:
    """One single head reports to a role, and one to that head or to the role's manager as well."""
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
    """Return the roles to which one single head reports, each with that head's role; no cycles."""
    only: dict[str, str] = {}
    for role, reports in matrix.structure.reports.items():
        heads = {id_: matrix.org.roles[id_].headcount for id_ in reports}
        if sum(heads.values()) == 1 and role not in matrix.structure.cycles:
            only[role] = next(id_ for id_, count in heads.items() if count)
    return only
