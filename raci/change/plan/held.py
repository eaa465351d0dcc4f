"""What a role holds that needs its approval to go: accountability, ownerships, controls."""

from collections.abc import Iterator
from typing import NamedTuple

from raci.change.plan.posts import Posts
from raci.change.plan.steps import Course
from raci.findings.ref import Ref
from raci.matrix.approvals import CHECKING
from raci.matrix.matrix import Matrix
from raci.matrix.rows import A, R
from raci.matrix.strictness import is_covered, weaknesses
from raci.model.entities import Separation
from raci.model.renames import Renames


class Held(NamedTuple):
    """One thing that a role holds: how, of what, and the role's id."""

    how: str
    of: Ref
    role: str

    def now(self, renames: Renames) -> "Held":
        """Return the same under the ids of today."""
        return Held(self.how, renames.now(self.of), renames.now(Ref(f"role:{self.role}")).id)


def given_up(course: Course, posts: Posts) -> Iterator[Held]:
    """Yield what roles of the base hold that goes or weakens in some step, under ids of the base.

    What a post held that another swallows has gone, although the latter holds it. What earlier
    steps gave to roles that they added was held by nobody before the proposal.
    """
    base = course.base.matrix
    there = base.org.roles.keys() - posts.begun
    held = {each for each in holdings(base) if each.role in there}
    yield from (each for each in sorted(held) if each.role in posts.merged)
    left = {each for each in held if each.role not in posts.merged}
    for stage in course.stages:
        after, weak = holdings(stage.matrix), _weakened(base, stage.matrix)
        gone = {e for e in left if e.of in weak or e.now(stage.matrix.renames) not in after}
        yield from sorted(gone)
        left -= gone


def holdings(matrix: Matrix) -> frozenset[Held]:
    """Return the accountability, ownerships and controls that roles have, written or derived."""
    return frozenset(
        (*_of_rows(matrix), *_approvals(matrix), *_of_platforms(matrix), *_standing_in(matrix),
         *_circles(matrix))
    )  # fmt: skip


def _of_rows(matrix: Matrix) -> Iterator[Held]:
    for row in matrix.rows.values():
        for function in (A, *CHECKING):
            yield from (Held(function.value, row.ref, role) for role in row.roles(function))


def _approvals(matrix: Matrix) -> Iterator[Held]:
    for row in matrix.rows.values():
        approved = matrix.rows_matching(f"activity:{id_}" for id_ in row.activity.approves)
        for id_ in approved:
            yield from (Held("approval", matrix.rows[id_].ref, role) for role in row.roles(R))


def _of_platforms(matrix: Matrix) -> Iterator[Held]:
    for platform in matrix.platforms.values():
        yield from (Held("owner", platform.ref, role) for role in platform.owners)
        yield from (Held("deputy", platform.ref, role) for role in platform.deputies)


def _standing_in(matrix: Matrix) -> Iterator[Held]:
    for role in matrix.org.roles.values():
        yield from (Held("deputy", role.ref, deputy) for deputy in role.deputies)


def _circles(matrix: Matrix) -> Iterator[Held]:
    """Yield the roles that alone may do something; the head stands for a department's."""
    for separation in matrix.org.separations.values():
        for ref in map(Ref, separation.only):
            known = ref.kind == "department" and ref.id in matrix.org.departments
            role = matrix.structure.head(ref.id) if known else ref.id
            if role is not None:
                yield Held("only", separation.ref, role)


def _weakened(before: Matrix, after: Matrix) -> frozenset[Ref]:
    """Return the separations with a circle that are gone or weaker, as ``CHG812`` tells them."""
    circles = (each for each in before.org.separations.values() if each.only)
    return frozenset(each.ref for each in circles if _is_weaker(each, before, after))


def _is_weaker(was: Separation, before: Matrix, after: Matrix) -> bool:
    now = after.org.separations.get(after.renames.now(was.ref).id)
    if is_covered(was, before, after, but=now):
        return False
    return now is None or next(weaknesses(was, before, now, after), None) is not None
