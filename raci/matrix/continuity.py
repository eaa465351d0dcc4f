"""Continuity when somebody is away: critical rows, roles of one person, deputies."""

from collections.abc import Collection

from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row
from raci.model.entities import Platform


def critical_platforms(row: Row, matrix: Matrix) -> tuple[Platform, ...]:
    """Return the active critical platforms that a row touches."""
    touched = (matrix.platforms.get(id_) for id_ in row.activity.platforms)
    return tuple(platform for platform in touched if platform and platform.critical)


def is_critical(row: Row, matrix: Matrix) -> bool:
    """Return whether a row, or a platform that it touches, is critical."""
    return row.activity.critical or bool(critical_platforms(row, matrix))


def has_critical_rows(matrix: Matrix) -> bool:
    """Return whether anything active is critical."""
    return any(is_critical(row, matrix) for row in matrix.rows.values())


def is_of_one(role: str, matrix: Matrix) -> bool:
    """Return whether a role has one person today, or is for one where nobody is known to hold it.

    Who is listed elsewhere says nothing of it. A collective or external role has nobody of ours;
    one that somebody holds, but not as many as its headcount says, may have more.
    """
    post = matrix.org.roles[role]
    if not post.is_post:
        return False
    if there := len(matrix.in_post(role)):
        return there == 1 and not matrix.holdings.is_partly_listed(role)
    return post.headcount == 1


def has_deputy(role: str, matrix: Matrix) -> bool:
    """Return whether a role has a deputy, a role or a person."""
    if any(not each.in_post for each in matrix.holders(role)):
        return True
    return may_stand_in(matrix.org.roles[role].deputies, role, matrix)


def may_stand_in(deputies: Collection[str], role: str, matrix: Matrix) -> bool:
    """Return whether one of some roles can stand in for a role.

    It cannot itself, nor a planned or vacant role, nor one that only the same person holds. An
    unknown role counts: another rule reports it.
    """
    return any(
        deputy not in matrix.org.roles or _can_stand_in(deputy, role, matrix)
        for deputy in deputies
        if deputy != role
    )


def _can_stand_in(deputy: str, role: str, matrix: Matrix) -> bool:
    if not matrix.org.roles[deputy].headcount or matrix.is_vacant(deputy):
        return False
    if matrix.holdings.is_partly_listed(deputy):
        return True
    there = {each.person for each in matrix.in_post(deputy)}
    away = {each.person for each in matrix.in_post(role)}
    return not there or not there <= away
