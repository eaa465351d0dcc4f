"""ORG407: a role with too many direct reports."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Count, Hits, rule


@rule("ORG407", of=Role, needs=("line",))
def span_too_wide(role: Role, matrix: Matrix, *, max: Count = 15) -> Hits:
    """More than ``max`` heads report to a role directly."""
    reports = matrix.structure.reports.get(role.id)
    if reports is None or role.id in matrix.structure.cycles:
        return
    heads = {id_: matrix.org.roles[id_].headcount for id_ in reports}
    total = sum(heads.values())
    if total > max:
        roles = tuple(Ref(f"role:{id_}") for id_, count in heads.items() if count)
        yield Hit(involves=roles, heads=total, max=max, roles=roles)
