"""Side effects on accountability."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from raci.change.plan.effect import DerivedChange
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


_Roles = Mapping[Ref, Answering]


def _sides(course: Course, of: Callable[[Matrix, Renames], _Roles]) -> tuple[_Roles, _Roles]:
    return of(course.base.matrix, course.renames), of(course.head.matrix, course.renames)


def _accountable(matrix: Matrix, renames: Renames) -> _Roles:
    found: dict[Ref, Answering] = {}
    for row in matrix.rows.values():
        roles = (renames.now(Ref(f"role:{id_}")) for id_ in row.roles(Function.ACCOUNTABLE))
        found[renames.now(row.ref)] = Answering(frozenset(roles), bool(row.derived))
    return found
