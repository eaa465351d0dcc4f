"""ORG403: a department whose head belongs elsewhere."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Department
from raci.rules.rule import Hits, rule


@rule("ORG403", of=Department, needs=("departments",))
def head_outside_department(department: Department, matrix: Matrix) -> Hits:
    """The head is of another department, which is not above this one."""
    structure = matrix.structure
    head = structure.head(department.id)
    home = structure.department(head) if head else None
    if head is None or home is None:
        return
    if structure.is_rooted(department.id) and not structure.contains(home, department.id):
        named, elsewhere = Ref(f"role:{head}"), Ref(f"department:{home}")
        yield Hit(
            involves=(named, elsewhere),
            at=Ref(f"head:{department.id}"),
            label=department.ref,
            also=((Ref(f"{named}#department"), named),),
            head=named,
            elsewhere=elsewhere,
        )
