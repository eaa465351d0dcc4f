"""Segregation of duties."""

from collections.abc import Iterator
from typing import Any

from ...organisations import Data
from ..field import DECLARED, ONE_ROW, Field, Row
from ..planter import APART, LESS, plants

FORMS = ("between", "among", "at_most", "of", "only")


def separation(field: Field, **keys: Any) -> tuple[str, str]:
    """Give a separation with another form, and a function that counts for it."""
    form: Data = dict.fromkeys(FORMS) | keys
    id_ = field.entity("separations", **form)
    functions = field.data["separations"][id_].get("functions", ["responsible"])
    return id_, field.choose(functions)


def sides(*rows: Row) -> list[list[str]]:
    return [[row.ref] for row in rows]


TWO = {"OVL203": "somebody answers already, where a separation is about who answers"}


@plants("SOD301", brings=APART | TWO)
def one_role_is_on_two_sides(field: Field) -> Iterator[str]:
    one, other = field.staffed(ONE_ROW), field.staffed(ONE_ROW)
    id_, function = separation(field, between=sides(one, other))
    role = field.role(kind=None)
    field.assign(one, function, role)
    yield f"separation:{id_}"
    field.assign(other, function, role)
    yield f"separation:{id_}"
    field.release(one, function, role)


@plants("SOD305", brings=LESS)
def a_side_matches_nothing(field: Field) -> Iterator[str]:
    one, other = field.staffed(DECLARED), field.staffed(ONE_ROW)
    form: Data = field.choose(({"between": sides(one, other)}, {"of": sides(one)[0], "only": []}))
    if "only" in form:
        form["only"] = [f"role:{field.role()}"]
    id_, _ = separation(field, **form)
    yield f"separation:{id_}"
    field.take("activities", one.activity, status=field.choose(("planned", "archived")))
    yield f"separation:{id_}"
    field.take("activities", one.activity, status=None)


@plants("SOD305", brings=APART)
def an_activity_is_on_both_sides(field: Field) -> Iterator[str]:
    one, other = field.staffed(ONE_ROW), field.staffed(ONE_ROW)
    id_, _ = separation(field, between=sides(one, other))
    written = field.data["separations"][id_]["between"]
    yield f"separation:{id_}"
    written[1].append(one.ref)
    yield f"separation:{id_}"
    written[1].remove(one.ref)
