"""The compiled matrix: what is the same on every day, and what is not."""

from functools import cached_property

from raci.matrix.matrix import Matrix, Previous
from raci.matrix.timeless import TimelessMatrix
from raci.model.entities import Appointment, Org, Person, Role

ORG = Org(
    id="shop",
    roles={"clerk": Role(id="clerk")},
    people={"eve": Person(id="eve", roles={"clerk": Appointment(start="2026-02-01")})},
)


def _holders(matrix: Matrix) -> int:
    return len(matrix.holders("clerk"))


def _has_earlier(matrix: Matrix) -> bool:
    return matrix.earlier is not None


def test_what_is_cached_for_one_day_is_never_seen_on_another() -> None:
    before = Matrix(ORG, day="2026-01-01")
    assert before.cached(_holders) == 0
    assert before.on("2026-03-01").cached(_holders) == 1
    assert before.on("2026-03-01").on("2026-01-01").cached(_holders) == 0


def test_what_is_cached_without_an_earlier_version_is_not_seen_with_one() -> None:
    matrix = Matrix(ORG)
    assert not matrix.cached(_has_earlier)
    assert matrix.since(Previous(Matrix(Org(id="shop")))).cached(_has_earlier)


def test_cached_properties_stand_only_where_no_day_is_known() -> None:
    assert not any(isinstance(member, cached_property) for member in vars(Matrix).values())
    assert {"day", "earlier"}.isdisjoint(vars(TimelessMatrix(ORG)))
