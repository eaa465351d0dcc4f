"""Load: the rows per person in which a role is responsible or accountable."""

from collections.abc import Mapping, Sequence

from raci.matrix.matrix import Matrix
from raci.model.entities import Role


def load(role: Role, matrix: Matrix) -> float:
    """Return a role's rows per person of its headcount; 0 where nobody is to carry them."""
    return matrix.workload(role.id) / role.headcount if role.headcount and role.is_post else 0


def medians(matrix: Matrix) -> Mapping[str, float]:
    """Return the median load of each department's own roles; idle roles do not count."""
    found: dict[str, float] = {}
    for department, members in matrix.structure.members.items():
        loads = [load(matrix.org.roles[role], matrix) for role in members]
        if carried := [each for each in loads if each]:
            found[department] = _median(carried)
    return found


def _median(values: Sequence[float]) -> float:
    """Return the median; `statistics` would take longer to import than all rules."""
    ordered, middle = sorted(values), len(values) // 2
    return (ordered[middle] + ordered[~middle]) / 2
