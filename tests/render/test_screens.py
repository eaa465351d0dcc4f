"""What fits on a screen: narrow, wide, with wide characters, and where there is no terminal."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from wcwidth import wcswidth

from raci.cli import cli
from raci.project import Project
from raci.render.findings import text
from raci.render.findings.options import Options
from raci.render.formats import render_document
from raci.render.formats.document import ReportDocument, Table
from raci.render.reports.matrix import document, view
from tests.support.paths import ROOT

DAY = "2026-11-23"
WIDE = "负责网上销售、客户关系维护、售后服务以及纠纷处理等各项工作" * 3
LONG = "supervisor-of-" + "very-" * 10 + "long-name"
ORG = f"""\
raci: 1
org: {{id: shop}}
roles:
  {LONG}: {{duties: {{sell: {WIDE}}}}}
  clerk: {{reports_to: {LONG}, duties: {{sell: {WIDE}}}}}
"""
FRAMED = re.compile(r"^ +(\d+ |) *\| ")


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_label_of_a_source_line_stands_beyond_the_screen_or_column_100(
    width: int, lang: str
) -> None:
    report = Project.of({"org.yaml": ORG}).check(as_of=DAY)
    report_of_seed = Project.folder(ROOT / "org" / "ecommerce").check(as_of=DAY)
    for each in (report, report_of_seed):
        shown = text.findings_text(each.findings, Options(lang, width))
        framed = [line for line in shown.splitlines() if FRAMED.match(line)]
        assert framed
        assert max(map(wcswidth, framed)) <= min(width, 100)
    assert "  clerk\n" in text.findings_text(report.findings, Options(lang, width))


@pytest.mark.parametrize(("lang", "mark"), [("en", " (continued)"), ("zh", "（续）")])
@pytest.mark.parametrize("width", [40, 80])
def test_later_parts_of_a_split_matrix_say_that_they_continue(
    lang: str, mark: str, width: int
) -> None:
    matrix = Project.folder(ROOT / "org" / "ecommerce").matrix
    shown = document(view(matrix, lang=lang, as_of=DAY), split=True)
    printed = render_document(shown, "text", width)
    assert max(map(wcswidth, printed.splitlines())) <= width
    unwrapped = re.sub(r"\s+", "", printed)
    pieces = sum(line.startswith("---") for line in printed.splitlines())
    marks = unwrapped.count(re.sub(r"\s+", "", mark))
    assert pieces - len(shown.tables) == marks


def test_a_part_without_a_title_is_marked_too() -> None:
    head = ("Activity", *(f"Role number {n}" for n in range(9)))
    table = Table("", head, (("Pay", *"RRRRRRRRR"),))
    printed = render_document(ReportDocument("en", "Matrix", (table,)), "text", 60)
    assert printed.count("(continued)") == printed.count("Activity") - 1 > 0


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, prog_name="raci")
    return str(result.stdout)


def test_rules_that_are_not_applicable_are_counted_and_listed_on_request(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(ORG, encoding="utf-8")
    for lang, count, listed in (
        ("en", r"(\d+) rules not applicable", "Not applicable: "),
        ("zh", r"(\d+) 条规则不适用", "不适用："),
    ):
        brief = run("check", str(tmp_path), "--lang", lang)
        assert re.search(count, brief)
        assert listed not in brief
        assert listed in run("check", str(tmp_path), "--lang", lang, "-v")
        assert listed in run("check", str(tmp_path), "--lang", lang, "--verbose")
        assert listed not in run("check", str(tmp_path), "--lang", lang, "--format", "github")
