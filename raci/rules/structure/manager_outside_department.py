"""ORG404: a role whose written manager neither belongs to its department nor heads it."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.rules.hits import hit_with_labels
from raci.rules.rule import Hits, rule


@rule("ORG404", of=Role, needs=("line", "departments"), judges=lambda role: role.is_post)
def manager_outside_department(role: Role, matrix: Matrix) -> Hits:
    """The manager is of another department, and heads none that the role is in."""
    structure = matrix.structure
    manager = structure.managers.get(role.id)
    home = structure.department(role.id)
    if manager is None or manager.derived or home is None or role.id in structure.cycles:
        return
    theirs = structure.department(manager.role)
    if theirs is None or theirs == home or not structure.is_rooted(home):
        return
    if not any(structure.contains(led, home) for led in structure.headed.get(manager.role, ())):
        boss, elsewhere = Ref(f"role:{manager.role}"), Ref(f"department:{theirs}")
        own = Ref(f"department:{home}")
        yield hit_with_labels(
            [(manager.because, role.ref), (Ref(f"{boss}#department"), boss)],
            involves=(boss, own, elsewhere),
            manager=boss,
            department=own,
            elsewhere=elsewhere,
        )
