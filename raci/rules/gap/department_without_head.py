"""GAP107: a department that has roles and no head."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.structure import Structure
from raci.model.entities import Department
from raci.rules.relations import INVOLVED, SUBJECT, under
from raci.rules.rule import Hits, Yield, rule

FEW = 2
"""With more departments than these, and no head at all, the source may have no word for one."""


@rule(
    "GAP107",
    of=Department,
    yields_to=(
        Yield("DEF004", by=under("head")),
        Yield("CHG802", by=SUBJECT),
        Yield("CHG804", by=INVOLVED),
    ),
)
def department_without_head(department: Department, matrix: Matrix) -> Hits:
    """A department has roles, its own or below it, and no head."""
    structure = matrix.structure
    if structure.head(department.id) is None and department.id in structure.staffed:
        yield Hit(case=_case(department.id, matrix.structure))


def _case(department: str, structure: Structure) -> str:
    """Return what is known of heads elsewhere, which says how much this one is missed."""
    if department in structure.led_by:
        return "led"
    departments = structure.org.departments
    if len(departments) > FEW and not any(map(structure.head, departments)):
        return "nowhere"
    return "default" if department in structure.members else "below"
