"""Versions line up: nothing is lost, nothing stands twice, renames stay on one line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from raci.change.diff import compare
from raci.change.diff.align import aligned
from raci.matrix.matrix import Matrix
from raci.project import Project
from tests.support.layouts import to_json
from tests.support.organisations import Data, orgs, to_data
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, planned

KINDS = ("department", "role", "platform", "activity")
versions = st.lists(orgs(unknown=False).map(to_data), min_size=1, max_size=3)


def matrix(data: Data) -> Matrix:
    return Project.of({"org.json": to_json(data)}).matrix


def ids(kind: str, matrix: Matrix) -> list[str]:
    return sorted(matrix.rows if kind == "activity" else matrix.org.of_kind(kind))


def complete(kind: str, matrices: list[Matrix]) -> None:
    lines = aligned(kind, matrices)
    for number, each in enumerate(matrices):
        assert sorted(id_ for line in lines if (id_ := line[number])) == ids(kind, each)
    assert all(any(line) for line in lines)
    assert {len(line) for line in lines} <= {len(matrices)}


@given(versions, st.sampled_from(KINDS))
def test_every_version_stands_in_the_lines_once(several: list[Data], kind: str) -> None:
    complete(kind, [matrix(data) for data in several])


@settings(max_examples=8)
@given(proposals(), st.sampled_from(KINDS))
def test_a_plan_lines_up(case: tuple[Data, Data], kind: str) -> None:
    plan = planned(files_of(*case))
    matrices = [version.matrix for version in plan.versions]
    complete(kind, matrices)
    before, after = matrices[0], matrices[-1]
    lines = set(aligned(kind, [before, after]))
    for pair in compare(before, after).renamed:
        olds, news = ids(kind, before), ids(kind, after)
        if pair.before.kind == kind and pair.before.id in olds and pair.after.id in news:
            assert (pair.before.id, pair.after.id) in lines


SHOP: Data = {
    "raci": 1,
    "org": {"id": "shop"},
    "departments": {"sales": {}, "store": {}},
    "roles": {"clerk": {"department": "sales"}, "packer": {"department": "store"}},
    "activities": {
        "sell": {"responsible": ["clerk"]},
        "train": {"each": "department", "responsible": ["clerk", "packer"]},
        "pack": {"responsible": ["packer"]},
    },
}
LATER: Data = {
    "raci": 1,
    "org": {"id": "shop"},
    "departments": {"trade": {"formerly": ["sales"]}, "store": {}},
    "roles": {"clerk": {"department": "trade"}, "packer": {"department": "store"}},
    "activities": {
        "offer": {"formerly": ["sell"], "responsible": ["clerk"]},
        "refund": {"responsible": ["clerk"]},
        "train": {"each": "department", "responsible": ["clerk", "packer"]},
    },
}


def test_copies_follow_their_department_and_what_came_stands_where_it_was_written() -> None:
    lines = aligned("activity", [matrix(SHOP), matrix(LATER)])
    assert set(lines) == {
        ("sell", "offer"),
        ("train@sales", "train@trade"),
        ("train@store", "train@store"),
        ("pack", None),
        (None, "refund"),
    }
    assert lines.index((None, "refund")) == lines.index(("sell", "offer")) + 1
    assert aligned("department", [matrix(SHOP), matrix(LATER)]) == [
        ("sales", "trade"),
        ("store", "store"),
    ]


def test_what_comes_only_in_the_end_has_a_line_of_full_length() -> None:
    bare: Data = {"raci": 1, "org": {"id": "shop"}}
    assert aligned("role", [matrix(bare), matrix(bare), matrix(SHOP)]) == [
        (None, None, "clerk"),
        (None, None, "packer"),
    ]


def test_what_goes_and_returns_stays_on_its_line() -> None:
    without = {**SHOP, "activities": {"sell": {"responsible": ["clerk"]}}}
    lines = aligned("activity", [matrix(SHOP), matrix(without), matrix(SHOP)])
    assert ("pack", None, "pack") in lines
