"""GAP107: a department that has roles and no head."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Department
from raci.rules.rule import Hits, Yield, rule, under


@rule("GAP107", of=Department, yields_to=(Yield("DEF004", by=under("head")),))
def department_without_head(department: Department, matrix: Matrix) -> Hits:
    """A department has roles, its own or below it, and no head."""
    structure = matrix.structure
    if structure.head(department.id) is None and department.id in structure.staffed:
        yield Hit(case="default" if department.id in structure.members else "below")
