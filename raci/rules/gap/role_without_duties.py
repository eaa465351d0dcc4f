"""GAP108: a role with no part in any activity, or only consulted and informed."""

from collections.abc import Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import AUDIENCE
from raci.model.entities import Role
from raci.rules.relations import INVOLVED, under
from raci.rules.rule import Hits, Yield, rule

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
    if not all(function in AUDIENCE for function in held):
        return
    kept = () if held else matrix.cached(_kept).get(role.id, ())
    if kept:
        yield Hit(case="elsewhere", kept=tuple(sorted(kept)))
    else:
        yield Hit(case="audience" if held else "default")


def _kept(matrix: Matrix) -> Mapping[str, tuple[Ref, ...]]:
    """Return what each role owns or heads."""
    owned = ((role, each.ref) for each in matrix.platforms.values() for role in each.owners)
    headed = ((each.head, each.ref) for each in matrix.org.departments.values() if each.head)
    return grouped((*owned, *headed))
