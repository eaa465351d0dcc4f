"""CHG802: an activity that had an accountable role and has none any more."""

from collections.abc import Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.previous import (
    FormerDepartment,
    FormerRow,
    former_rows,
    is_given_up,
    lost_headship,
    present_roles,
    standing,
)
from raci.rules.relations import RETIRED
from raci.rules.rule import Hits, Yield, rule


@rule(
    "CHG802",
    of=FormerRow | FormerDepartment,
    needs=("an earlier version",),
    yields_to=(Yield("CHG804", by=RETIRED),),
)
def accountable_lost(former: FormerRow | FormerDepartment, matrix: Matrix) -> Hits:
    """An A, written or derived, that leaves and is not replaced, in a row that stays.

    What a department's head answered for is told once, of the department that has none any more.
    """
    if isinstance(former, FormerDepartment):
        yield from _headship_lost(former, matrix)
    elif _is_lost(former, matrix) and lost_headship(former, matrix) is None:
        roles = present_roles(former.was.roles(Function.ACCOUNTABLE), matrix)
        yield Hit(involves=roles, roles=roles)


def _headship_lost(department: FormerDepartment, matrix: Matrix) -> Hits:
    activities = matrix.cached(_lost_with_heads).get(department.was.id)
    if activities and department.was.head:
        (role,) = present_roles([department.was.head], matrix)
        yield Hit(
            involves=(role, *activities),
            at=standing(department.ref, matrix),
            case="headship",
            role=role,
            activities=activities,
        )


def _is_lost(activity: FormerRow, matrix: Matrix) -> bool:
    before, now = activity.was.roles(Function.ACCOUNTABLE), activity.now
    if not before or now is None or now.roles(Function.ACCOUNTABLE):
        return False
    return not is_given_up(activity, Function.ACCOUNTABLE, matrix)


def _lost_with_heads(matrix: Matrix) -> Mapping[str, tuple[Ref, ...]]:
    """Return the activities that lost their A with the head of each earlier department."""
    return grouped(
        (department, row.ref)
        for row in former_rows(matrix)
        if _is_lost(row, matrix) and (department := lost_headship(row, matrix)) is not None
    )
