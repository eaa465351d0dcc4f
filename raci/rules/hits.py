"""Hits of one shape that several rules report."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Function, Ref
from raci.matrix.rows import Row, Statement


def hit_at(places: Mapping[Ref, Ref], **values: Any) -> Hit:
    """Return a hit that involves entities: at the place of the first, with those of the others."""
    (_, at), *others = places.items()
    also = tuple((place, entity) for entity, place in others)
    return Hit(involves=tuple(places), at=at, also=also, **values)


def hit_with_labels(places: Iterable[tuple[Ref, Ref]], **values: Any) -> Hit:
    """Return a hit at the first of some places with their labels, and at the others too."""
    (at, label), *also = places
    return Hit(at=at, label=label, also=tuple(also), **values)


def hits_of_words(duty: Statement, phrases: Iterable[str]) -> Iterator[Hit]:
    """Yield a hit that quotes phrases of a duty, if there are any."""
    words = tuple(f"“{phrase}”" for phrase in dict.fromkeys(phrases))
    if words:
        yield Hit(holder=duty.holder, activity=duty.activity, words=words)


def hit_of_roles(row: Row, function: Function, roles: Iterable[str], **values: Any) -> Hit:
    """Return a hit about roles with the same function in a row."""
    places = {Ref(f"role:{role}"): row.reason(function, role) for role in roles}
    return hit_at(places, roles=tuple(places), **values)
