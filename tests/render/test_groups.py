"""Findings with one cause are told once, with everybody's name and every subject."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from raci.change.diff.diff import comparison
from raci.check.run import Run
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.report import Report
from raci.findings.text import Spoken
from raci.project import Project
from raci.render.findings import github, markdown, text
from raci.render.findings.groups import Group, grouped
from raci.render.formats.document import lines
from raci.render.phrases import Words
from raci.render.reports.diff import document
from raci.rules import catalogue
from raci.rules.page import Page
from tests.rules.test_rule_pages import judge, of
from tests.support.paths import ROOT

DAY = "2026-11-23"
TWO_ACCOUNTABLE = """\
raci: 1
org: {id: shop}
roles:
  sponsor: {name: Sponsor}
  board: {name: Board of directors, duties: {budget: Set it, scope: Set it, plan: Make it}}
activities:
  budget: {name: Budget, accountable: [sponsor, board]}
  scope: {name: Scope, accountable: [sponsor, board]}
  plan: {name: Plan, accountable: [board, sponsor]}
  staff: {name: Staff, accountable: [board], responsible: [board]}
"""


def report_of(files: str) -> Report:
    return Project.of({"org.yaml": files}).check(as_of=DAY)


def of_rule(report: Report, code: str) -> Report:
    found = tuple(finding for finding in report if finding.code == code)
    return replace(report, findings=found)


def test_who_is_accountable_together_is_named_once_with_all_activities() -> None:
    report = of_rule(report_of(TWO_ACCOUNTABLE), "OVL203")
    handle = {finding.subject.id: finding.handle for finding in report}
    assert text.findings_text(report) == (
        "error OVL203 [multiple-accountable]: 3 findings\n"
        "  Board of directors (board) and Sponsor (sponsor) are each accountable for 3\n"
        "  activities, where only one role can be:\n"
        "    org.yaml\n"
        f"      7:49  Budget (budget) [{handle['budget']}]\n"
        f"      8:47  Scope (scope) [{handle['scope']}]\n"
        f"      9:36  Plan (plan) [{handle['plan']}]\n"
        "  help: keep A with the one that decides; give the others C, or R where they do\n"
        "    the work\n"
    )
    assert text.render(report).count("Found 3 errors from 1 cause") == 1


def test_an_annotation_stands_for_a_cause_and_lists_its_subjects_by_id() -> None:
    report = of_rule(report_of(TWO_ACCOUNTABLE), "OVL203")
    (command,) = [line for line in github.render(report).splitlines() if line.startswith("::")]
    assert "line=7," in command
    listed = ", ".join(f"{f.subject.id} [{f.handle}]" for f in report)
    assert "::board and sponsor are each accountable for 3 activities" in command
    assert f": {listed}%0Ahelp: " in command


def test_a_table_tells_a_cause_once_and_every_subject_below_it() -> None:
    report = of_rule(report_of(TWO_ACCOUNTABLE), "OVL203")
    page = markdown.render(report)
    assert page.count("Board of directors") == page.count("Sponsor") == 1
    for finding in report:
        assert f" `{finding.handle}` | `org.yaml:{finding.place.span.line}` |" in page


def test_another_role_another_case_and_another_status_are_other_causes() -> None:
    first, *others = of_rule(report_of(TWO_ACCOUNTABLE), "OVL203").findings
    assert len(grouped((first, *others))) == 1
    different = (
        replace(first, involves=(Ref("role:sponsor"),)),
        replace(first, template={"en": "{activity}: {roles}"}),
        replace(first, status="baselined"),
        replace(first, organisation="other"),
        replace(first, values={**first.values, "roles": (Ref("role:sponsor"),)}),
    )
    for other in different:
        assert len(grouped((other, *others))) == 2


def test_without_words_for_several_the_first_speaks_and_all_are_listed() -> None:
    found = [
        replace(each, group_template={}) for each in of_rule(report_of(TWO_ACCOUNTABLE), "OVL203")
    ]
    (group,) = grouped(found)
    first = found[0].say("en")
    listed = ", ".join(f"{f.subject.id} [{f.handle}]" for f in found)
    assert group.inline(Words("findings", "en")) == f"{first}; 3 such in all: {listed}"


def test_a_long_list_is_cut_in_text_and_in_an_annotation_and_whole_in_a_table() -> None:
    many = "".join(f"  a{n:02}: {{}}\n" for n in range(40))
    report = report_of(f"raci: 1\norg: {{id: x}}\nactivities:\n{many}")
    n = max(len(group.findings) for group in grouped(report))
    assert n == 40
    assert f"and {n - text.LISTED} more; --format concise lists all" in text.render(report)
    assert f"and {n - github.LISTED} more" in github.render(report)
    assert all(f"`{finding.handle}`" in markdown.render(report) for finding in report)


GROUPED = [
    pytest.param(page, name, id=f"{page.code}-{name}")
    for page in catalogue.pages().values()
    for name, case in page.cases.items()
    if case.group
]


@pytest.mark.parametrize(("page", "name"), GROUPED)
def test_a_page_words_the_group_in_both_languages_alike(page: Page, name: str) -> None:
    group = page.cases[name].group
    assert set(group) == {"en", "zh"}
    english, chinese = (set(re.findall(r"{(\w+)", group[lang])) for lang in ("en", "zh"))
    assert english == chinese
    assert "n" in english
    assert english - {"n"} <= set(re.findall(r"{(\w+)", page.cases[name].message["en"]))


def told(page: Page) -> Iterator[Finding]:
    for example in page.examples("Fails"):
        yield from of(page.code, judge(example.files, page.code))


@pytest.mark.parametrize("page", catalogue.pages().values(), ids=lambda page: page.code)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_group_names_all_that_its_findings_name(page: Page, lang: str) -> None:
    """Whatever a finding's message names, the message of its group or its item names too."""
    words = Words("findings", lang)
    for finding in told(page):
        twin = replace(finding, subject=Ref(f"{finding.subject}-too"))
        group = Group((finding, twin))
        whole = group.say(words, named=True) + group.item(finding, words, named=True)
        for key in re.findall(r"{(\w+)", finding.template["en"]):
            value = finding.values[key]
            for item in value if isinstance(value, tuple) else (value,):
                assert shown(item, finding, lang) in whole, (page.code, key)


def shown(item: object, finding: Finding, lang: str) -> str:
    if isinstance(item, Ref):
        return finding.title(item, lang)
    return item.say(lang) if isinstance(item, Spoken) else str(item)


def test_the_advice_to_a_group_names_a_few_of_many() -> None:
    first = of_rule(report_of(TWO_ACCOUNTABLE), "OVL203").findings[0]
    many = [
        replace(
            first,
            hint_template={"en": "give {activity} {activity:one|several} A"},
            values={**first.values, "activity": Ref(f"activity:a{n}")},
        )
        for n in range(6)
    ]
    words = Words("findings", "en")
    assert Group(tuple(many)).advise(words) == "give a0, a1, a2 and 3 more several A"
    assert Group(tuple(many[:1])).advise(words) == "give a0 one A"


def test_causes_are_counted_beside_findings_that_still_count_each() -> None:
    report = Project.folder(ROOT / "org" / "ecommerce").check(as_of=DAY)
    assert report.exit_status() == 1
    causes = {(f.code, f.template["en"], f.involves, *who(f)) for f in report if f.status == "new"}
    summary = text.render(report).rpartition("\nFound ")[2].replace("\n", " ")
    assert f"from {len(causes)} causes" in summary


def who(finding: Finding) -> tuple[object, ...]:
    """Name independently what findings of the seed may not share: their holder or department."""
    if finding.code in ("GAP101", "GAP104") or finding.code.startswith("POL:"):
        return ()
    if finding.code == "GAP103":
        return finding.values["department"], finding.values.get("roles")
    if finding.code.startswith("TXT"):
        return (finding.values["holder"],)
    return (finding.values.get("boss", finding.subject),)


def test_a_comparison_tells_a_cause_once_with_all_its_subjects() -> None:
    before = TWO_ACCOUNTABLE.replace("[sponsor, board]", "[board]").replace(
        "[board, sponsor]", "[board]"
    )
    old, new = (Project.of({"org.yaml": text}) for text in (before, TWO_ACCOUNTABLE))
    difference = document(comparison(old, new, ("old", "new"), Run(DAY)))
    (table,) = (t for t in difference.tables if any("OVL203" in row[1] for row in t.rows))
    (row,) = (row for row in table.rows if "OVL203" in row[1])
    said, *subjects = lines(row[2])
    assert "Board of directors (board) and Sponsor (sponsor)" in said
    assert subjects == ["Budget (budget)", "Scope (scope)", "Plan (plan)"]
