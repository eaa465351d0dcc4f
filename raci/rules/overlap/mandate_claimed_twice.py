"""OVL212: departments, neither above the other, have the same duty in their mandates."""

from collections.abc import Mapping, Sequence
from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Mandate
from raci.matrix.wordings import mandates
from raci.rules.relations import ACTIVITIES
from raci.rules.rule import Hits, Share, Yield, rule
from raci.wording.likeness.groups import Group

Refs = tuple[Ref, ...]


@rule(
    "OVL212",
    of=Mandate,
    needs=("mandates",),
    mutual=True,
    yields_to=(Yield("DEF006", by=ACTIVITIES), Yield("DEF012", by=ACTIVITIES)),
)
def mandate_claimed_twice(mandate: Mandate, matrix: Matrix, *, threshold: Share = 0.7) -> Hits:
    """Mandates of separate departments name the same activity, or have nearly the same words."""
    row = mandate.row
    if len(row.mandates) > 1:
        same = [Ref(f"mandate:{department}/{row.activity.id}") for department in row.mandates]
        refs = _apart(same, matrix, other_activity=False)
        if refs and refs[0] == mandate.ref:
            yield _hit(refs, "default", activity=row.ref)
    if claims := matrix.cached(_Claims).worded(threshold, matrix).get(mandate.ref):
        refs, group = claims
        values = group.contrast._asdict() if group.contrast.differing else {}
        activities = tuple(sorted({Ref(f"activity:{ref.parts[1]}") for ref in refs}))
        yield _hit(refs, "nearly" if values else "same", activities=activities, **values)


def _hit(refs: Refs, case: str, **values: Any) -> Hit:
    departments = tuple(dict.fromkeys(Ref(f"department:{ref.parts[0]}") for ref in refs))
    return Hit(
        case=case,
        involves=refs[1:],
        label=Ref(f"department:{refs[0].parts[0]}"),
        also=tuple((ref, Ref(f"department:{ref.parts[0]}")) for ref in refs[1:]),
        departments=departments,
        **values,
    )


class _Claims:
    """The groups of mandates with the same wording, built once for each threshold.

    It keeps no matrix: the matrix keeps it, and nothing would free the two.
    """

    def __init__(self, _matrix: Matrix) -> None:
        self._worded: dict[float, Mapping[Ref, tuple[Refs, Group]]] = {}

    def worded(self, threshold: float, matrix: Matrix) -> Mapping[Ref, tuple[Refs, Group]]:
        """Return, by its first one, each group of mandates of separate departments."""
        if threshold not in self._worded:
            groups = matrix.cached(mandates).groups(threshold).values()
            claims = ((_apart(g.refs, matrix, other_activity=True), g) for g in groups)
            self._worded[threshold] = {refs[0]: (refs, group) for refs, group in claims if refs}
        return self._worded[threshold]


def _apart(mandates: Sequence[Ref], matrix: Matrix, *, other_activity: bool) -> Refs:
    """Return the mandates, sorted, that meet one of a department neither above nor below theirs.

    With ``other_activity`` the other must be about another activity too. Departments on a cycle
    are left out: nobody can tell which is above which.
    """
    structure = matrix.structure
    known = [ref for ref in sorted(mandates) if ref.parts[0] not in structure.department_cycles]
    return tuple(
        one
        for one in known
        if any(
            not structure.in_branch(one.parts[0], other.parts[0])
            and (not other_activity or one.parts[1] != other.parts[1])
            for other in known
        )
    )
