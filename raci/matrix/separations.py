"""The sides of a separation: which of its rows each role has there, and which conflict."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from raci.findings.days import Days, stretches
from raci.findings.ref import Ref
from raci.matrix.appointments import Tenure
from raci.matrix.matrix import Matrix
from raci.model.entities import Separation

Sides = tuple[int, ...]
"""The numbers of the sides on which a row stands, in their order."""

Rows = Mapping[Ref, Ref]
"""Rows in the order of their ids, each with the Ref that gives them to the role."""

Held = Mapping[Sides, Rows]
"""What one role holds of a separation, by the sides on which it stands."""


def held(separation: Separation, matrix: Matrix) -> Mapping[str, Held]:
    """Return what each role holds, in the order of the roles' ids.

    Only the separation's functions count, and only where they are written.
    """
    stands: dict[str, Sides] = {}
    for number, refs in enumerate(separation.sides):
        for id_ in matrix.rows_matching(refs):
            stands[id_] = (*stands.get(id_, ()), number)
    by_role: dict[str, dict[Sides, dict[Ref, Ref]]] = {}
    for id_ in sorted(stands):
        row = matrix.rows[id_]
        for function in separation.functions:
            for role in row.written.get(function, ()):
                rows = by_role.setdefault(role, {}).setdefault(stands[id_], {})
                rows.setdefault(row.ref, row.reason(function, role))
    return dict(sorted(by_role.items()))


def meeting(ones: Held, others: Collection[Sides]) -> Iterator[Sides]:
    """Return the sides of one role that conflict with another's, in their order.

    A row on several sides is SOD305; it meets only what stands on none of them.
    """
    for sides in sorted(ones):
        if any(set(sides).isdisjoint(other) for other in others):
            yield sides


def apart(ones: Held, others: Held) -> Rows:
    """Return the rows of one role that conflict with another's, where neither is on both sides.

    What one role combines by itself is SOD301.
    """
    alone = {sides: rows for sides, rows in ones.items() if sides not in others}
    found = meeting(alone, others.keys() - ones.keys())
    return dict(row for sides in found for row in alone[sides].items())


def circle(refs: Iterable[str], matrix: Matrix) -> frozenset[str]:
    """Return the roles that ``role:ID`` and ``department:ID`` mean.

    Those of a department are its own and those below it, and its head wherever it belongs.
    """
    named = [Ref(ref) for ref in refs]
    roles = {ref.id for ref in named if ref.kind == "role"}
    tops = {ref.id for ref in named if ref.kind == "department"} & matrix.org.departments.keys()
    structure = matrix.structure
    for department in structure.tree.inherited(dict.fromkeys(tops)):
        roles.update(structure.members.get(department, ()))
        roles.update(filter(None, [structure.head(department)]))
    return frozenset(roles)


def first(rows: Rows) -> tuple[Ref, Ref]:
    """Return where the first of some rows is assigned to the role, and that row as its label."""
    row, because = next(iter(rows.items()))
    return because, row


def hit_values(separation: Separation, matrix: Matrix) -> Mapping[str, Any]:
    """Return the values of every hit of a separation: its severity and its mitigation."""
    named = separation.mitigated_by
    if named is None or not matrix.rows_matching((f"activity:{named}",)):
        return {"severity": separation.severity}
    mitigation = Ref(f"activity:{named}")
    return {"severity": separation.severity, "case": "mitigated", "mitigation": mitigation}


Roles = Mapping[str, tuple[Ref, ...]]
"""Roles in the order of their ids, each with the Refs that give it to the person."""


class SharedPeriod(NamedTuple):
    """Roles that a person holds on the same days, between two changes."""

    days: Days
    roles: Roles


def overlaps(
    separation: Separation, roles: Mapping[str, object], matrix: Matrix
) -> Iterator[tuple[Ref, list[SharedPeriod]]]:
    """Return, person by person, which of some roles it holds together, from today on.

    Holders and acting persons count on their days, and so does a deputy with dates.
    Permanent deputies count where the separation has ``deputies: true``: a deputy without
    dates, and whoever holds a role that is the deputy of another.
    """
    for person, held in sorted(_counting(separation, roles, matrix).items()):
        if len({each.role for each in held}) > 1:
            periods = [
                SharedPeriod(days, _on(days.start, held))
                for days in stretches(each.days for each in held)
                if days.until >= matrix.day
            ]
            yield Ref(f"person:{person}"), [each for each in periods if len(each.roles) > 1]


def _counting(
    separation: Separation, roles: Mapping[str, object], matrix: Matrix
) -> Mapping[str, list[Tenure]]:
    by_person: dict[str, list[Tenure]] = {}
    for role in sorted(roles):
        for each in _tenures(separation, role, matrix):
            by_person.setdefault(each.person, []).append(each)
    return by_person


def _tenures(separation: Separation, role: str, matrix: Matrix) -> Iterator[Tenure]:
    """Yield the appointments by which persons count as holders of a role."""
    yield from (
        each
        for each in matrix.holdings.of(role)
        if each.real and (separation.deputies or not each.standing)
    )
    if separation.deputies:
        yield from chain.from_iterable(matrix.holdings.standing_in(role).values())


def people(separation: Separation, roles: Iterable[str], matrix: Matrix) -> tuple[Ref, ...]:
    """Return who counts as a holder of some roles on the day, in the order of their ids."""
    tenures = (each for role in roles for each in _tenures(separation, role, matrix))
    there = {each.person for each in tenures if each.days.has(matrix.day)}
    return tuple(Ref(f"person:{person}") for person in sorted(there))


def _on(day: str, held: list[Tenure]) -> Roles:
    roles: dict[str, tuple[Ref, ...]] = {}
    for each in held:
        if each.days.has(day):
            roles.setdefault(each.role, each.because)
    return roles


def route(
    appointments: Mapping[Ref, tuple[Ref, ...]], rows: Mapping[Ref, Iterable[tuple[Ref, Ref]]]
) -> tuple[tuple[Ref, Ref], ...]:
    """Return the steps from a person to each role and from there to its rows, with labels.

    Args:
        appointments: the Refs that give each role to the person.
        rows: by role, where it gets rows, with these as labels.
    """
    steps: dict[Ref, Ref] = {}
    for role, held_there in rows.items():
        for at, label in (*((because, role) for because in appointments[role]), *held_there):
            steps.setdefault(at, label)
    return tuple(steps.items())


def is_one_person(one: str, other: str, matrix: Matrix) -> bool:
    """Return whether the same single person holds two roles today."""
    people = [{each.person for each in matrix.in_post(role)} for role in (one, other)]
    return people[0] == people[1] and len(people[0]) == 1
