"""ORG408: a person whose roles answer to different managers."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Person
from raci.rules.rule import Hits, rule


@rule("ORG408", of=Person, needs=("line",))
def several_managers(person: Person, matrix: Matrix) -> Hits:
    """The roles that a person works in today have managers who are not the same."""
    structure = matrix.structure
    held = [each for each in matrix.holdings.held_on(matrix.day, person.id) if each.in_post]
    own = {each.role for each in held if matrix.org.roles[each.role].is_post}
    line = {role: manager for role in sorted(own) if (manager := structure.managers.get(role))}
    above = {
        role: manager
        for role, manager in line.items()
        if manager.role not in own and {role, manager.role}.isdisjoint(structure.cycles)
    }
    if len({_who(manager.role, matrix) for manager in above.values()}) > 1:
        roles = tuple(Ref(f"role:{role}") for role in above)
        managers = tuple(Ref(f"role:{id_}") for id_ in sorted({m.role for m in above.values()}))
        yield Hit(
            involves=tuple(dict.fromkeys((*roles, *managers))),
            also=tuple((m.because, role) for m, role in zip(above.values(), roles, strict=True)),
            roles=roles,
            managers=managers,
        )


def _who(manager: str, matrix: Matrix) -> frozenset[str]:
    """Return the persons in a manager's role, or the role itself where none is listed."""
    people = frozenset(f"person:{each.person}" for each in matrix.in_post(manager))
    return people or frozenset((f"role:{manager}",))
