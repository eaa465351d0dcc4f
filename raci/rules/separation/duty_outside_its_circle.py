"""SOD307: a role does what a separation reserves for others."""

from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.separations import circle, held, hit_values
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
    inside = circle(separation.only, matrix)
    by_department = any(Ref(ref).kind == "department" for ref in separation.only)
    for role, holding in held(separation, matrix).items():
        if role in inside or (by_department and _is_unclear(role, matrix)):
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


def _is_unclear(role: str, matrix: Matrix) -> bool:
    """Return whether a role's departments are unknown, which other rules report."""
    home = matrix.structure.department(role)
    if home is None:
        return matrix.org.roles[role].department is not None
    return not matrix.structure.is_rooted(home)
