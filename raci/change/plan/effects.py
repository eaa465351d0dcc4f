"""What each role gains, loses and keeps, and its load."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from raci.change.diff import Difference, Pair, compare
from raci.change.plan.effect import Effect, Load, Tie
from raci.change.plan.steps import Course
from raci.change.proposal.change import Change
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix

TIES = (
    *("department", "reports-to", "also-reports-to", "direct-reports", "deputies", "deputy-for"),
    *("platforms", "accountable-for"),
)
"""What ties a role to other entities, in the order in which it is told."""


def effects(course: Course) -> Iterator[Effect]:
    """Yield the effect on each role of the head, then on each retired role."""
    was = former(course.proposal.changes)
    gains, keeps, loses = _moves(course, was)
    then, now = course.base.matrix, course.head.matrix
    difference = compare(then, now)
    keys = {each.of: each.keys for each in difference.keys}
    reshaped = set(_reshaped(difference))
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
            tuple(_changed_ties(course, before, role)),
            keys.get(Pair(Ref(f"role:{before}"), Ref(f"role:{role}")), ())
            or (("formerly",) if Ref(f"role:{role}") in reshaped else ()),
        )
    stayed = {was.get(role, role) for role in now.org.roles}
    for role in then.org.roles:
        if role not in stayed:
            load, ties = (_load(then, role), None), tuple(_changed_ties(course, role, ""))
            yield Effect(Ref(f"role:{role}"), None, (), tuple(loses[role]), (), load, ties)


def _reshaped(difference: Difference) -> Iterator[Ref]:
    """Yield what merged, was split, or looks so: it has earlier ids, if nothing else."""
    for olds, new in difference.merged:
        yield from (*olds, new)
    for old, news in difference.split:
        yield from (old, *news)
    for pair in difference.looks:
        yield from pair


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


def _changed_ties(course: Course, before: str, role: str) -> Iterator[Tie]:
    then, now = _ties(course.base.matrix, before), _ties(course.head.matrix, role)
    for key in TIES:
        olds, news = then.get(key, ()), now.get(key, ())
        if {*map(course.renames.now, olds)} != {*news}:
            yield Tie(key, olds, news)


def _ties(matrix: Matrix, role: str) -> Mapping[str, tuple[Ref, ...]]:
    """Return by key what a role is tied to; nothing for a role that is not there."""
    org = matrix.org
    if role not in org.roles:
        return {}
    entity, above = org.roles[role], next(matrix.structure.line.above(role), None)
    others = org.roles.values()
    platforms = org.platforms.values()
    return {
        "department": _refs("department", [entity.department] if entity.department else ()),
        "reports-to": _refs("role", [above] if above else ()),
        "also-reports-to": _refs("role", entity.also_reports_to),
        "direct-reports": tuple(
            each.ref for each in others if role in (each.reports_to, *each.also_reports_to)
        ),
        "deputies": _refs("role", entity.deputies),
        "deputy-for": (
            *(each.ref for each in others if role in each.deputies),
            *(each.ref for each in platforms if role in each.deputies),
        ),
        "platforms": tuple(each.ref for each in platforms if role in each.owners),
        "accountable-for": _refs("activity", matrix.rows_of(role, Function.ACCOUNTABLE)),
    }


def _refs(kind: str, ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(Ref(f"{kind}:{id_}") for id_ in ids)


def _load(matrix: Matrix, role: str) -> Load | None:
    if role not in matrix.org.roles:
        return None
    rows = matrix.rows_of(role, Function.RESPONSIBLE, Function.ACCOUNTABLE)
    return Load(len(rows), matrix.org.roles[role].headcount)
