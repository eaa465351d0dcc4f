"""The page groups findings as `raci check` does, and has each once."""

from collections import Counter

from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.project import Project
from raci.render.findings.options import Options
from raci.render.findings.text import render as as_text
from raci.render.page.causes import causes
from raci.render.page.index import Index
from raci.render.page.organisation import data
from raci.render.page.wordings import wordings
from raci.render.reports.matrix import view
from tests.support.paths import ROOT

SEED = Project.folder(ROOT / "org" / "ecommerce")
DAY = "2026-11-23"
WIDE = 10_000

WORDS = """\
raci: 1
org: {id: shop}
roles:
  clerk: {duties: {sell: {en: Sell by chat, zh: 在线销售}, pay: Pay}}
  other: {duties: {sell: Sell}}
activities: {sell: {name: {en: Sell, zh: 销售}}, pay: {name: Pay}}
"""


def test_every_finding_has_one_cause() -> None:
    findings = SEED.check(as_of=DAY).findings
    numbers = [number for cause in causes(findings) for number in cause["findings"]]
    assert sorted(numbers) == list(range(len(findings)))
    for cause in causes(findings):
        assert len({findings[number].code for number in cause["findings"]}) == 1
        assert len(cause.get("items", [""])) == len(cause["findings"])


def test_a_cause_says_what_the_check_says() -> None:
    report = SEED.check(as_of=DAY)
    shown = Options(lang="en", width=WIDE, show=frozenset({"info", "waived", "baselined"}))
    told = _without_ids(as_text(report, shown), SEED.matrix)
    several = [cause for cause in causes(report.findings) if len(cause["findings"]) > 1]
    assert several
    for cause in several:
        assert cause["message"][0] in told
    assert f"from {len(causes(report.findings))} causes" in told


def test_an_accepted_finding_stands_apart_from_open_ones() -> None:
    report = Report(DAY, (), SEED.check(as_of=DAY).findings)
    for cause in causes(report.findings):
        assert len({report.findings[number].status for number in cause["findings"]}) == 1


def test_tables_count_the_findings_that_sheets_list() -> None:
    shown = view(SEED.matrix, lang="en", as_of=DAY)
    page = data(shown, SEED.check(as_of=DAY))
    tables = {table["id"]: table for table in page["tables"]}
    for section in ("roles", "departments", "platforms"):
        at = [column["key"] for column in tables[section]["columns"]].index("findings")
        counted = {row[0].partition(":")[2]: row[at] for row in tables[section]["rows"]}
        listed = Counter(n for finding in page["findings"] for n in finding.get(section, ()))
        assert counted == {each["id"]: listed[n] for n, each in enumerate(page[section])}
        assert any(counted.values())


def test_a_duty_is_worded_where_it_says_more_than_the_name() -> None:
    matrix = Project.of({"org.yaml": WORDS}).matrix
    index = Index(matrix, tuple(matrix.rows.values()))
    sell = index.activities["sell"]
    clerk, other = (matrix.org.roles[role] for role in ("clerk", "other"))
    assert wordings(clerk, matrix, index) == [(sell, ["Sell by chat", "在线销售"])]
    assert wordings(other, matrix, index) == [(sell, "Sell")]


def _without_ids(text: str, matrix: Matrix) -> str:
    """Return a text in which entities are named without the ids behind their names."""
    for entity in matrix.entities():
        text = text.replace(f" ({entity.id})", "")
    return text
