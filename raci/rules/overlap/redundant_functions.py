"""OVL210: a role is informed or consulted about what it takes part in anyway."""

from collections.abc import Iterator

from raci.findings.finding import Edit, Hit
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import INFORMED, C, R, Row
from raci.rules.rule import Hits, rule


@rule("OVL210", of=Row)
def redundant_functions(row: Row, matrix: Matrix) -> Hits:
    """A role has I beside any other written function, or C beside R."""
    informed, consulted, doers = (row.written.get(function, {}) for function in (INFORMED, C, R))
    if not informed and not consulted:
        return
    others = {role for f, roles in row.written.items() if f is not INFORMED for role in roles}
    for role in sorted((informed.keys() & others) | (consulted.keys() & doers.keys())):
        held = [function for function in Function if role in row.written.get(function, ())]
        needless = [f for f in held if f is INFORMED or (f is C and R in held)]
        beside = [f for f in held if f not in needless]
        ref = Ref(f"role:{role}")
        yield Hit(
            involves=(ref,),
            at=row.reason(needless[0], role),
            also=tuple((row.reason(f, role), ref) for f in (*needless[1:], *beside)),
            fix=tuple(edit for f in needless for edit in _removed(row, f, role, matrix)),
            case="both" if len(needless) > 1 else needless[0].value,
            role=ref,
            beside=matrix.letters_of(beside),
        )


def _removed(row: Row, function: Function, role: str, matrix: Matrix) -> Iterator[Edit]:
    """Remove a role's function, on both sides where both have it: they share one Ref."""
    for because in row.written[function][role]:
        yield Edit("remove", because)
        key = because.parts[0]
        claimed = matrix.org.roles[role].holds.get(function, ())
        if key in claimed and role in row.activity.held_by.get(function, ()):
            yield Edit("remove", Ref(f"role:{role}#{function.value}/{claimed.index(key)}"))
