"""Fixes do what their findings say and nothing else, in any organisation and any layout."""

from collections import Counter
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from raci.check.fix import fixed
from raci.check.settings import Selection
from raci.findings.finding import Finding
from raci.project import Project
from tests.support.layouts import to_text
from tests.support.organisations import copy, orgs, to_data

DAY = "2026-11-23"
PATH = "org.yaml"
datas = orgs().map(to_data)
seeds = st.integers(0, 1_000_000).map(Random)


def found(project: Project, code: str) -> list[Finding]:
    report = project.check(as_of=DAY, selection=Selection((code,)))
    return [finding for finding in report if finding.code == code]


def mended(text: str, code: str) -> tuple[list[Finding], list[Finding], Project]:
    """Give what a rule finds, what of it is mended, and the organisation as it is then."""
    project = Project.of({PATH: text})
    told = found(project, code)
    done = fixed(project, told)
    return told, done.mended, Project.of({PATH: done.texts.get(PATH, text)})


def cells(project: Project) -> set[tuple[str, str, str]]:
    """Give the written cells: row, letter, role."""
    return {
        (cell.row, cell.function.letter, cell.role)
        for row in project.matrix.all_rows.values()
        for cell in row.cells()
        if not cell.derived
    }


def needless(finding: Finding) -> set[tuple[str, str, str]]:
    """Give the cells that a finding of OVL210 calls needless, by its message."""
    return {
        (finding.subject.id, letter, finding.involves[0].id)
        for letter in "CI"
        if f"({letter})" in finding.message
    }


@given(datas, seeds)
def test_needless_functions_are_taken_away_and_no_others(data: Any, random: Random) -> None:
    text = to_text(_crowded(data, random), PATH, random)
    told, done, after = mended(text, "OVL210")
    gone = {cell for finding in done for cell in needless(finding)}
    assert cells(after) == cells(Project.of({PATH: text})) - gone
    assert len(found(after, "OVL210")) == len(told) - len(done)


def _crowded(data: Any, random: Random) -> Any:
    """Give an organisation in which many a role is told what it does, on either side or both."""
    data = copy(data)
    for id_, role in data.get("roles", {}).items():
        for key in role.get("duties", {}):
            listed = data.get("activities", {}).get(key)
            if random.random() < 0.6 and key not in role.get("informed", ()):
                role.setdefault("informed", []).append(key)
            if listed is not None and id_ not in listed.get("informed", ()):
                listed.setdefault("informed", []).append(id_)
    return data


@given(datas, seeds)
def test_a_slip_that_is_mended_is_gone_and_brings_no_other(data: Any, random: Random) -> None:
    told, done, after = mended(to_text(_misspelt(data, random), PATH, random), "DEF004")
    left = Counter(finding.fingerprint for finding in told if finding not in done)
    assert Counter(finding.fingerprint for finding in found(after, "DEF004")) == left


def _misspelt(data: Any, random: Random) -> Any:
    """Give an organisation with roles whose ids are long enough, and lists that misspell them."""
    data = copy(data)
    data.setdefault("departments", {})["depot"] = {}
    known = {name: {"department": "depot"} for name in ("warehouse-clerk", "shipper")}
    data.setdefault("roles", {}).update(known)
    slips = ["warehouse-clrek", "warehouseclerk", "shiper", "shipper", "shippers", "cook"]
    for activity in data.get("activities", {}).values():
        for key in ("responsible", "informed"):
            if random.random() < 0.5:
                activity[key] = random.sample(slips, random.randint(1, 3))
    return data


def test_a_fix_may_stand_in_two_files() -> None:
    role = "raci: 1\nroles:\n  clerk: {duties: {pay: Pay}, informed: [pay]}\n"
    activity = "raci: 1\nactivities:\n  pay: {informed: [clerk]}  # both say it\n"
    project = Project.of(
        {"a.yaml": "raci: 1\norg: {id: shop}\n", "b.yaml": role, "c.yaml": activity}
    )
    done = fixed(project, found(project, "OVL210"))
    assert done.texts == {
        "b.yaml": "raci: 1\nroles:\n  clerk: {duties: {pay: Pay}}\n",
        "c.yaml": "raci: 1\nactivities:\n  pay: {}  # both say it\n",
    }


def test_a_slip_in_the_rule_of_a_waiver_is_mended() -> None:
    text = (
        "raci: 1\norg: {id: shop}\nroles:\n  clerk: {}\n  boss: {duties: {lead: Lead}}\nwaivers:\n"
        "  idle: {rule: role-without-dutys, at: role:clerk, reason: Planned.,\n"
        "    approved_by: {boss: 2026-11-01}, until: 2027-01-01}\n"
    )
    project = Project.of({PATH: text.replace("dutys", "dutie")})
    done = fixed(project, found(project, "DEF004"))
    assert done.texts == {PATH: text.replace("dutys", "duties")}
    assert not fixed(Project.of({PATH: text}), found(Project.of({PATH: text}), "DEF004")).drafts


def test_what_cannot_be_written_is_refused_and_the_rest_is_mended() -> None:
    text = (
        "raci: 1\norg: {id: shop}\nroles:\n  clerk: {duties: {pay: Pay, sell: Sell, lend: Lend}}\n"
        "activities:\n  pay: {informed: &all [clerk]}\n  sell: {informed: *all}\n"
        "  lend: {informed: [clerk]}\n"
    )
    project = Project.of({PATH: text})
    done = fixed(project, found(project, "OVL210"))
    assert [finding.subject for finding in done.mended] == ["activity:lend"]
    assert done.texts == {PATH: text.replace("lend: {informed: [clerk]}", "lend: {}")}
    assert [finding.subject for finding, _ in done.refused] == ["activity:pay", "activity:sell"]
    assert all(str(reason).startswith("org.yaml:") for _, reason in done.refused)
