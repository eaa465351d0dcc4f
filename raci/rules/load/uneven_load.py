"""LOD504: a role with far more rows per person than its department's other roles."""

from collections.abc import Mapping, Sequence

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.rule import Factor, Hits, rule


@rule("LOD504", of=Role, needs=("departments",), judges=lambda role: role.is_post)
def uneven_load(role: Role, matrix: Matrix, *, factor: Factor = 3) -> Hits:
    """A role's rows per person are over ``factor`` times the median of its department's roles."""
    home = matrix.structure.department(role.id)
    usual = matrix.cached(_medians).get(home or "")
    if usual and _load(role, matrix) > factor * usual:
        yield Hit(
            measure=_load(role, matrix) / usual,
            rows=matrix.workload(role.id),
            headcount=role.headcount,
            department=matrix.org.departments[home or ""].ref,
            usual=_number(usual),
            factor=_number(factor),
        )


def _medians(matrix: Matrix) -> Mapping[str, float]:
    """Return the median load of each department's own roles; idle roles do not count."""
    medians: dict[str, float] = {}
    for department, members in matrix.structure.members.items():
        loads = [_load(matrix.org.roles[role], matrix) for role in members]
        if carried := [load for load in loads if load]:
            medians[department] = _median(carried)
    return medians


def _median(values: Sequence[float]) -> float:
    """Return the median; `statistics` would take longer to import than all rules."""
    ordered, middle = sorted(values), len(values) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def _load(role: Role, matrix: Matrix) -> float:
    return matrix.workload(role.id) / role.headcount if role.headcount and role.is_post else 0


def _number(value: float) -> str:
    """Format a number without ``.0``, with two digits at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
