"""Side effects on accountability, and whose approval a proposal needs."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from raci.change.plan.plan import Approval, DerivedChange
from raci.change.plan.steps import Course
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.model.renames import Renames


class Answering(NamedTuple):
    """Who is accountable for an activity or owns a platform; ``derived`` if not written."""

    roles: frozenset[Ref]
    derived: bool


NOBODY = Answering(frozenset(), derived=False)


def shifts(course: Course) -> Iterator[DerivedChange]:
    """Yield the activities that stay and whose derived accountability changes."""
    then, now = _sides(course, _accountable)
    for ref in sorted(then.keys() & now.keys()):
        before, after = then[ref], now[ref]
        if (before.derived or after.derived) and before.roles != after.roles:
            yield DerivedChange(ref, tuple(sorted(before.roles)), tuple(sorted(after.roles)))


def approvals(course: Course) -> Iterator[Approval]:
    """Yield the roles of the base whose accountability or ownership changes, with approvals."""
    now = course.renames.now
    about: dict[Ref, list[Ref]] = defaultdict(list)
    there = {now(Ref(f"role:{id_}")) for id_ in course.base.matrix.org.roles}
    for then, later in (_sides(course, _accountable), _sides(course, _owned)):
        for ref in sorted({*then, *later}):
            changed = then.get(ref, NOBODY).roles ^ later.get(ref, NOBODY).roles
            for role in changed & there:
                about[role].append(ref)
    given = {now(Ref(f"role:{id_}")): day for id_, day in course.proposal.approved_by.items()}
    for role in sorted({*about, *given}):
        yield Approval(role, tuple(about[role]), given.get(role, ""))


_Roles = Mapping[Ref, Answering]


def _sides(course: Course, of: Callable[[Matrix, Renames], _Roles]) -> tuple[_Roles, _Roles]:
    return of(course.base.matrix, course.renames), of(course.head.matrix, course.renames)


def _accountable(matrix: Matrix, renames: Renames) -> _Roles:
    found: dict[Ref, Answering] = {}
    for row in matrix.rows.values():
        roles = (renames.now(Ref(f"role:{id_}")) for id_ in row.roles(Function.ACCOUNTABLE))
        found[renames.now(row.ref)] = Answering(frozenset(roles), bool(row.derived))
    return found


def _owned(matrix: Matrix, renames: Renames) -> _Roles:
    return {
        renames.now(platform.ref): Answering(
            frozenset(renames.now(Ref(f"role:{id_}")) for id_ in platform.owners), derived=False
        )
        for platform in matrix.org.platforms.values()
    }
