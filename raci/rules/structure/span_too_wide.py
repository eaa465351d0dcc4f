"""ORG407: a role with too many direct reports."""

from collections.abc import Iterable
from typing import Any

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Count, Hits, rule


@rule("ORG407", of=Role, needs=("line",), judges=lambda role: role.is_post)
def span_too_wide(role: Role, matrix: Matrix, *, max: Count = 15) -> Hits:
    """More than ``max`` people report directly to a role, for each person in it."""
    below = matrix.structure.reports.get(role.id)
    if below is None or role.id in matrix.structure.cycles:
        return
    reports = [matrix.org.roles[id_] for id_ in below if matrix.org.roles[id_].nature == "person"]
    people = _people(reports, role, matrix)
    managers = role.headcount or 1
    if people > max * managers:
        roles = tuple(report.ref for report in reports if report.headcount)
        values: dict[str, Any] = {"people": people, "max": max, "roles": roles}
        values["measure"] = people / managers
        if managers == 1:
            yield Hit(involves=roles, **values)
        else:
            yield Hit(involves=roles, case="several", managers=managers, **values)


def _people(reports: Iterable[Role], manager: Role, matrix: Matrix) -> int:
    """Count who reports to a manager: everybody listed once, else as many as the headcount says.

    Nobody reports to themselves.
    """
    listed: set[str] = set()
    unlisted = 0
    for report in reports:
        there = {each.person for each in matrix.in_post(report.id)}
        listed |= there
        if not matrix.holdings.is_fully_listed(report.id):
            unlisted += report.headcount - len(there)
    return unlisted + len(listed - {each.person for each in matrix.in_post(manager.id)})
