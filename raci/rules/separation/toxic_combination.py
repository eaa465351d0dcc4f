"""SOD306: one role, or one person, is on more sides of a separation than may meet."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from raci.findings.days import merged
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.matrix.separations import Held, first, held, hit_values, overlaps, route
from raci.model.entities import Separation
from raci.rules.hits import hit_with_labels
from raci.rules.rule import Hits, rule


@rule("SOD306", of=Separation, judges=lambda separation: separation.among)
def toxic_combination(separation: Separation, matrix: Matrix) -> Hits:
    """A role has the separation's functions on more than ``at_most`` sides of ``among``.

    Or a person has, through roles of which none is on all of these sides by itself.
    """
    holdings = held(separation, matrix)
    most = separation.at_most or 1  # the schema asks for it beside `among`
    for role, holding in holdings.items():
        met = _met([holding])
        if len(met) > most:
            ref = Ref(f"role:{role}")
            yield hit_with_labels(
                _firsts(holding),
                involves=(ref,),
                role=ref,
                activities=_rows([holding]),
                count=len(met),
                most=most,
                **hit_values(separation, matrix),
            )
    if separation.within != "role":
        yield from _by_person(separation, holdings, most, matrix)


def _by_person(
    separation: Separation, holdings: Mapping[str, Held], most: int, matrix: Matrix
) -> Hits:
    values = hit_values(separation, matrix)
    case = "mitigated-person" if "case" in values else "person"
    for person, stretches in overlaps(separation, holdings, matrix):
        periods = [each for each in stretches if _too_many(each.roles, holdings, most)]
        if periods:
            appointments = {
                Ref(f"role:{role}"): because
                for each in reversed(periods)
                for role, because in each.roles.items()
            }
            roles = tuple(sorted(appointments))
            held_by = {role: holdings[role.id] for role in roles}
            steps = {role: _firsts(holding) for role, holding in held_by.items()}
            yield hit_with_labels(
                route(appointments, steps),
                involves=(person, *roles),
                person=person,
                roles=roles,
                activities=_rows(held_by.values()),
                days=tuple(merged(each.days for each in periods)),
                count=max(len(_met(holdings[role] for role in each.roles)) for each in periods),
                most=most,
                **{**values, "case": case},
            )


def _too_many(roles: Collection[str], holdings: Mapping[str, Held], most: int) -> bool:
    """Return whether roles together, and no single one of them, are on too many sides."""
    met = _met(holdings[role] for role in roles)
    return len(met) > most and all(_met([holdings[role]]) != met for role in roles)


def _met(several: Iterable[Held]) -> set[int]:
    return {number for holding in several for sides in holding for number in sides}


def _rows(several: Iterable[Held]) -> tuple[Ref, ...]:
    return tuple(sorted({row for holding in several for rows in holding.values() for row in rows}))


def _firsts(holding: Held) -> Iterator[tuple[Ref, Ref]]:
    return (first(holding[sides]) for sides in sorted(holding))
