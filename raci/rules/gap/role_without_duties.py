"""GAP108: a role that stands nowhere in the matrix, or is only consulted and informed."""

from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.matrix import Matrix
from raci.matrix.rows import AUDIENCE
from raci.model.entities import Role
from raci.rules.rule import INVOLVED, Hits, Yield, rule, under

KEYS = ("duties", *(function for function in Function if function not in AUDIENCE))


@rule(
    "GAP108",
    of=Role,
    needs=("activities",),
    judges=lambda role: role.is_post,
    yields_to=(Yield("DEF004", by=INVOLVED), Yield("DEF004", by=under(*KEYS))),
)
def role_without_duties(role: Role, matrix: Matrix) -> Hits:
    """A role has nothing but C and I in the active rows, or nothing at all."""
    held = matrix.held[role.id]
    if all(function in AUDIENCE for function in held):
        yield Hit(case="audience" if held else "default")
