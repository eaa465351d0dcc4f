"""CHG813: a critical activity whose result nobody checks, signs or approves any more."""

from collections.abc import Collection, Mapping

from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.approvals import approvals
from raci.matrix.continuity import is_critical
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRow, earlier, present_roles
from raci.matrix.rows import R, Row
from raci.rules.rule import Hits, rule

APPROVAL = "approval"
CONTROLS = (Function.VERIFIER.value, Function.SIGNATORY.value, APPROVAL)


@rule("CHG813", of=FormerRow, needs=("an earlier version",))
def control_lost(activity: FormerRow, matrix: Matrix) -> Hits:
    """A verifier, signatory or approver before and none after, in a critical row that stays."""
    was, now, then = activity.was, activity.now, earlier(matrix).matrix
    if now is None or now.activity.status != "active" or not is_critical(was, then):
        return
    before, after = _controls(was, then), _controls(now, matrix)
    for control in CONTROLS:
        if before[control] and not after[control] and now.roles(R):
            roles = present_roles(before[control], matrix)
            yield Hit(involves=roles, case=control, roles=roles)


def _controls(row: Row, matrix: Matrix) -> Mapping[str, Collection[str]]:
    """Return the roles that control a row, by the kind of control."""
    approving = {each.id: each for doer in row.roles(R) for each in approvals(row, doer, matrix)}
    approvers = {role for each in approving.values() for role in each.roles(R)}
    written = {each.value: row.roles(each) for each in (Function.VERIFIER, Function.SIGNATORY)}
    return {**written, APPROVAL: approvers}
