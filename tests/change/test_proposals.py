"""Proposals read and rehearsed: every mistake at its line, all in one run."""

import json
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given

from raci.change.plan.steps import pin
from raci.findings.finding import Finding
from raci.render.reports.plan_json import render
from raci.rules import catalogue
from raci.schema import schema_path
from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import base, files_of, made, planned, rehearsal_report

ORG = """\
raci: 1
org: {id: shop}
departments:
  sales: {head: manager, duties: {pricing: Set prices.}}
  support: {}
roles:
  manager: {department: sales}
  clerk: {department: sales, duties: {online-sales: Sell online.}, reports_to: manager}
  packer: {department: support, duties: {packing: Pack parcels.}, deputies: [clerk]}
platforms:
  mall: {owners: [clerk]}
people:
  p1: {roles: {clerk: {}}}
separations:
  packers: {of: [activity:packing], only: [role:packer]}
  apart: {between: [[activity:pricing], [activity:online-sales]]}
"""


def told(*changes: str, org: str = ORG) -> list[Finding]:
    """Give what is wrong with a proposal of some changes, each written on a line."""
    lines = ["raci-proposal: 1", "title: T", "base: .", "steps:", "- on: 2027-02-01", "  changes:"]
    text = "\n".join([*lines, *(f"  - {{{change}}}" for change in changes)]) + "\n"
    return list(rehearsal_report({"org.yaml": org, "proposal.yaml": text}).findings)


CASES = {
    "already-there": "add: role:clerk",
    "already-held": "assign: owner:mall/clerk",
    "department-not-empty": "retire: department:sales",
    "not-a-place": "move: department:sales, to: role:clerk",
    "no-such-key": "set: role:clerk, without: [headcount]",
    "no-such-function": "assign: assignment:pricing/boss/clerk",
    "no-such-function-near": "assign: assignment:pricing/R/clerk",
    "not-held": "release: head:support",
    "not-held-near": "hand_over: duty:packer/online-sales, to: packer",
    "ends-before": "appoint: 'appointment:p1/packer', as: {from: 2027-03-01, until: 2027-02-28}",
    "last-name": "retire: role:packer",
    "not-one": "merge: [role:clerk, department:sales], into: clerk",
    "not-several": "split: role:clerk, into: packer",
    "not-a-part": "split: role:clerk, into: {packer: [platform:mall, 'duty:packing']}",
    "nobody-takes": "split: role:clerk, into: {packer: [platform:mall]}",
    "one-head": "split: role:manager, into: {clerk: [head:sales], packer: [head:sales]}",
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_that_cannot_be_made_is_told_at_its_line(case: str) -> None:
    found = told("add: role:first", CASES[case])
    assert [(f.code, f.place.span.line) for f in found] == [("DEF016", 8)]
    assert found[0].template == catalogue.page("DEF016").cases[case].message


def test_every_case_of_an_impossible_change_is_shown_here() -> None:
    of_steps = {"not-later", "no-such-step", "applied-early"}
    assert {*CASES, *of_steps} == set(catalogue.page("DEF016").cases)


def test_steps_stand_in_the_order_of_their_days() -> None:
    change = "changes: [{add: role:n}]"
    text = f"raci-proposal: 1\ntitle: T\nbase: .\nsteps:\n- {{on: 2027-02-01, {change}}}\n"
    text += "- {on: 2027-02-01, changes: [{add: role:m}]}\n"
    (found,) = rehearsal_report({"org.yaml": ORG, "proposal.yaml": text}).findings
    assert (found.code, found.place.span[:2]) == ("DEF016", (6, 4))


@pytest.mark.parametrize(
    ("change", "code", "column", "words"),
    [
        ("retire: role:clrek", "DEF004", 6, "did you mean clerk"),
        ("add: role:new, as: {department: salse}", "DEF004", 26, "did you mean sales"),
        ("add: role:new, as: {dept: sales}", "DEF002", 26, "there is no key `dept`"),
        ("add: role:new, as: {headcount: many}", "DEF002", 26, "as.headcount"),
        ("add: 'role:a/b'", "DEF002", 6, "a/b"),
        ("rename: role:clerk, to: a/b", "DEF002", 26, "a/b"),
        ("set: role:clerk, as: {headcount: -1}", "DEF002", 28, "as.headcount"),
        ("add: role:new, to: sales", "DEF002", 21, "there is no key `to`"),
        ("release: duty:online-sales", "DEF002", 6, "duty:ROLE/ACTIVITY"),
        ("appoint: appointment:p1/clrk", "DEF004", 6, "did you mean clerk"),
        ("hand_over: platform:mall, to: pakcer", "DEF004", 32, "did you mean packer"),
        ("set: 'duty:clerk/online-sales', as: {}", "DEF002", 6, "role:ID"),
        ("set: 'waiver:mine', as: {}", "DEF002", 6, "org"),
        ("add: role:new, retire: role:clerk", "DEF002", 5, "form"),
        ("rename: role:clerk", "DEF002", 5, "form"),
    ],
)
def test_what_is_written_wrongly_is_told_where_it_stands(
    change: str, code: str, column: int, words: str
) -> None:
    found = told("add: role:first", change)
    assert [(f.code, f.place.span.line) for f in found] == [(code, 8)]
    if words != "form":
        assert words in f"{found[0].message} {found[0].hint}"
        assert found[0].place.span.column == column


def test_all_mistakes_are_told_at_once_and_none_twice() -> None:
    found = told(
        "add: role:new, as: {dept: sales}",
        "hand_over: platform:mall, to: new",
        "retire: role:gone",
        "retire: role:clerk",
        "retire: role:clerk",
    )
    assert [(f.code, f.place.span.line) for f in found] == [
        ("DEF002", 7),
        ("DEF004", 9),
        ("DEF004", 11),
    ]


def test_no_person_is_named_in_a_message() -> None:
    found = told("add: 'person:Jane Roe', as: {name: 'Jane Roe', role: x}", "add: role:a")
    assert found
    for each in found:
        assert "Jane" not in f"{each.message}{each.hint}{each.place.source}"


# Laws


@given(proposals())
def test_a_plan_is_whole_and_of_its_schema(given_: tuple[Data, Data]) -> None:
    data, proposal = given_
    if not proposal["steps"]:
        return
    plan = planned(files_of(data, proposal), "2026-11-23")
    counts = plan.counts
    left = counts["base"] - counts["retired"] - counts["merged away"]
    assert left + counts["split copies"] + counts["added"] == counts["outcome"]
    assert all(fate.change for fate in (*plan.fates, *plan.arrived))
    written = json.loads(render(plan))
    jsonschema.validate(written, SCHEMA)
    assert len(plan.steps) == len(proposal["steps"])


SCHEMA: Any = json.loads(schema_path("plan").read_text("utf-8"))


@given(proposals())
def test_a_plan_does_not_depend_on_the_steps(given_: tuple[Data, Data]) -> None:
    data, proposal = given_
    if not proposal["steps"]:
        return
    changes = [change for step in proposal["steps"] for change in step["changes"]]
    if any("appoint" in change or "end" in change for change in changes):
        return  # these write the step's day
    at_once = {**proposal, "steps": [{"on": "2028-01-01", "changes": changes}]}
    several, one = (made(files_of(data, each)) for each in (proposal, at_once))
    assert pin(several.stages[-1].state) == pin(one.stages[-1].state)
    assert several.balance == one.balance


def test_the_pin_knows_what_is_said_and_not_how() -> None:
    def of(text: str) -> str:
        return pin(base({"org.yaml": text})[1])

    assert of(ORG) == of(f"# a comment\n{yaml.safe_dump(yaml.safe_load(ORG))}")
    assert of(ORG) != of(ORG.replace("mall", "hall"))


@pytest.mark.parametrize("change", ["retire: role:packer", "retire: activity:pricing"])
def test_a_change_that_empties_a_control_is_refused_at_its_line(change: str) -> None:
    org = ORG.replace("roles:\n", "activities: {pricing: {}}\nroles:\n", 1)
    (finding,) = told("add: role:first", change, org=org)
    assert (finding.code, finding.place.span.line) == ("DEF016", 8)
    assert "separation" in str(finding.values["entity"])


def test_a_control_that_gets_another_name_first_may_lose_the_old_one() -> None:
    wider = "set: separation:packers, as: {only: [role:packer, role:clerk]}"
    found = told(wider, "retire: role:packer, dropping: [duty:packer/packing]")
    assert not {each.code for each in found} & {"DEF002", "DEF016"}
    assert "CHG812" in {each.code for each in found}  # the circle is wider meanwhile


@pytest.mark.parametrize(
    "change",
    [
        "add: 'duty:clerk/deliver', as: Deliver the goods.",
        "add: mandate:sales/returns, as: Take goods back.",
        "add: separation:own, as: {between: [[activity:packing], [activity:pricing]]}",
        "add: activity:review, as: {approves: [packing]}",
        "set: activity:packing, as: {approves: [pricing]}",
    ],
)
def test_what_a_definition_may_say_a_proposal_may_add(change: str) -> None:
    assert not {each.code for each in told(change)} & {"DEF002", "DEF004", "DEF016"}


def test_only_declared_activities_count_where_the_organisation_says_so() -> None:
    declared = "activities: {pricing: {}, online-sales: {}, packing: {}}\nroles:\n"
    org = ORG.replace("{id: shop}", "{id: shop, activities: declared}")
    org = org.replace("roles:\n", declared, 1)
    own = "add: separation:own, as: {of: [activity:other], only: [role:clerk]}"
    (finding,) = told(own, org=org)
    assert finding.code == "DEF004"


@pytest.mark.parametrize(
    "change",
    ["set: role:clerk, as: {reports_to: boss}", "hand_over: 'duty:clerk/online-sales', to: boss"],
)
def test_what_a_later_change_adds_is_named_with_that_change(change: str) -> None:
    found = [each for each in told(change, "add: role:boss") if each.code == "DEF004"]
    assert [each.message.partition(": ")[2] for each in found] == [
        "`boss` is added only by change 2"
    ]


def test_an_appointment_may_begin_again_once_it_is_over() -> None:
    again = "appoint: 'appointment:p1/clerk'"
    org = ORG.replace("clerk: {}}}", "clerk: {until: 2026-12-31}}}")
    assert not [f for f in told(again, org=org) if f.code == "DEF016"]
    (finding,) = [
        f for f in told(again, org=org.replace("2026-12-31", "2027-02-01")) if f.code == "DEF016"
    ]
    assert finding.template == catalogue.page("DEF016").cases["already-held"].message


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("{}", "{}", {}),
        ("{until: 2027-06-30}", "{from: 2027-07-01}", {}),
        ("{from: 2027-07-01}", "{until: 2027-06-30}", {}),
        ("{until: 2027-06-30}", "{from: 2027-03-01}", {}),
        (
            "{from: 2026-01-01, until: 2027-06-30}",
            "{from: 2027-03-01, until: 2027-12-31}",
            {"from": "2026-01-01", "until": "2027-12-31"},
        ),
        ("{until: 2026-06-30}", "{from: 2026-09-01}", {"from": "2026-09-01"}),
        ("{from: 2026-09-01}", "{until: 2026-06-30}", {"from": "2026-09-01"}),
        ("{as: deputy}", "{from: 2027-03-01}", {"from": "2027-03-01"}),
        ("{until: 9999-12-31}", "{as: acting}", {"until": "9999-12-31"}),
    ],
)
def test_who_holds_both_of_two_posts_that_merge_holds_the_one_as_long(
    one: str, other: str, both: Data
) -> None:
    org = ORG.replace("{clerk: {}}", f"{{clerk: {one}, packer: {other}}}")
    proposal = "raci-proposal: 1\ntitle: T\nbase: .\nsteps:\n- on: 2027-02-01\n  changes:\n"
    merge = "  - {merge: [role:clerk, role:packer], into: clerk}\n"
    (stage,) = made({"org.yaml": org, "proposal.yaml": proposal + merge}).stages
    assert stage.state.entry("people", "p1")["roles"] == {"clerk": both}


@pytest.mark.parametrize("change", ["add: role:x", "set: role:clerk", "set: org"])
def test_an_entity_is_no_text(change: str) -> None:
    assert [each.code for each in told(f"{change}, as: Text")] == ["DEF002"]
