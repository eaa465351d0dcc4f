"""OVL205: one duty is written under two activities, in the same words or nearly so."""

from collections.abc import Sequence

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Duty, Row
from raci.matrix.wordings import activities, duties
from raci.rules.relations import ACTIVITIES
from raci.rules.rule import Hits, Share, Yield, rule
from raci.wording.likeness.groups import Group
from raci.wording.likeness.pair import are_equal


@rule(
    "OVL205",
    of=Duty | Row,
    judges=lambda subject: isinstance(subject, Row) or subject.wording.text,
    mutual=True,
    yields_to=(Yield("DEF006", by=ACTIVITIES), Yield("DEF012", by=ACTIVITIES)),
)
def near_duplicate_duty(subject: Duty | Row, matrix: Matrix, *, threshold: Share = 0.7) -> Hits:
    """Duties under different activities are worded the same, or nearly so.

    An activity that no duty words is compared by its name.
    """
    index = activities if isinstance(subject, Row) else duties
    group = matrix.cached(index).groups(threshold).get(subject.ref)
    if group:
        yield _named(group) if isinstance(subject, Row) else _worded(group, matrix)


def _named(group: Group) -> Hit:
    first, *others = group.lines
    same = all(are_equal(first.text, other.text) for other in others)
    values = {} if same else group.contrast._asdict()
    return Hit(
        case="same-name" if same else "near-name",
        involves=group.refs[1:],
        also=tuple((ref, Ref(f"activity:{ref.parts[-1]}")) for ref in group.refs[1:]),
        label=first.ref,
        activities=tuple(Ref(f"activity:{id_}") for id_ in group.activities),
        **values,
    )


def _worded(group: Group, matrix: Matrix) -> Hit:
    refs = group.refs
    roles = sorted({ref.holder for ref in refs})
    where = _where(roles, matrix)
    values = group.contrast._asdict() if group.contrast.differing else {}
    return Hit(
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
    lowest = max(roles, key=structure.line.depth)
    if all(role == lowest or structure.line.is_above(role, lowest) for role in roles):
        return "line"
    homes = {structure.department(role) for role in roles}
    return "department" if len(homes) == 1 and None not in homes else "apart"


def _label(ref: Ref, where: str) -> Ref:
    role, activity = ref.parts
    return Ref(f"activity:{activity}" if where == "role" else f"role:{role}")
