"""A plan judges every day on which something changes, and says from when until when."""

from hypothesis import assume, given, settings

from raci.change.plan.plan import Plan
from raci.change.plan.steps import staged
from raci.change.proposal.state import StateEdit
from raci.check.compared_findings import Identity
from raci.check.compilation import Compiled
from raci.check.pipeline import judge
from raci.check.run import Run
from tests.conftest import PROFILE
from tests.support.organisations import Data
from tests.support.proposals import proposals
from tests.support.rehearsals import DAY, base, files_of, made, planned

BANK: Data = {
    "raci": 1,
    "org": {"id": "bank"},
    "roles": {
        "head": {"headcount": 1, "accountable": ["lend", "pay"]},
        "clerk": {"reports_to": "head", "duties": {"lend": "Lend.", "pay": "Pay out."}},
        "auditor": {"headcount": 1, "duties": {"audit": "Audit."}, "accountable": ["audit"]},
    },
    "people": {
        "li": {"roles": {"head": {}}},
        "wu": {"roles": {"auditor": {}}},
        "xu": {},
    },
    "separations": {"audit-or-lend": {"between": [["activity:audit"], ["activity:lend"]]}},
}


def plan(*steps: tuple[str, list[Data]]) -> Plan:
    written = [{"on": day, "changes": changes} for day, changes in steps]
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "steps": written}
    return planned(files_of(BANK, proposal))


def days(made_: Plan, *codes: str) -> set[tuple[str, str]]:
    """Give the first and the last day of what fails by some rules."""
    every = (*made_.new, *made_.between)
    return {(f.start, f.until) for f in every if f.finding.code in codes and f.finding.failing}


VACANT = ("GAP111", "PPL603", "PPL605")
"""A post that somebody is accountable by, and that nobody holds, is one of these."""


END = {"end": "appointment:li/head"}


def test_acting_until_march_and_the_next_from_june_is_a_gap_of_two_months() -> None:
    acting = {"appoint": "appointment:wu/head", "as": {"as": "acting", "until": "2027-03-31"}}
    following = {"appoint": "appointment:xu/head", "as": {"from": "2027-06-01"}}
    found = plan(("2027-02-01", [END, acting, following]))
    assert days(found, *VACANT) == {("2027-04-01", "2027-05-31")}
    assert found.verdict == "not safe"


def test_an_acting_that_ends_with_nobody_behind_it_is_a_gap_without_end() -> None:
    acting = {"appoint": "appointment:xu/head", "as": {"as": "acting", "until": "2027-03-31"}}
    assert days(plan(("2027-02-01", [END, acting])), *VACANT) == {("2027-04-01", "")}


def test_what_a_later_step_mends_is_told_until_the_day_before_it() -> None:
    following = {"appoint": "appointment:xu/head"}
    found = plan(("2027-02-01", [END]), ("2027-03-15", [following]))
    assert days(found, *VACANT) == {("2027-02-01", "2027-03-14")}


def test_a_conflict_of_interest_is_told_on_the_days_on_which_it_is_one() -> None:
    both = {"appoint": "appointment:wu/clerk", "as": {"from": "2027-05-01", "until": "2027-08-31"}}
    assert days(plan(("2027-02-01", [both])), "SOD302") == {("2027-05-01", "2027-08-31")}
    ended = {"end": "appointment:wu/auditor"}
    found = plan(("2027-02-01", [both]), ("2027-04-01", [ended]))
    assert days(found, "SOD302") == set()  # the next step begins before the two meet


def test_what_time_alone_brings_is_no_doing_of_the_proposal() -> None:
    until_march = {"li": {"roles": {"head": {"until": "2027-03-31"}}}}
    data = {**BANK, "people": {**BANK["people"], **until_march}}
    steps = [{"on": "2027-02-01", "changes": [{"add": "role:guest"}]}]
    proposal = {"raci-proposal": 1, "title": "T", "base": ".", "steps": steps}
    found = planned(files_of(data, proposal))
    assert days(found, *VACANT) == set()
    assert set(VACANT) & {each.code for each in found.kept}


@settings(max_examples=8 if PROFILE == "gate" else settings().max_examples)
@given(proposals())
def test_each_finding_holds_on_the_days_that_are_told_and_on_no_other(
    case: tuple[Data, Data],
) -> None:
    assume(case[1]["steps"])
    files = files_of(*case)
    found, rehearsal = planned(files), made(files)
    project, _ = base(files)
    dates = sorted({each.start for each in (*found.new, *found.between)} | {DAY})
    edits: list[StateEdit] = []
    versions: list[tuple[str, Compiled]] = []
    for stage in rehearsal.stages:
        edits += stage.edits
        versions.append((stage.step.day, Compiled(staged(project.found, edits, stage.state))))
    for told_ in (*found.new, *found.between):
        finding = told_.finding
        if finding.code.startswith("CHG") or finding.values.get("days"):
            continue
        for day in (d for d in dates if d >= versions[0][0]):
            version = [each for begins, each in versions if begins <= day][-1]
            renames = versions[-1][1].matrix.renames
            there = {Identity.of(each).now(renames) for each in judge(version, Run(day)).findings}
            if told_.start <= day and (not told_.until or day <= told_.until):
                assert Identity.of(finding).now(renames) in there
