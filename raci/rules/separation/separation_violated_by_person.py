"""SOD302: one person meets two sides of a separation through several roles."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from raci.findings.days import merged
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.separations import Held, Roles, Sides, apart, held, hit_values, overlaps, route
from raci.model.entities import Separation
from raci.rules.hits import hit_with_labels
from raci.rules.rule import Hits, rule


class _Path(NamedTuple):
    """How a person comes to a row: the side it is on, the row, the role, why it is the role's."""

    sides: Sides
    row: Ref
    role: Ref
    because: Ref


@rule(
    "SOD302",
    of=Separation,
    needs=("people",),
    judges=lambda separation: separation.between and separation.within != "role",
)
def separation_violated_by_person(separation: Separation, matrix: Matrix) -> Hits:
    """Roles that a person holds on the same days, today or later, are on two sides."""
    holdings = held(separation, matrix)
    for person, stretches in overlaps(separation, holdings, matrix):
        paths: set[_Path] = set()
        appointments: dict[Ref, tuple[Ref, ...]] = {}
        days = []
        for each in stretches:
            conflicts = _paths(each.roles, holdings)
            if conflicts:
                paths |= conflicts
                days.append(each.days)
                for role, because in each.roles.items():
                    appointments.setdefault(Ref(f"role:{role}"), because)
        if paths:
            ordered = sorted(paths)
            ones = [path for path in ordered if path.sides == ordered[0].sides]
            others = [path for path in ordered if path not in ones]
            rows: dict[Ref, list[tuple[Ref, Ref]]] = {}
            for path in ordered:
                rows.setdefault(path.role, []).append((path.because, path.row))
            yield hit_with_labels(
                route(appointments, rows),
                involves=(person, *rows),
                person=person,
                one=_once(path.row for path in ones),
                role=_once(path.role for path in ones),
                other=_once(path.row for path in others),
                others=_once(path.role for path in others),
                days=tuple(merged(days)),
                **hit_values(separation, matrix),
            )


def _paths(roles: Roles, holdings: Mapping[str, Held]) -> set[_Path]:
    """Return the rows of some roles that conflict, pair of roles by pair."""
    paths: set[_Path] = set()
    for one in roles:
        for other in roles:
            rows = apart(holdings[one], holdings[other]) if one != other else {}
            for sides, held_there in holdings[one].items() if rows else ():
                paths |= {
                    _Path(sides, row, Ref(f"role:{one}"), because)
                    for row, because in held_there.items()
                    if row in rows
                }
    return paths


def _once(refs: Iterator[Ref]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(refs))
