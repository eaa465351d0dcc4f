"""What each role gains, loses and keeps, and its load."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from raci.change.diff import Difference, Pair, compare
from raci.change.plan.effect import Effect, Load
from raci.change.plan.steps import Course
from raci.change.plan.ties import Ties, changed_ties
from raci.change.plan.units import made_of
from raci.change.proposal.change import Change
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import WORK


def effects(course: Course) -> Iterator[Effect]:
    """Yield the effect on each role of the head, then on each retired role."""
    was = former(course.proposal.changes)
    gains, keeps, loses = _moves(course, was)
    then, now = course.base.matrix, course.head.matrix
    difference = compare(then, now)
    renamed, keys = dict(difference.renamed), _keys(difference)
    sides, merged = (Ties(then), Ties(now)), made_of(course)
    for role in now.org.roles:
        before = was.get(role, role)
        is_old = before in then.org.roles
        gained, lost = tuple(gains[role]), tuple(loses[before]) if is_old else ()
        ties = tuple(changed_ties(*sides, (before, role), renamed))
        if gained or lost:
            ties = tuple(tie for tie in ties if tie.key != "takes-part-in")
        told = {tie.key.replace("-", "_") for tie in ties}
        of = Pair(Ref(f"role:{before}"), Ref(f"role:{role}"))
        parts = [each.id for each in merged.get(of.after, ())] or [before]
        yield Effect(
            of.before if is_old else None,
            of.after,
            gained,
            lost,
            tuple(keeps[role]),
            (_load(then, *parts), _load(now, role)),
            ties,
            tuple(key for key in keys[of] if key not in told),
        )
    stayed = {was.get(role, role) for role in now.org.roles}
    for role in then.org.roles:
        if role not in stayed:
            load = _load(then, role), None
            ties = tuple(changed_ties(*sides, (role, ""), renamed))
            yield Effect(Ref(f"role:{role}"), None, (), tuple(loses[role]), (), load, ties)


def _keys(difference: Difference) -> Mapping[Pair, list[str]]:
    """Return the keys in which entities differ; what merged or was split has earlier ids."""
    found: dict[Pair, list[str]] = defaultdict(list)
    for each in difference.keys:
        found[each.of] += each.keys
    for edge in difference.edges:
        found[edge.of].append(edge.key)
    reshaped = [ref for olds, new in difference.merged for ref in (*olds, new)]
    reshaped += [ref for old, news in difference.split for ref in (old, *news)]
    reshaped += [ref for pair in difference.looks for ref in pair]
    for ref in dict.fromkeys(reshaped):
        found[Pair(ref, ref)].append("formerly")
    return found


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


def _load(matrix: Matrix, *roles: str) -> Load | None:
    """Return the load of a role, or of several as one; None where there is none of them."""
    there = [role for role in roles if role in matrix.org.roles]
    if not there:
        return None
    rows = {id_ for role in there for id_ in matrix.rows_of(role, *WORK)}
    return Load(len(rows), sum(matrix.org.roles[role].headcount for role in there))
