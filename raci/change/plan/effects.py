"""What each role gains, loses and keeps, and its load."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from raci.change.plan.plan import Effect, Load
from raci.change.plan.steps import Course
from raci.change.proposal.change import Change
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix


def effects(course: Course) -> Iterator[Effect]:
    """Yield the effect on each role of the head, then on each retired role."""
    was = former(course.proposal.changes)
    gains, keeps, loses = _moves(course, was)
    then, now = course.base.matrix, course.head.matrix
    for role in now.org.roles:
        before = was.get(role, role)
        is_old = before in then.org.roles
        yield Effect(
            Ref(f"role:{before}") if is_old else None,
            Ref(f"role:{role}"),
            tuple(gains[role]),
            tuple(loses[before]) if is_old else (),
            tuple(keeps[role]),
            (_load(then, before), _load(now, role)),
            (_manager(then, before), _manager(now, role)),
        )
    stayed = {was.get(role, role) for role in now.org.roles}
    for role in then.org.roles:
        if role not in stayed:
            load, managers = (_load(then, role), None), (_manager(then, role), None)
            yield Effect(Ref(f"role:{role}"), None, (), tuple(loses[role]), (), load, managers)


def former(changes: Iterable[Change]) -> Mapping[str, str]:
    """Return the base ids of renamed roles, by their ids in the head."""
    was: dict[str, str] = {}
    for change in changes:
        if change.verb == "rename" and change.subject.kind == "role":
            was[change.keys["to"]] = was.pop(change.subject.id, change.subject.id)
    return was


_Held = dict[str, list[Ref]]


def _moves(course: Course, was: Mapping[str, str]) -> tuple[_Held, _Held, _Held]:
    gains: _Held = defaultdict(list)
    keeps: _Held = defaultdict(list)
    loses: _Held = defaultdict(list)
    for arrival in course.made.balance.origins:
        holding, holder = arrival.holding, arrival.holding.holder
        if holding.kind != "mandate":
            had = {ancestor.holder for ancestor in arrival.ancestors}
            is_kept = arrival.origin == "kept" or was.get(holder, holder) in had
            (keeps if is_kept else gains)[holder].append(holding.ref)
    for entry in course.made.balance.fates:
        holding, holder = entry.holding, entry.holding.holder
        if holding.kind != "mandate" and entry.fate != "kept":
            have = {was.get(heir.holder, heir.holder) for heir in entry.heirs}
            if holder not in have:
                loses[holder].append(holding.ref)
    return gains, keeps, loses


def _manager(matrix: Matrix, role: str) -> Ref | None:
    manager = next(matrix.structure.line.above(role), None)
    return Ref(f"role:{manager}") if manager else None


def _load(matrix: Matrix, role: str) -> Load | None:
    if role not in matrix.org.roles:
        return None
    rows = matrix.rows_of(role, Function.RESPONSIBLE, Function.ACCOUNTABLE)
    return Load(len(rows), matrix.org.roles[role].headcount)
