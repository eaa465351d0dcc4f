"""CHG804: a role that is gone, whose responsibilities have no new holder."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRole, earlier, gave_up, is_dropped
from raci.matrix.rows import WORK
from raci.rules.rule import Hits, rule


@rule("CHG804", of=FormerRole, needs=("an earlier version",))
def role_retired_with_duties(role: FormerRole, matrix: Matrix) -> Hits:
    """Something that a role held is held by nobody now, and was not given up on purpose."""
    if role.now is not None:
        return
    left = {*_activities(role.was.id, matrix)}
    left |= {
        what
        for what, held in (*_owned(role.was.id, matrix), *_headed(role.was.id, matrix))
        if not is_dropped([what], matrix) and not is_dropped([held], matrix)
    }
    if left:
        left = {matrix.renames.now(what) for what in left}
        yield Hit(involves=tuple(sorted(left)), at=Ref("org"), left=tuple(sorted(left)))


Lost = tuple[Ref, Ref]
"""What nobody takes over, and the Ref of the responsibility."""


def _activities(role: str, matrix: Matrix) -> Iterator[Ref]:
    before = earlier(matrix).matrix
    for function in WORK:
        for id_ in before.held.get(role, {}).get(function, ()):
            row = before.rows[id_]
            heir = matrix.all_rows.get(matrix.renames.now(row.ref).id)
            is_lost = heir is None or (
                heir.activity.status == "active" and not heir.roles(function)
            )
            if is_lost and not gave_up(role, function, row, matrix):
                yield row.ref


def _owned(role: str, matrix: Matrix) -> Iterator[Lost]:
    for platform in earlier(matrix).matrix.platforms.values():
        if role in platform.owners:
            heir = matrix.org.platforms.get(matrix.renames.now(platform.ref).id)
            if heir is None or (heir.status == "active" and not heir.owners):
                yield platform.ref, Ref(f"owner:{platform.id}/{role}")


def _headed(role: str, matrix: Matrix) -> Iterator[Lost]:
    for department in earlier(matrix).matrix.org.departments.values():
        heir = matrix.org.departments.get(matrix.renames.now(department.ref).id)
        if department.head == role and heir is not None and not heir.head:
            yield department.ref, Ref(f"head:{department.id}")
