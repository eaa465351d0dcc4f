"""CHG807: two owners, or two accountable, only while a reorganisation is under way."""

from collections.abc import Collection

from raci.findings.finding import Hit
from raci.findings.ref import Function
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerPlatform, FormerRow, earlier, present_roles
from raci.rules.rule import Hits, rule


@rule("CHG807", of=FormerRow | FormerPlatform, needs=("an earlier version",))
def owner_doubled_in_transition(held: FormerRow | FormerPlatform, matrix: Matrix) -> Hits:
    """Two owners, or A, between two steps, where there was one before and is one in the end."""
    end = earlier(matrix).end
    if end is None or held.now is None:
        return
    before, now = _holders(held.was), _holders(held.now)
    ref = end.renames.now(held.ref)
    last = end.all_rows.get(ref.id) if ref.kind == "activity" else end.org.platforms.get(ref.id)
    if len(before) < 2 <= len(now) and last is not None and len(_holders(last)) < 2:
        roles = present_roles(now, matrix)
        yield Hit(involves=roles, case=ref.kind, roles=roles)


def _holders(held: object) -> Collection[str]:
    owners: Collection[str] | None = getattr(held, "owners", None)
    if owners is not None:
        return owners
    written = getattr(held, "written", {})
    roles: Collection[str] = written.get(Function.ACCOUNTABLE, ())
    return roles
