"""Two versions' findings compared: new, worse, unchanged, better or gone."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.compared_findings import Identity, Known, matches
from raci.check.pipeline import judge
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.findings.finding import Severity
from raci.findings.ref import Ref
from raci.project import Project

DAY = "2026-11-23"
OWNERS = """\
raci: 1
org: {id: shop}
roles: {a: {}, b: {}, c: {}, d: {}}
activities: {pay: {responsible: [a], accountable: [%s]}}
"""
BUSY = """\
raci: 1
org: {id: shop}
roles: {clerk: {headcount: 2, responsible: [%s]}}
"""


def compared(before: str, after: str) -> CheckResult:
    return judge(Project.of({"org.yaml": after}), Run(DAY), Project.of({"org.yaml": before}))


def change(before: str, after: str, code: str) -> list[str | None]:
    return [f.change for f in compared(before, after).every if f.code == code]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a, b, c", "a, b", ["better"]),
        ("a, b", "a, b", ["unchanged"]),
        ("a, b", "a, b, c", ["worse"]),
        ("a, b, c", "a, d", ["worse"]),
        ("a, b", "c, d", ["worse"]),
        ("a", "a, b", ["new"]),
        ("a, b", "a", []),
    ],
)
def test_only_what_involves_fewer_is_better(before: str, after: str, expected: list[str]) -> None:
    assert change(OWNERS % before, OWNERS % after, "OVL203") == expected


def test_what_is_gone_is_told_by_the_base() -> None:
    result = compared(OWNERS % "a, b", OWNERS % "a")
    assert [finding.code for finding in result.gone] == ["OVL203"]


def test_a_worse_finding_says_who_is_new() -> None:
    named = OWNERS.replace("c: {}", "c: {name: Clerk}")
    (finding,) = compared(named % "a, b", named % "a, b, c").findings
    assert finding.say("en").endswith("; new: c")
    assert finding.say("zh", named=True).endswith("；新增：Clerk (c)")


def busy(rows: int) -> str:
    return BUSY % ", ".join(f"row-{n}" for n in range(rows))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(40, 37, ["better"]), (37, 40, ["worse"]), (37, 37, ["unchanged"]), (40, 9, [])],
)
def test_a_rule_may_measure_how_bad_it_is(before: int, after: int, expected: list[str]) -> None:
    assert change(busy(before), busy(after), "LOD501") == expected


def test_a_worse_measure_says_what_it_was() -> None:
    (finding,) = [f for f in compared(busy(37), busy(40)).findings if f.code == "LOD501"]
    assert finding.say("en").endswith("; 18.5 before")


CYCLE = """\
raci: 1
org: {id: shop}
roles:
  a: {reports_to: %s, duties: {work: Work}}
  b: {reports_to: c}
  c: {reports_to: %s}
"""


def test_of_a_mutual_rule_what_is_left_of_a_circle_is_better_under_another_subject() -> None:
    result = compared(CYCLE % ("b", "a"), CYCLE % ("b", "b"))
    (finding,) = [f for f in result.every if f.code == "ORG401"]
    assert (finding.subject, finding.change) == ("role:b", "better")


def test_a_higher_severity_is_worse() -> None:
    identity = Identity("GAP108", Ref("role:a"), ())
    warning = Known(identity, severity=Severity.WARNING)
    error = Known(identity, severity=Severity.ERROR)
    assert [m.change for m in matches([error], [warning])] == ["worse"]
    assert [m.change for m in matches([warning], [error])] == ["better"]


def test_what_involves_nobody_any_more_is_another_verdict() -> None:
    ref = Ref("activity:a")
    before, after = (Known(Identity("GAP103", ref, who)) for who in ((Ref("role:b"),), ()))
    assert [m.change for m in matches([after], [before])] == ["worse"]


def test_what_was_accepted_and_is_no_longer_is_new() -> None:
    identity = Identity("GAP108", Ref("role:a"), ())
    assert matches([Known(identity)], [Known(identity, open=False)])[0].change == "new"
    assert matches([Known(identity, open=False)], [Known(identity)])[0].change == "unchanged"


def test_of_several_of_one_subject_those_with_most_in_common_are_paired() -> None:
    def known(*who: str) -> Known:
        refs = tuple(Ref(f"role:{each}") for each in who)
        return Known(Identity("OVL201", Ref("activity:a"), refs))

    base = [known("a", "b"), known("c", "d", "e"), known("f", "g")]
    heads = [known("c", "d"), known("f", "g"), known("a", "h"), known("x", "y")]
    assert [tuple(match) for match in matches(heads, base)] == [
        ("better", 1),
        ("unchanged", 2),
        ("worse", 0),
        ("new", None),
    ]


refs = st.sampled_from([Ref(f"role:{letter}") for letter in "abcde"])
knowns = st.builds(
    Known,
    st.builds(
        Identity,
        st.sampled_from(["OVL203", "ORG401"]),
        refs,
        st.lists(refs, unique=True, max_size=4).map(lambda some: tuple(sorted(some))),
    ),
    st.sampled_from([None, 1, 2]),
    st.sampled_from([Severity.WARNING, Severity.ERROR]),
    st.booleans(),
)


@given(st.lists(knowns, max_size=12), st.lists(knowns, max_size=12))
def test_each_is_paired_once_at_most_and_with_its_own_topic(
    heads: list[Known], base: list[Known]
) -> None:
    paired = matches(heads, base)
    numbers: Counter[Any] = Counter(match.base for match in paired if match.base is not None)
    assert len(paired) == len(heads)
    assert set(numbers.values()) <= {1}
    for head, match in zip(heads, paired, strict=True):
        assert (match.base is not None) or match.change == "new"
        if match.base is not None:
            other = base[match.base]
            assert head.identity.topic == other.identity.topic
            if match.change in ("unchanged", "better"):
                assert head.identity.concerned <= other.identity.concerned
                assert other.open or not head.open


@given(st.lists(knowns, max_size=12))
def test_compared_with_itself_nothing_is_new(known: list[Known]) -> None:
    assert {match.change for match in matches(known, known[::-1])} <= {"unchanged"} or len(
        {each.identity for each in known}
    ) < len(known)
