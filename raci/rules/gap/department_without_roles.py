"""GAP106: a department with no role, its own or below it."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Department
from raci.rules.rule import Hits, rule


@rule("GAP106", of=Department)
def department_without_roles(department: Department, matrix: Matrix) -> Hits:
    """Neither a department nor any below it has a role; on a cycle nothing is below."""
    structure = matrix.structure
    if department.id in structure.staffed or department.id in structure.department_cycles:
        return
    yield Hit()
