"""The first screen of a plan: it fits, it names, its totals are right, it hides nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from raci.change.plan.plan import Plan
from raci.render.formats import render_document
from raci.render.formats.document import Block, ReportDocument, Table
from raci.render.reports.plan import document
from tests.support.command import raci
from tests.support.organisations import Data
from tests.support.paths import ROOT
from tests.support.proposals import proposals
from tests.support.rehearsals import files_of, planned

LANGUAGES = ("en", "zh")
LOST = "CHG801 CHG802 CHG803 CHG804 CHG812 CHG813 CHG814 GAP111 GAP115 PPL603 PPL605"
BRANCHES: Data = {
    "raci": 1,
    "org": {"id": "bank", "name": "Bank"},
    "departments": {"d1": {"name": "Branches"}, "d2": {"name": "Head office"}},
    "roles": {
        "r1": {"name": "North", "department": "d1", "headcount": 6},
        "r2": {"name": "South", "department": "d1", "headcount": 8},
        "r3": {"name": "Treasurer", "department": "d2", "reports_to": "r4"},
        "r4": {"name": "Director", "department": "d2"},
    },
    "activities": {
        "a1": {"name": "Forecast cash", "responsible": ["r3"], "accountable": ["r4"]},
        "a2": {"name": "Serve clients", "responsible": ["r1", "r2"], "accountable": ["r4"]},
    },
    "platforms": {"p1": {"name": "Vault", "owners": ["r3"]}},
}


def proposal(*steps: list[Data]) -> Data:
    days = ("2027-01-01", "2027-05-03")
    written = [{"on": day, "changes": changes} for day, changes in zip(days, steps, strict=False)]
    return {"raci-proposal": 1, "title": "Regions", "base": ".", "steps": written}


def plan_of(*steps: list[Data], definition: Data = BRANCHES) -> Plan:
    return planned(files_of(definition, proposal(*steps)))


def screen(text: str) -> list[str]:
    """Give the lines of a plan down to the end of its first screen."""
    lines = text.splitlines()
    first = lines.index("")
    return lines[: lines.index("", first + 1)]


def fits(text: str) -> bool:
    lines = screen(text)
    return len(lines) <= 40 and max(map(wcswidth, lines)) <= 80


def test_the_first_screen_of_the_seed_fits() -> None:
    for path in sorted(Path(ROOT, "org", "proposals").glob("*.yaml")):
        for lang in LANGUAGES:
            shown = raci("plan", str(path), "--as-of", "2026-11-23", "--lang", lang).stdout
            assert fits(shown)


@given(proposals(), st.sampled_from(LANGUAGES))
def test_the_first_screen_fits(case: tuple[Data, Data], lang: str) -> None:
    shown = render_document(document(planned(files_of(*case)), lang), "text", 80)
    assert fits(shown)


def number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


def block(report: ReportDocument, title: str) -> Block | None:
    return next((each for each in report.first if each.title.startswith(title)), None)


def told(block: Block | None) -> int:
    return number(block.title.partition(":")[2]) if block else 0


def findings(plan: Plan, is_of: Callable[[str], bool]) -> int:
    return sum(is_of(each.finding.code) for each in (*plan.new, *plan.between))


@given(proposals())
def test_the_totals_of_the_first_screen_are_those_of_the_plan(case: tuple[Data, Data]) -> None:
    plan = planned(files_of(*case))
    report = document(plan)
    assert told(block(report, "Lost")) == findings(plan, lambda code: code in LOST.split())
    assert told(block(report, "Ends")) == plan.counts["retired"]
    conflicts = findings(plan, lambda code: code.startswith("SOD") or code == "CHG805")
    assert told(block(report, "Conflicts")) == conflicts
    missing = [each for each in plan.approvals if each.about and not each.on]
    assert told(block(report, "Must approve")) == len(missing)
    gains = block(report, "Who gains")
    over = findings(plan, lambda code: code in ("CHG806", "LOD501", "ORG407"))
    counts = [int(n) for n in re.findall(r"(\d+) (?:over|role)", gains.title)] if gains else []
    assert counts == [n for n in (over, sum(bool(e.gains) for e in plan.effects)) if n]
    reasons = map(int, re.findall(r"(\d+) (?:new )?finding", report.first[0].title))
    assert sum(reasons) == len(plan.failing) + len(plan.waived)
    changed = sum(each.heads[1] - each.heads[0] for each in plan.heads)
    assert changed == plan.total.heads[1] - plan.total.heads[0]


def test_a_reason_has_names_a_day_and_its_code_last() -> None:
    plan = plan_of([{"set": "role:r4", "as": {"headcount": 2}}], [{"retire": "role:r3"}])
    shown = "\n".join(screen(render_document(document(plan), "text", 80)))
    lost = [item for each in document(plan).first for item in each.lines if "Vault" in item]
    assert any(item.endswith(", from 2027-05-03 (CHG803)") for item in lost)
    assert plan.verdict == "not safe"
    assert not re.search(r"\b[rapd][1-4]\b", shown)


@pytest.mark.parametrize(
    ("lang", "who"),
    [
        ("en", "p-9 is North and Treasurer, from 2027-03-01 until 2027-04-30: "),
        ("zh", "p-9 兼任 North和Treasurer（2027-03-01 至 2027-04-30）："),
    ],
)
def test_a_conflict_names_the_person_the_roles_and_the_days_once(lang: str, who: str) -> None:
    activities = {
        "a3": {"name": "Count the cash of all branches by hand", "responsible": ["r1"]},
        "a4": {"name": "Approve what was counted in all branches", "responsible": ["r3"]},
    }
    apart = {"name": "x" * 200, "between": [["activity:a3"], ["activity:a4"]]}
    data = {
        **BRANCHES,
        "activities": {**BRANCHES["activities"], **activities},
        "people": {"p-9": {"name": "Jane Roe", "roles": {"r1": {}}}},
        "separations": {"s": apart},
    }
    days = {"from": "2027-03-01", "until": "2027-04-30"}
    plan = plan_of([{"appoint": "appointment:p-9/r3", "as": days}], definition=data)
    lines = [line for each in document(plan, lang).first for line in each.lines]
    (line,) = [line for line in lines if "p-9" in line and "x" in line]
    assert line.startswith(who)
    assert "SOD302" in line
    assert "CHG805" in line
    assert "Jane" not in "\n".join(lines)
    found = [each for each in (*plan.new, *plan.between) if each.finding.subject == "separation:s"]
    assert {(each.start, each.until) for each in found} == {("2027-03-01", "2027-04-30")}


def test_equal_names_are_told_with_their_ids() -> None:
    roles = {**BRANCHES["roles"], "r5": {"name": "Treasurer", "department": "d1"}}
    plan = plan_of([{"retire": "role:r3"}], definition={**BRANCHES, "roles": roles})
    assert "Treasurer (r3)" in render_document(document(plan), "text", 80)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format_name", ["text", "markdown", "html"])
def test_a_merge_is_told_as_a_merge(format_name: str, lang: str) -> None:
    merge = {"merge": ["role:r1", "role:r2"], "into": "r9", "as": {"name": "Regional clerk"}}
    shown = render_document(document(plan_of([merge]), lang), format_name, 80)
    parts = {"en": "made of North and South", "zh": "由North和South合并而成"}
    assert parts[lang] in shown
    counted = {
        "en": "Regional clerk 14, made of North 6 and South 8",
        "zh": "Regional clerk 14，由",
    }
    assert counted[lang] in shown


def test_departments_that_merge_are_told_as_one() -> None:
    merge = {"merge": ["department:d1", "department:d2"], "into": "d1"}
    units = next(t for t in document(plan_of([merge])).tables if t.title == "By department")
    assert [row[0] for row in units.rows] == ["Branches, made of Branches and Head office"]


def words(texts: Iterator[str]) -> set[str]:
    return {word for text in texts for word in text.split()}


@given(st.lists(st.lists(st.text("abcdefgh ", max_size=60), min_size=4, max_size=4), min_size=1))
def test_no_column_breaks_a_word(rows: list[list[str]]) -> None:
    told = [[" ".join(word[:20] for word in text.split()) for text in row] for row in rows]
    table = Table("", ("A", "B", "C", "D"), tuple(map(tuple, told)))
    shown = render_document(ReportDocument("en", "T", (table,)), "text", 80)
    assert max(map(len, shown.splitlines())) <= 80
    assert words(text for row in told for text in row) <= {*shown.split()}


def test_the_load_of_a_merged_role_is_that_of_its_parts_wherever_it_is_told() -> None:
    """13 activities of two people, 7 and 6, come to one."""
    roles = {
        "r8": {"name": "Lead", "responsible": [f"b{n}" for n in range(7)]},
        "r9": {"name": "Stock", "responsible": [f"b{n}" for n in range(7, 13)]},
    }
    data: Data = {"raci": 1, "org": {"id": "shop"}, "roles": roles}
    merge = {"merge": ["role:r8", "role:r9"], "into": "r8", "as": {"name": "Lead", "headcount": 1}}
    plan = plan_of([merge], definition=data)
    shown = block(document(plan), "Who gains")
    assert shown
    rising, gaining = shown.lines
    assert "rise from 6.5 to 13 (13 for 2 people, now 13 for 1)" in rising
    assert gaining.endswith("activities per person: 6.5 → 13")
