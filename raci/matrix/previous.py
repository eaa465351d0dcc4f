"""What an earlier version had, under the ids of today: the subjects of rules of change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from raci.findings.ref import Function, Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix, Previous
from raci.matrix.rows import A, R, Row
from raci.model.entities import Department, Pack, Platform, Policy, Role, Separation

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class _Former(Generic[Kind]):
    """Something of the earlier version; ``now`` is what became of it, None where it is gone."""

    ref: Ref
    was: Kind
    now: Kind | None


class FormerRow(_Former[Row]):
    """A row of the earlier version."""


class FormerRole(_Former[Role]):
    """A role of the earlier version."""


class FormerPlatform(_Former[Platform]):
    """A platform of the earlier version."""


class FormerDepartment(_Former[Department]):
    """A department of the earlier version."""


class FormerSeparation(_Former[Separation]):
    """A separation of the earlier version."""


class FormerPolicy(_Former[Policy]):
    """A policy of the earlier version."""


class FormerPack(_Former[Pack]):
    """A pack that the earlier version extends."""


def former_rows(matrix: Matrix) -> Iterator[FormerRow]:
    """Return the active rows of the earlier version."""
    for row in earlier(matrix).matrix.rows.values():
        ref = matrix.renames.now(row.ref)
        yield FormerRow(ref, row, matrix.all_rows.get(ref.id))


def former_roles(matrix: Matrix) -> Iterator[FormerRole]:
    """Return the roles of the earlier version."""
    for role in earlier(matrix).matrix.org.roles.values():
        ref = matrix.renames.now(role.ref)
        yield FormerRole(ref, role, matrix.org.roles.get(ref.id))


def parts_of(role: FormerRole, matrix: Matrix) -> tuple[FormerRole, ...]:
    """Return the roles of the earlier version that a role of today was, more where they merged."""
    return matrix.cached(_former_by_ref)[role.ref]


def _former_by_ref(matrix: Matrix) -> Mapping[Ref, tuple[FormerRole, ...]]:
    return grouped((role.ref, role) for role in former_roles(matrix))


def former_platforms(matrix: Matrix) -> Iterator[FormerPlatform]:
    """Return the active platforms of the earlier version."""
    for platform in earlier(matrix).matrix.platforms.values():
        ref = matrix.renames.now(platform.ref)
        yield FormerPlatform(ref, platform, matrix.org.platforms.get(ref.id))


def former_departments(matrix: Matrix) -> Iterator[FormerDepartment]:
    """Return the departments of the earlier version."""
    for department in earlier(matrix).matrix.org.departments.values():
        ref = matrix.renames.now(department.ref)
        yield FormerDepartment(ref, department, matrix.org.departments.get(ref.id))


def former_separations(matrix: Matrix) -> Iterator[FormerSeparation]:
    """Return the separations of the earlier version, those of its packs as well."""
    for separation in earlier(matrix).matrix.org.separations.values():
        ref = matrix.renames.now(separation.ref)
        yield FormerSeparation(ref, separation, matrix.org.separations.get(ref.id))


def former_policies(matrix: Matrix) -> Iterator[FormerPolicy]:
    """Return the policies of the earlier version, those of its packs as well."""
    for policy in earlier(matrix).matrix.org.policies.values():
        ref = matrix.renames.now(policy.ref)
        yield FormerPolicy(ref, policy, matrix.org.policies.get(ref.id))


def former_packs(matrix: Matrix) -> Iterator[FormerPack]:
    """Return the packs of the earlier version."""
    for pack in earlier(matrix).matrix.org.packs.values():
        yield FormerPack(pack.ref, pack, matrix.org.packs.get(pack.id))


def earlier(matrix: Matrix) -> Previous:
    """Return the earlier version of a matrix that has one."""
    if matrix.earlier is None:
        raise ValueError("no earlier version")
    return matrix.earlier


def answered_before(matrix: Matrix) -> Mapping[Ref, tuple[Ref, ...]]:
    """Return who answered for each row of the earlier version, if there is one, by its Ref now."""
    if matrix.earlier is None:
        return {}
    rows = former_rows(matrix)
    return {row.ref: present_roles(row.was.roles(Function.ACCOUNTABLE), matrix) for row in rows}


def present_roles(roles: Iterable[str], matrix: Matrix) -> tuple[Ref, ...]:
    """Return roles under the ids that they have today, sorted."""
    return tuple(sorted({matrix.renames.now(Ref(f"role:{role}")) for role in roles}))


def is_dropped(refs: Iterable[Ref], matrix: Matrix) -> bool:
    """Return whether all of some things were given up on purpose, by earlier or present ids."""
    dropped = earlier(matrix).dropped
    either = dropped | matrix.cached(_dropped_today)
    return all(ref in either or matrix.renames.now(ref) in either for ref in refs)


def _dropped_today(matrix: Matrix) -> frozenset[Ref]:
    return frozenset(map(matrix.renames.now, earlier(matrix).dropped))


def standing(ref: Ref, matrix: Matrix) -> Ref:
    """Return where something stands, the organisation's header where it is gone."""
    return ref if matrix.knows(ref) else Ref("org")


def assignments(row: Row, function: Function) -> tuple[Ref, ...]:
    """Return the Refs of the assignments with a function in a row, written or derived."""
    return tuple(_assignment(row, function, role) for role in row.roles(function))


def _assignment(row: Row, function: Function, role: str) -> Ref:
    return Ref(f"assignment:{row.activity.id}/{function.value}/{role}")


def is_given_up(activity: FormerRow, function: Function, matrix: Matrix) -> bool:
    """Return whether an activity, or all who had a function in it, were given up on purpose.

    What has a holder again at the end of a reorganisation was not; it lacks one meanwhile.
    """
    end = earlier(matrix).end
    if end is not None:
        last = end.rows.get(end.renames.now(activity.ref).id)
        if last is not None and last.roles(function):
            return False
    if activity.now is not None and activity.now.activity.status != "active":
        return True
    roles = activity.was.roles(function)
    return bool(roles) and all(gave_up(each, function, activity.was, matrix) for each in roles)


def gave_up(role: str, function: Function, row: Row, matrix: Matrix) -> bool:
    """Return whether a function of a role was given up on purpose, or the whole activity was.

    An A goes with what it was derived from.
    """
    if is_dropped([row.activity.ref], matrix):
        return True
    if is_dropped([_assignment(row, function, role)], matrix):
        return True
    return function is A and role in row.derived and _is_basis_given_up(role, row, matrix)


def _is_basis_given_up(role: str, row: Row, matrix: Matrix) -> bool:
    """Return whether what makes a role accountable was given up; a headship stands for itself."""
    doers = assignments(row, R)
    reasons = [each for each in row.derived[role] if each.kind in ("owner", "mandate")]
    owned = (Ref(f"platform:{each.parts[0]}") for each in reasons if each.kind == "owner")
    gone = any(is_dropped([each], matrix) for each in (*reasons, *owned))
    return gone or (bool(doers) and is_dropped(doers, matrix))


def lost_headship(activity: FormerRow, matrix: Matrix) -> str | None:
    """Return the earlier department whose head answered for an activity, if it has none now."""
    for reason, *_ in activity.was.derived.values():
        if reason.kind == "head" and reason.id in matrix.cached(_headless):
            return reason.id
    return None


def _headless(matrix: Matrix) -> frozenset[str]:
    """Return the earlier departments that had a head, and have none any more, or are gone."""
    then, now = earlier(matrix).matrix.structure, matrix.structure
    return frozenset(
        each.was.id
        for each in former_departments(matrix)
        if then.head(each.was.id) and (each.now is None or not now.head(each.now.id))
    )
