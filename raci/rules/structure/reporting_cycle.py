"""ORG401: a role that reports, through others or at once, to itself."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.hits import hit_with_labels
from raci.rules.rule import Hits, rule


@rule("ORG401", of=Role, needs=("line",), mutual=True)
def reporting_cycle(role: Role, matrix: Matrix) -> Hits:
    """A role is above itself; the smallest id of a cycle stands for all."""
    cycle = matrix.structure.cycles.get(role.id)
    if cycle is None or cycle[0] != role.id:
        return
    others = tuple(Ref(f"role:{id_}") for id_ in cycle[1:])
    managers = matrix.structure.managers
    yield hit_with_labels(
        ((managers[ref.id].because, ref) for ref in (role.ref, *others)),
        involves=others,
        case="default" if others else "itself",
        others=others,
    )
