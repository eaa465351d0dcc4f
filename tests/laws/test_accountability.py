"""Who answers where nobody is named, tried in the order written."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.why import evidence
from raci.findings.finding import Severity
from raci.findings.ref import Function, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row, home_of
from raci.project import Project
from raci.render.formats import render_document
from raci.render.reports.why import Account, JudgingTerms
from tests.laws.test_laws import datas, seeds
from tests.support.organisations import ANSWERING, copy

A = Function.ACCOUNTABLE


def derived(data: Any, *accountable: str) -> dict[str, dict[str, tuple[Ref, ...]]]:
    """Return the derived accountable roles of every row, with their reasons."""
    changed = copy(data)
    changed["org"]["accountable"] = list(accountable)
    rows = Project.of({"org.json": json.dumps(changed)}).matrix.all_rows
    return {id_: row.derived for id_, row in rows.items()}


def applies(way: str, row: Row, matrix: Matrix) -> bool:
    """Say, independently of the code, whether a way finds a department or an owner."""
    if way == "department-head":
        return home_of(row, matrix.structure) is not None
    owners = [
        owner
        for id_ in row.activity.platforms
        if id_ in matrix.org.platforms
        for owner in matrix.org.platforms[id_].owners
    ]
    return len(row.activity.platforms) == 1 == len(owners) and owners[0] in matrix.org.roles


@given(datas, st.sampled_from(ANSWERING))
def test_the_first_way_that_applies_decides(data: Any, ways: tuple[str, ...]) -> None:
    matrix = Project.of({"org.json": json.dumps(data)}).matrix
    alone = {way: derived(data, way) for way in ways}
    together = derived(data, *ways)
    for id_, row in matrix.all_rows.items():
        first = next((way for way in ways if applies(way, row, matrix)), None)
        assert together[id_] == (alone[first][id_] if first else {})


@given(datas, st.sampled_from(ANSWERING))
def test_only_rows_with_assignments_and_without_a_written_a_get_one(
    data: Any, ways: tuple[str, ...]
) -> None:
    rows = Project.of({"org.json": json.dumps(data)}).matrix.all_rows
    for id_, roles in derived(data, *ways).items():
        assert len(roles) <= 1
        if rows[id_].written.get(A) or not rows[id_].written:
            assert not roles


@given(datas, seeds)
def test_one_way_is_the_same_alone_and_in_a_list(data: Any, random: Random) -> None:
    way = random.choice(["department-head", "platform-owner"])
    alone = copy(data)
    alone["org"]["accountable"] = way
    rows = Project.of({"org.json": json.dumps(alone)}).matrix.all_rows
    assert {id_: row.derived for id_, row in rows.items()} == derived(data, way)


SHOP = """\
raci: 1
org: {id: shop, accountable: %s}
departments: {sales: {head: boss}, empty: {}}
roles: {boss: {department: sales}, owner: {}, clerk: {department: sales, duties: {sell: Sell}}}
platforms: {mall: {owners: %s}, till: {owners: [owner]}}
activities: {sell: {platforms: %s, department: %s}}
"""


@pytest.mark.parametrize(
    ("ways", "owners", "platforms", "department", "because"),
    [
        ("[platform-owner, department-head]", "[owner]", "[mall]", "sales",
         {"owner": ("owner:mall/owner", "activity:sell#platforms/0")}),
        ("[department-head, platform-owner]", "[owner]", "[mall]", "sales",
         {"boss": ("head:sales", "activity:sell#department")}),
        ("[platform-owner, department-head]", "[owner, boss]", "[mall]", "sales",
         {"boss": ("head:sales", "activity:sell#department")}),
        ("[platform-owner, department-head]", "[owner]", "[mall, till]", "sales",
         {"boss": ("head:sales", "activity:sell#department")}),
        ("[platform-owner, department-head]", "[]", "[mall]", "empty", {}),
        ("[department-head, platform-owner]", "[owner]", "[mall]", "empty", {}),
        ("platform-owner", "[owner, boss]", "[mall]", "sales", {}),
        ("nobody", "[owner]", "[mall]", "sales", {}),
    ],
)  # fmt: skip
def test_who_answers_and_why(
    ways: str, owners: str, platforms: str, department: str, because: Any
) -> None:
    project = Project.of({"org.yaml": SHOP % (ways, owners, platforms, department)})
    assert project.matrix.all_rows["sell"].derived == because
    for reasons in because.values():
        for ref in reasons:
            assert project.loaded.origins.place(Ref(ref)).path == "org.yaml"
    gaps = [f for f in project.check(as_of="2026-11-23") if f.code == "GAP101"]
    assert bool(gaps) == (not because)


def test_why_says_in_which_order_it_is_tried() -> None:
    project = Project.of(
        {"org.yaml": SHOP % ("[platform-owner, department-head]", "[]", "[mall]", "empty")}
    )
    (gap,) = (f for f in project.check(as_of="2026-11-23") if f.code == "GAP101")
    facts = evidence(gap, project.matrix, project.completer.place)
    for lang, words in {
        "en": "owner of its only platform is accountable; without one, the head",
        "zh": "由其唯一平台的负责人负最终责任；没有时，由所属部门的负责人",
    }.items():
        document = Account(project.matrix, lang, "2026-11-23").of(
            facts, JudgingTerms(Severity.ERROR, "", ())
        )
        assert words in " ".join(render_document(document, "markdown", 999).split())
