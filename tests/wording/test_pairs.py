"""Duties in words: what says the same is found, what is near in words alone is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.findings.ref import Ref
from raci.wording.likeness.groups import Line, Wordings
from raci.wording.likeness.similarity import THRESHOLD
from tests.support.paths import ROOT

from .labelled import are_told, pairs, quality


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("通过旺旺、QQ等进行在线销售", "负责通过阿里旺旺进行在线销售"),
        ("團購業務的聯繫", "团购业务的联系"),
        ("Handle returns and refunds", "Responsible for handling refunds and returns"),
        ("維護資料庫", "数据库维护"),
        ("Issue invoices to customers", "Customer invoicing"),
    ],
)
def test_one_duty_in_two_wordings(one: str, other: str) -> None:
    assert are_told(one, other)
    assert are_told(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("负责淘宝分销商的拓展和管理", "负责京东平台的运营管理"),
        ("Approve invoices", "Approve vacations"),
        ("Approve supplier contracts", "Draft supplier contracts"),
        ("天猫店运营", "京东店运营"),
        ("Maintain line 1", "Maintain line 2"),
        ("支付发票", "开具发票"),
        ("Record minutes", "Distribute minutes"),
        ("Sell to customers", "Sell to employees"),
    ],
)
def test_two_duties_in_like_words(one: str, other: str) -> None:
    assert not are_told(one, other)


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("pairs", 0.99, 0.9), ("held", 0.95, 0.8)]
)
def test_the_labelled_pairs(name: str, precision: float, recall: float) -> None:
    """``held`` was written by another hand and not looked at while the matcher was made."""
    measured = quality(name)
    assert measured.precision >= precision
    assert measured.recall >= recall


def test_the_figures_in_the_docs_are_these() -> None:
    page = (ROOT / "docs" / "wording.md").read_text(encoding="utf-8")
    for name in ("pairs", "held"):
        found = quality(name)
        row = f"`{name}.tsv` | {found.pairs} | {found.precision:.2f} | {found.recall:.2f} |"
        assert row in page


ALL = [(one, other) for name in ("pairs", "held") for _, one, other in pairs(name)]


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=12, unique=True))
def test_the_order_of_lines_does_not_matter(chosen: list[tuple[str, str]]) -> None:
    lines = [
        Line(Ref(f"duty:r{at}{side}/a{at}{side}"), f"a{at}{side}", {"": text})
        for at, pair in enumerate(chosen)
        for side, text in enumerate(pair)
    ]
    there = Wordings(lines).groups(THRESHOLD)
    back = Wordings(lines[::-1]).groups(THRESHOLD)
    assert {ref: group.refs for ref, group in there.items()} == {
        ref: group.refs for ref, group in back.items()
    }
