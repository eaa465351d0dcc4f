"""ORG402: a department that belongs, through others or at once, to itself."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Department
from raci.rules.hits import hit_with_labels
from raci.rules.rule import Hits, rule


@rule("ORG402", of=Department, mutual=True)
def department_cycle(department: Department, matrix: Matrix) -> Hits:
    """A department is above itself; the smallest id of a cycle stands for all."""
    cycle = matrix.structure.department_cycles.get(department.id)
    if cycle is None or cycle[0] != department.id:
        return
    others = tuple(Ref(f"department:{id_}") for id_ in cycle[1:])
    yield hit_with_labels(
        ((Ref(f"{ref}#parent"), ref) for ref in (department.ref, *others)),
        involves=others,
        case="default" if others else "itself",
        others=others,
    )
