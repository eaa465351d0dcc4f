"""Slips of the pen: found where only one name can be meant, and mended only where that is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.findings.finding import Edit, Finding
from raci.findings.ref import Ref
from raci.findings.spelling import SHORT, Typos
from raci.project import Project

WORDS = st.sampled_from(
    [
        "close",
        "books",
        "stock",
        "count",
        "taking",
        "ii",
        "iii",
        "ar",
        "ap",
        "7",
        "101",
        "售前",
        "售后",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map("-".join)
LONG = st.text(alphabet="abcdefghij", min_size=SHORT, max_size=12)


@given(st.sets(NAMES), NAMES)
def test_a_slip_goes_both_ways(names: set[str], name: str) -> None:
    found = Typos(names).of(name)
    assert set(found) <= names - {name}
    assert all(Typos([name]).of(other) == (name,) for other in found)


@given(LONG, st.data())
def test_any_single_slip_in_a_long_word_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghij"))
    slips = {
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    for slip in slips - {word}:
        if len(slip) >= SHORT:
            assert Typos([word]).of(slip) == (word,)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("clerk-1", "clerk-2"),
        ("clerk-1", "clerk"),
        ("a-101", "a-10-1"),
        ("售前咨询客服", "售后咨询客服"),
        ("team-a", "team-b"),
        ("phase-ii", "phase-iii"),
        ("ar-close", "ap-close"),
        ("Clerks", "clerks"),
        ("cook", "book"),
        ("clerk", "clerk"),
    ],
)
def test_what_means_another_thing_is_no_slip(name: str, other: str) -> None:
    assert Typos([other]).of(name) == ()
    assert Typos([name]).of(other) == ()


def unknown(text: str) -> list[Finding]:
    project = Project.of({"org.yaml": f"raci: 1\norg: {{id: shop}}\n{text}"})
    return [finding for finding in project.check() if finding.code == "DEF004"]


def fix(text: str) -> list[tuple[Edit, ...]]:
    return [finding.fix for finding in unknown(text)]


def test_a_slip_of_one_name_is_replaced_where_it_stands() -> None:
    roles = "roles: {clerk: {deputies: [shiper]}, shipper: {}}\n"
    assert fix(roles) == [(Edit("replace", Ref("deputy:clerk/shiper"), "shipper"),)]
    sides = "separations: {s: {between: [['activity:sel-goods'], ['activity:pay-back']]}}\n"
    duties = "roles: {clerk: {duties: {sell-goods: Sell, pay-back: Pay}}}\n"
    declared = "activities: {sell-goods: {}, pay-back: {}}\n"
    assert fix(duties + declared + sides) == [
        (Edit("replace", Ref("separation:s#between/0/0"), "activity:sell-goods"),)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "roles: {clerk: {deputies: [shiper]}, shipper: {}, shiner: {}}\n",
        "roles: {clerk: {reports_to: clerks}}\n",
        "roles: {clerk: {deputies: [shipper, shiper]}, shipper: {}}\n",
        "roles: {clerk: {deputies: [shpiper, shiper]}, shipper: {}}\n",
        "roles: {clerk: {duties: {close-boks: C}}}\nactivities: {pay: {approves: [close-books]}}\n",
        "roles: {clerk: {}}\npeople: {p-017: {roles: {clrek: {}}}}\n",
        "roles: {buyer-1: {reports_to: buyer-2}}\n",
    ],
    ids=[
        "two",
        "itself",
        "listed already",
        "listed twice then",
        "which is the slip",
        "a key",
        "another number",
    ],
)
def test_what_may_be_meant_otherwise_is_left_alone(text: str) -> None:
    assert {finding.fix for finding in unknown(text)} == {()}


WAIVER = """
waivers:
  w:
    rule: GAP101
    at: {at}
    reason: For now.
    approved_by: {{{role}: 2026-11-20}}
    until: 2027-03-31
"""


@pytest.mark.parametrize(
    ("at", "meant"),
    [
        ("duty:clerk/close-boks", "duty:clerk/close-books"),
        ("duty:clrek/close-books", "duty:clerk/close-books"),
        ("duty:old-clerk/close-boks", "duty:clerk/close-books"),
        ("activity:close-boks", "activity:close-books"),
        ("duty:clrek/close-boks", ""),
        ("duty:clerk/sweep", ""),
    ],
)
def test_in_a_waiver_the_whole_ref_is_written_anew(at: str, meant: str) -> None:
    roles = "roles: {clerk: {formerly: [old-clerk], duties: {close-books: Close}}}\n"
    found = fix(f"{roles}activities: {{close-books: {{}}}}{WAIVER.format(at=at, role='clerk')}")
    edits = [edit for each in found for edit in each]
    assert edits == ([Edit("replace", Ref("waiver:w#at"), meant)] if meant else [])
    assert found
