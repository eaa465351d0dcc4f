"""CHG802: an activity that had an accountable role and has none any more."""

from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRow, is_given_up, present_roles
from raci.rules.relations import RETIRED
from raci.rules.rule import Hits, Yield, rule


@rule(
    "CHG802",
    of=FormerRow,
    needs=("an earlier version",),
    yields_to=(Yield("CHG804", by=RETIRED),),
)
def accountable_lost(activity: FormerRow, matrix: Matrix) -> Hits:
    """An A, written or derived, that leaves and is not replaced, in a row that stays."""
    before = activity.was.roles(Function.ACCOUNTABLE)
    if not before or activity.now is None or activity.now.roles(Function.ACCOUNTABLE):
        return
    if not is_given_up(activity, Function.ACCOUNTABLE, matrix):
        roles = present_roles(before, matrix)
        yield Hit(involves=roles, roles=roles)
