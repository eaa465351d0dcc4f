"""Who may stand in for a lost role, and which separations that would violate."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from raci.change.drill.loss import Conflict
from raci.findings.ref import Ref
from raci.matrix.continuity import may_stand_in
from raci.matrix.matrix import Matrix
from raci.matrix.separations import Held, apart, held
from raci.model.entities import Separation

Holders = Mapping[str, Held]
"""What each role holds of a separation."""


def stand_ins(role: str, lost: Collection[str], matrix: Matrix) -> tuple[Ref, ...]:
    """Return the deputies that may stand in for a role today, without those lost with it.

    Deputy roles that are vacant or of the same person only cannot; persons can who are appointed
    as its deputies.
    """
    return (
        *deputies(matrix.org.roles[role].deputies, role, lost, matrix),
        *(Ref(f"person:{each.person}") for each in matrix.holders(role) if not each.in_post),
    )


def deputies(
    named: Iterable[str], role: str, lost: Collection[str], matrix: Matrix
) -> tuple[Ref, ...]:
    """Return those of some deputy roles that can stand in today, by id."""
    known = (each for each in sorted(set(named)) if each in matrix.org.roles and each not in lost)
    return tuple(Ref(f"role:{each}") for each in known if may_stand_in((each,), role, matrix))


def conflicts(role: str, standing_in: Iterable[Ref], matrix: Matrix) -> Iterator[Conflict]:
    """Return the separations that stand-ins would violate with a role's rows and their own.

    A deputy role is asked as a role, and each person who holds it with all its roles of today;
    where the role itself breaks a separation, its persons are not told again.
    """
    separations = matrix.cached(_by_role).get(role, ())
    for deputy in standing_in if separations else ():
        told: set[Ref] = set()
        for who, roles in _actors(deputy, role, matrix):
            for separation, holders in separations:
                if separation.ref in told or (separation.within == "role" and who.kind != "role"):
                    continue
                taken_over, own = _meet(separation, holders, role, roles)
                if own:
                    yield Conflict(separation.ref, who, Ref(f"role:{role}"), taken_over, own)
                    if who.kind == "role":
                        told.add(separation.ref)


def _by_role(matrix: Matrix) -> Mapping[str, list[tuple[Separation, Holders]]]:
    found: dict[str, list[tuple[Separation, Holders]]] = {}
    for id_ in sorted(matrix.org.separations):
        separation = matrix.org.separations[id_]
        holders = held(separation, matrix)
        for role in holders:
            found.setdefault(role, []).append((separation, holders))
    return found


def _actors(deputy: Ref, role: str, matrix: Matrix) -> Iterator[tuple[Ref, tuple[str, ...]]]:
    people = [deputy.id]
    if deputy.kind == "role":
        yield deputy, (deputy.id,)
        people = [each.person for each in matrix.in_post(deputy.id)]
    for person in people:
        there = matrix.holdings.held_on(matrix.day, person)
        yield (
            Ref(f"person:{person}"),
            tuple(each.role for each in there if each.in_post and each.role != role),
        )


def _meet(
    separation: Separation, holders: Holders, role: str, roles: Collection[str]
) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    others = {each: holders[each] for each in roles if each in holders}
    if separation.between:
        return (
            _once(row for each in others.values() for row in apart(holders[role], each)),
            _once(row for each in others.values() for row in apart(each, holders[role])),
        )
    if separation.at_most is None:
        return (), ()
    brought, there = _numbers([holders[role]]), _numbers(others.values())
    if max(len(brought), len(there)) > separation.at_most:
        return (), ()  # too much for one without anybody standing in
    if len(brought | there) <= separation.at_most:
        return (), ()
    return _rows([holders[role]]), _rows(others.values())


def _numbers(several: Iterable[Held]) -> frozenset[int]:
    return frozenset(number for each in several for sides in each for number in sides)


def _rows(several: Iterable[Held]) -> tuple[Ref, ...]:
    return _once(row for each in several for rows in each.values() for row in rows)


def _once(rows: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(set(rows)))
