"""CHG814: a deputy is gone where everything hangs on one person."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.continuity import has_deputy, is_critical, is_of_one, may_stand_in
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerPlatform, FormerRole, earlier
from raci.matrix.rows import R
from raci.rules.rule import Hits, rule


@rule("CHG814", of=FormerPlatform | FormerRole, needs=("an earlier version",))
def deputy_lost(former: FormerPlatform | FormerRole, matrix: Matrix) -> Hits:
    """A platform, or critical rows, had a deputy; one role of one person has them alone now."""
    if isinstance(former, FormerPlatform):
        yield from _of_platform(former, matrix)
    else:
        yield from _of_role(former, matrix)


def _of_platform(platform: FormerPlatform, matrix: Matrix) -> Hits:
    now, then = platform.now, earlier(matrix).matrix
    if now is None or now.status != "active" or len(now.owners) != 1:
        return
    (owner,) = now.owners
    before = (_covers(role, platform.was.deputies, then) for role in platform.was.owners)
    is_alone = owner in matrix.org.roles and is_of_one(owner, matrix)
    if is_alone and any(before) and not _covers(owner, now.deputies, matrix):
        role = Ref(f"role:{owner}")
        yield Hit(involves=(role,), case="platform", role=role)


def _covers(owner: str, deputies: tuple[str, ...], matrix: Matrix) -> bool:
    return owner in matrix.org.roles and (
        has_deputy(owner, matrix) or may_stand_in(deputies, owner, matrix)
    )


def _of_role(former: FormerRole, matrix: Matrix) -> Hits:
    now, then = former.now, earlier(matrix).matrix
    if now is None or not is_of_one(now.id, matrix) or has_deputy(now.id, matrix):
        return
    rows = (matrix.rows[id_] for id_ in matrix.rows_of(now.id, R))
    alone = tuple(r.ref for r in rows if len(r.roles(R)) == 1 and is_critical(r, matrix))
    if alone and has_deputy(former.was.id, then):
        yield Hit(involves=alone, activities=alone)
