"""CHG803: a platform that had an owner, and has none any more."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerPlatform, earlier, is_dropped, present_roles, standing
from raci.rules.rule import Hits, rule


@rule("CHG803", of=FormerPlatform, needs=("an earlier version",))
def platform_orphaned(platform: FormerPlatform, matrix: Matrix) -> Hits:
    """An owner before and none after, or the platform itself is gone."""
    was, now = platform.was, platform.now
    if not was.owners or (now is not None and (now.owners or now.status != "active")):
        return
    owners = [Ref(f"owner:{was.id}/{role}") for role in was.owners]
    is_meant = is_dropped([was.ref], matrix) or is_dropped(owners, matrix)
    if not is_meant or _is_owned_in_the_end(platform, matrix):
        roles = present_roles(was.owners, matrix)
        case = "default" if now else "gone"
        yield Hit(involves=roles, at=standing(platform.ref, matrix), case=case, roles=roles)


def _is_owned_in_the_end(platform: FormerPlatform, matrix: Matrix) -> bool:
    """Return whether a reorganisation leads to an owner; the platform lacks one meanwhile."""
    end = earlier(matrix).end
    last = end.org.platforms.get(end.renames.now(platform.ref).id) if end else None
    return last is not None and bool(last.owners)
