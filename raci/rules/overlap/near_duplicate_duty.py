"""OVL205: one duty is written under two activities, in the same words or nearly so."""

from collections.abc import Sequence

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Duty
from raci.matrix.wordings import duties
from raci.rules.rule import ACTIVITIES, SUBJECT, Hits, Share, Yield, rule


@rule(
    "OVL205",
    of=Duty,
    judges=lambda duty: duty.wording.text,
    mutual=True,
    yields_to=(
        Yield("DEF006", by=ACTIVITIES),
        Yield("DEF012", by=ACTIVITIES),
        Yield("DEF017", by=SUBJECT),
    ),
)
def near_duplicate_duty(duty: Duty, matrix: Matrix, *, threshold: Share = 0.7) -> Hits:
    """Duties under different activities are worded the same, or nearly so."""
    group = matrix.cached(duties).groups(threshold).get(duty.ref)
    if group is None:
        return
    refs = group.refs
    roles = sorted({ref.holder for ref in refs})
    where = _where(roles, matrix)
    values = group.contrast._asdict() if group.contrast.differing else {}
    yield Hit(
        case=where if values else f"same-{where}",
        involves=refs[1:],
        also=tuple((ref, _label(ref, where)) for ref in refs[1:]),
        label=_label(refs[0], where),
        roles=tuple(Ref(f"role:{role}") for role in roles),
        activities=tuple(Ref(f"activity:{id_}") for id_ in group.activities),
        **values,
    )


def _where(roles: Sequence[str], matrix: Matrix) -> str:
    """Return the narrowest unit that has all roles: one role, line or department, or ``apart``."""
    if len(roles) == 1:
        return "role"
    structure = matrix.structure
    lowest = max(roles, key=lambda role: len(structure.above(role)))
    if {*roles} <= {lowest, *structure.above(lowest)}:
        return "line"
    homes = {structure.department(role) for role in roles}
    return "department" if len(homes) == 1 and None not in homes else "apart"


def _label(ref: Ref, where: str) -> Ref:
    role, activity = ref.parts
    return Ref(f"activity:{activity}" if where == "role" else f"role:{role}")
