"""GAP103: a department's duty that no role of the department or below it does."""

from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Mandate, R
from raci.matrix.wordings import nearest_duty
from raci.rules.relations import under
from raci.rules.rule import Hits, Yield, rule


@rule(
    "GAP103", of=Mandate, needs=("mandates",), yields_to=(Yield("DEF004", by=under("responsible")),)
)
def mandate_not_carried(mandate: Mandate, matrix: Matrix) -> Hits:
    """No role of the department, or below it, is R for the duty; roles elsewhere are named."""
    row = mandate.row
    doers = row.roles(R)
    if any(matrix.structure.belongs(role, mandate.department) for role in doers):
        return
    department = Ref(f"department:{mandate.department}")
    if not doers:
        values: dict[str, Any] = {"department": department, "activity": row.ref}
        if near := nearest_duty(mandate, matrix):
            role, activity = near.parts
            values |= {"role": Ref(f"role:{role}"), "nearest": Ref(f"activity:{activity}")}
            yield Hit(case="near", also=((near, values["role"]),), **values)
        else:
            yield Hit(**values)
        return
    roles = tuple(Ref(f"role:{role}") for role in doers)
    yield Hit(
        case="elsewhere",
        also=tuple((row.reason(R, ref.id), ref) for ref in roles),
        department=department,
        activity=row.ref,
        roles=roles,
    )
