"""CHG801: an activity that somebody did and nobody does any more."""

from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRow, is_given_up, present_roles, standing
from raci.rules.relations import RETIRED
from raci.rules.rule import Hits, Yield, rule


@rule(
    "CHG801",
    of=FormerRow,
    needs=("an earlier version",),
    yields_to=(Yield("CHG804", by=RETIRED),),
)
def duty_lost(activity: FormerRow, matrix: Matrix) -> Hits:
    """R before and none after, not given up on purpose."""
    before = activity.was.roles(Function.RESPONSIBLE)
    after = activity.now.roles(Function.RESPONSIBLE) if activity.now else ()
    if before and not after and not is_given_up(activity, Function.RESPONSIBLE, matrix):
        roles = present_roles(before, matrix)
        yield Hit(involves=roles, at=standing(activity.ref, matrix), roles=roles)
