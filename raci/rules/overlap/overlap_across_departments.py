"""OVL202: roles of departments that are apart are responsible for one activity."""

from collections.abc import Mapping, Sequence

from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import R, Row
from raci.rules.hits import hit_of_roles
from raci.rules.relations import NO_LETTER_R
from raci.rules.rule import Hits, Yield, rule


@rule(
    "OVL202",
    of=Row,
    needs=("departments",),
    yields_to=(Yield("DEF017", by=NO_LETTER_R),),
    judges=lambda row: not row.activity.shared,
)
def overlap_across_departments(row: Row, matrix: Matrix) -> Hits:
    """An activity is done in two departments, neither above the other, by roles of two lines."""
    if len(row.written.get(R, ())) < 2:
        return
    homes = _homes(row, matrix)
    if len(homes) < 2:
        return
    structure = matrix.structure
    apart = sorted(
        (role, home)
        for home, roles in homes.items()
        for role in roles
        if any(
            not structure.in_branch(home, there)
            and any(not structure.in_line(role, other) for other in others)
            for there, others in homes.items()
        )
    )
    if apart:
        departments = tuple(dict.fromkeys(Ref(f"department:{home}") for _, home in apart))
        yield hit_of_roles(row, R, [role for role, _ in apart], departments=departments)


def _homes(row: Row, matrix: Matrix) -> Mapping[str, Sequence[str]]:
    """Return the doers by department, without those on a cycle, where nobody is above another."""
    structure = matrix.structure
    clear = (
        (structure.department(role), role) for role in row.roles(R) if role not in structure.cycles
    )
    return grouped((d, role) for d, role in clear if d and d not in structure.department_cycles)
