"""What persons combine of a separation through several roles that they hold on the same days."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from raci.findings.days import Days, stretches
from raci.findings.ref import Ref
from raci.matrix.appointments import Holding
from raci.matrix.matrix import Matrix
from raci.model.entities import Separation

Roles = Mapping[str, tuple[Ref, ...]]
"""Roles in the order of their ids, each with the Refs that give it to the person."""


class Together(NamedTuple):
    """Roles that a person holds on the same days, on none of which it takes up or leaves one."""

    days: Days
    roles: Roles


def together(
    separation: Separation, roles: Mapping[str, object], matrix: Matrix
) -> Iterator[tuple[Ref, list[Together]]]:
    """Give, person by person, which of some roles it holds together, from today on.

    Who holds a role or acts counts for the days that are given, and so does a deputy with dates.
    Who stands by for good counts where the separation says ``deputies: true``: a deputy without
    dates, and whoever holds a role that is the deputy of another.
    """
    for person, held in sorted(_counting(separation, roles, matrix).items()):
        if len({each.role for each in held}) > 1:
            found = [
                Together(days, _on(days.start, held))
                for days in stretches(each.days for each in held)
                if days.until >= matrix.day
            ]
            yield Ref(f"person:{person}"), [each for each in found if len(each.roles) > 1]


def _counting(
    separation: Separation, roles: Mapping[str, object], matrix: Matrix
) -> Mapping[str, list[Holding]]:
    found: dict[str, list[Holding]] = {}
    for role in sorted(roles):
        held = [each for each in matrix.holdings.of(role) if each.real]
        if separation.deputies:
            held += [x for each in matrix.holdings.standing_in(role).values() for x in each]
        for each in held:
            if separation.deputies or not each.standing:
                found.setdefault(each.person, []).append(each)
    return found


def _on(day: str, held: list[Holding]) -> Roles:
    found: dict[str, tuple[Ref, ...]] = {}
    for each in held:
        if each.days.has(day):
            found.setdefault(each.role, each.because)
    return found


def is_one_person(one: str, other: str, matrix: Matrix) -> bool:
    """Tell whether two roles are one and the same person's today, and nobody else's."""
    people = [{each.person for each in matrix.in_post(role)} for role in (one, other)]
    return people[0] == people[1] and len(people[0]) == 1
