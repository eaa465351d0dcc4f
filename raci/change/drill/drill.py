"""Drills the loss of each role, person and platform; only its own rows are derived anew."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from raci.change.drill.cover import conflicts, deputies, stand_ins
from raci.change.drill.loss import Broken, Loss, Passing, rank
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.matrix.continuity import is_critical
from raci.matrix.matrix import Matrix
from raci.matrix.rows import without
from raci.model.entities import Platform

A, R = Function.ACCOUNTABLE, Function.RESPONSIBLE
Cover = Mapping[str, tuple[Ref, ...]]
"""Who may stand in, by the role that is lost."""


def drill(matrix: Matrix) -> list[Loss]:
    """Return the loss of every role, person and active platform, the worst first.

    A person who alone fills one role, and no other, is lost with that role: it is listed.
    """
    return rank(loss_of(matrix, ref) for ref in _all(matrix))


def _all(matrix: Matrix) -> Iterator[Ref]:
    people = matrix.holdings.by_person
    yield from (Ref(f"role:{id_}") for id_ in matrix.org.roles)
    yield from (Ref(f"person:{id_}") for id_ in people if len(filled_alone(matrix, id_)) != 1)
    yield from (Ref(f"platform:{id_}") for id_ in matrix.platforms)


def loss_of(matrix: Matrix, ref: Ref) -> Loss:
    """Return the loss of a role, a person or a platform, as of the matrix's day.

    A role is lost with all who fill it. A person takes along the roles that nobody else fills
    that day. A platform stops the activities that touch it.

    Raises:
        KeyError: where there is no such thing.
    """
    match ref.kind:
        case "role":
            return _without_roles(matrix, ref, (matrix.org.roles[ref.id].id,))
        case "person":
            return _without_roles(matrix, ref, filled_alone(matrix, ref.id))
        case "platform":
            touched = matrix.rows_by_platform.get(matrix.org.platforms[ref.id].id, ())
            return Loss(
                ref=ref, undone=tuple(Broken(row.ref, is_critical(row, matrix)) for row in touched)
            )
    raise KeyError(ref)


def filled_alone(matrix: Matrix, person: str) -> tuple[str, ...]:
    """Return the roles that only this person is known to fill today, in the order of their ids."""
    holdings = matrix.holdings
    there = holdings.held_on(matrix.day, matrix.org.people[person].id)
    alone = (each.role for each in there if each.in_post and len(matrix.in_post(each.role)) == 1)
    return tuple(role for role in alone if not holdings.is_partly_listed(role))


def _without_roles(matrix: Matrix, ref: Ref, lost: tuple[str, ...]) -> Loss:
    cover = {role: stand_ins(role, lost, matrix) for role in lost}
    undone, unanswered, passing = [], [], []
    for id_ in sorted({*_touched(matrix, lost)}):
        row = matrix.rows[id_]
        after = without(row, lost, matrix.structure)
        critical = is_critical(row, matrix)
        if row.roles(R) and not after.roles(R):
            undone.append(Broken(row.ref, critical, _covering(row.roles(R), cover)))
        answering, answers = row.roles(A), after.roles(A)
        if answering and not answers:
            unanswered.append(Broken(row.ref, critical, _covering(answering, cover)))
        elif answering and not set(answers) <= set(answering):
            passing.append(Passing(row.ref, tuple(Ref(f"role:{id_}") for id_ in answers)))
    return Loss(
        ref=ref,
        roles=tuple(Ref(f"role:{role}") for role in lost),
        undone=tuple(undone),
        unanswered=tuple(unanswered),
        unowned=tuple(_unowned(matrix, lost, cover)),
        passing=tuple(passing),
        conflicts=tuple(
            dict.fromkeys(each for role in lost for each in conflicts(role, cover[role], matrix))
        ),
    )


def _touched(matrix: Matrix, lost: Collection[str]) -> Iterator[str]:
    """Yield the rows in which lost roles stand, or whose platforms they own and may answer for."""
    for role in lost:
        yield from matrix.rows_of(role, *FUNCTIONS)
        for platform in matrix.cached(_owned).get(role, ()):
            yield from (row.id for row in matrix.rows_by_platform.get(platform.id, ()))


def _unowned(matrix: Matrix, lost: Collection[str], cover: Cover) -> Iterator[Broken]:
    owned = matrix.cached(_owned)
    found = {platform.id: platform for role in lost for platform in owned.get(role, ())}
    for _, platform in sorted(found.items()):
        if set(platform.owners) <= set(lost):
            own = (deputies(platform.deputies, owner, lost, matrix) for owner in platform.owners)
            covering = dict.fromkeys((*chain(*own), *_covering(platform.owners, cover)))
            yield Broken(platform.ref, platform.critical, tuple(covering))


def _owned(matrix: Matrix) -> Mapping[str, list[Platform]]:
    found: dict[str, list[Platform]] = {}
    for platform in matrix.platforms.values():
        for owner in platform.owners:
            found.setdefault(owner, []).append(platform)
    return found


def _covering(roles: Iterable[str], cover: Cover) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(ref for role in roles for ref in cover.get(role, ())))
