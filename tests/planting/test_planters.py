"""Planted, a defect is told at its subject and brings no error elsewhere; removed, it is gone."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raci.rules import catalogue
from tests.support.drawn import HUNTING

from .drawn import sound
from .field import Field
from .given import beside
from .planter import Planter, Told, planters

EXAMPLES = settings(max_examples=300 if HUNTING else 6)

UNPLANTED = {
    "DEF015": "a rule that crashes is no defect of an organisation: tests/rules/test_definition.py",
    "DEF018": "a cell stands in a table: tests/source/tables",
    "DEF016": "a change is no part of an organisation: tests/change/test_proposals.py",
    **{
        code: "a change is no part of an organisation: tests/rules/test_change.py"
        for code in catalogue.names()
        if code.startswith("CHG")
    },
}
"""Rules whose defect no organisation has, and why."""


fields = st.builds(lambda data, seed: Field(data, Random(seed)), sound, st.integers(0, 1_000_000))


@pytest.mark.parametrize("planter", planters(), ids=str)
@EXAMPLES
@given(fields)
def test_a_planted_defect_is_told_there_alone_and_gone_when_removed(
    planter: Planter, field: Field
) -> None:
    steps = planter.steps(field)
    subject = planter.code, next(steps)
    before = Told.of(field)
    assert subject not in before.findings
    next(steps)
    planted = Told.of(field)
    assert subject in planted.findings
    assert beside(planter.unexpected(planted.errors - before.errors - {subject}), field) == set()
    assert next(steps, None) is None
    mended = Told.of(field)
    assert subject not in mended.findings
    assert beside(mended.by(planter.code) - before.by(planter.code), field) == set()
    assert beside(planter.unexpected(mended.errors - before.errors), field) == set()


TOGETHER = [planter for planter in planters() if not planter.alone]


@settings(max_examples=2000 if HUNTING else 30)
@given(fields, st.lists(st.sampled_from(TOGETHER), min_size=2, max_size=8, unique=True))
def test_defects_planted_together_are_all_told(field: Field, chosen: list[Planter]) -> None:
    sown = [(planter.steps(field), planter) for planter in chosen]
    subjects = {(planter.code, next(steps)) for steps, planter in sown}
    for steps, _ in sown:
        next(steps)
    assert subjects <= Told.of(field).findings


def test_every_rule_has_a_planter() -> None:
    planted = {planter.code for planter in planters()}
    assert planted.isdisjoint(UNPLANTED)
    assert planted | set(UNPLANTED) == set(catalogue.names())
