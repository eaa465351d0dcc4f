"""CHG804: a role that is gone, whose responsibilities have no new holder."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.previous import FormerRole, earlier, is_dropped
from raci.matrix.rows import WORK
from raci.rules.rule import Hits, rule


@rule("CHG804", of=FormerRole, needs=("an earlier version",))
def role_retired_with_duties(role: FormerRole, matrix: Matrix) -> Hits:
    """Something that a role held is held by nobody now, and was not given up on purpose."""
    if role.now is not None:
        return
    lost = (*_activities(role.was.id, matrix), *_owned(role.was.id, matrix))
    left = {
        matrix.renames.now(what)
        for what, held in (*lost, *_headed(role.was.id, matrix))
        if not is_dropped([what], matrix) and not is_dropped([held], matrix)
    }
    if left:
        yield Hit(involves=tuple(sorted(left)), at=Ref("org"), left=tuple(sorted(left)))


Lost = tuple[Ref, Ref]
"""What nobody takes over, and the Ref of the responsibility."""


def _activities(role: str, matrix: Matrix) -> Iterator[Lost]:
    before = earlier(matrix).matrix
    for function in WORK:
        for id_ in before.held.get(role, {}).get(function, ()):
            ref = before.rows[id_].ref
            heir = matrix.all_rows.get(matrix.renames.now(ref).id)
            if heir is None or (heir.activity.status == "active" and not heir.roles(function)):
                yield ref, Ref(f"assignment:{id_}/{function.value}/{role}")


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
