"""SOD307: a role does what a separation reserves for others."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.separations import held, hit_values
from raci.model.entities import Separation
from raci.rules.hits import hit_with_labels
from raci.rules.relations import under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "SOD307",
    of=Separation,
    yields_to=(Yield("DEF004", by=under("only")),),
    judges=lambda separation: separation.of,
)
def duty_outside_its_circle(separation: Separation, matrix: Matrix) -> Hits:
    """A role that is not among ``only`` has the separation's functions for ``of``."""
    named = {kind: _ids(separation, kind) for kind in ("role", "department")}
    departments = _with_those_below(named["department"], matrix)
    circle = named["role"] | _staff(departments, matrix)
    for role, holding in held(separation, matrix).items():
        if role in circle or (departments and _is_unclear(role, matrix)):
            continue
        ref = Ref(f"role:{role}")
        steps = [(because, row) for rows in holding.values() for row, because in rows.items()]
        yield hit_with_labels(
            steps,
            involves=(ref,),
            role=ref,
            activities=tuple(row for _, row in steps),
            only=tuple(map(Ref, separation.only)),
            **hit_values(separation, matrix),
        )


def _ids(separation: Separation, kind: str) -> set[str]:
    return {ref.id for ref in map(Ref, separation.only) if ref.kind == kind}


def _with_those_below(departments: set[str], matrix: Matrix) -> set[str]:
    ancestors = matrix.structure.ancestors
    return {d for d in matrix.org.departments if not departments.isdisjoint((d, *ancestors(d)))}


def _staff(departments: set[str], matrix: Matrix) -> set[str]:
    """Return the roles of some departments, and their heads wherever they belong."""
    structure = matrix.structure
    heads = {structure.head(department) for department in departments}
    members = (role for department in departments for role in structure.members.get(department, ()))
    return {*filter(None, heads), *members}


def _is_unclear(role: str, matrix: Matrix) -> bool:
    """Return whether a role's departments are unknown, which other rules report."""
    home = matrix.structure.department(role)
    if home is None:
        return matrix.org.roles[role].department is not None
    return not matrix.structure.is_rooted(home)
