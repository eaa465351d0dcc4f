"""LOD502: an organisation in which one role is accountable for too many activities."""

from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A
from raci.model.entities import Org
from raci.rules.rule import Hits, Share, rule

ROWS = 10
"""With fewer of them, one role is accountable for most by necessity."""

DEPARTMENTS = 3
"""With fewer of them, it may well be right that one role answers for most."""


@rule("LOD502", of=Org, needs=("activities",))
def accountability_concentrated(org: Org, matrix: Matrix, *, share: Share = 0.4) -> Hits:
    """One role has over ``share`` of all A, and at least twice as many as the second."""
    answered = sum(bool(row.roles(A)) for row in matrix.rows.values())
    ranked = _ranked(matrix)
    if answered < ROWS or not ranked:
        return
    (role, held), *others = ranked.items()
    total = sum(ranked.values())
    if held / total <= share:
        return
    common: dict[str, Any] = {"involves": (role,), "at": org.ref, "role": role, "total": total}
    common["measure"] = held / total
    few = "-few" if len(org.departments) < DEPARTMENTS else ""
    if not others:
        yield Hit(case=f"all{few}", also=((role, role),), **common)
    elif held >= 2 * others[0][1]:
        next_, second = others[0]
        also = ((role, role), (next_, next_))
        common |= {"held": held, "share": share, "next": next_, "second": second}
        yield Hit(case=f"most{few}", also=also, **common)


def _ranked(matrix: Matrix) -> dict[Ref, int]:
    """Return how many A each post has that is not planned, the most first, without none."""
    held = {
        role.ref: len(matrix.rows_of(role.id, A))
        for role in matrix.org.roles.values()
        if role.headcount and role.is_post
    }
    return {ref: held[ref] for ref in sorted(held, key=lambda ref: (-held[ref], ref)) if held[ref]}
