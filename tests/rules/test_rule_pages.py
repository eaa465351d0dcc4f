"""Every rule's page is complete, and its examples say what raci prints."""

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from raci.check.base import KnownBase
from raci.check.fix import fixed
from raci.check.pipeline import Run
from raci.check.settings import Selection
from raci.findings.codes import ALWAYS
from raci.findings.report import Report
from raci.project import Project, check
from raci.render.findings.text import findings_text
from raci.rules import catalogue
from raci.rules.page import Example, Page, load_page
from raci.schema import schema_path
from raci.source.discover import find_in
from raci.source.files import Files
from tests.support.paths import ROOT
from tests.support.rehearsals import rehearsal_report
from tools.publish import write_book
from tools.rule_docs import INDEX, book

PARSER = MarkdownIt("commonmark").enable("table")
BOOK = ROOT / "docs" / "rules"
PAGES = sorted(catalogue.FOLDER.glob("*/*.md"))
WITHOUT_EXAMPLE = {"DEF015"}
"""A rule that fails is mended: no organisation may show how."""

READING = set(catalogue.names()) - set(catalogue.judging()) | ALWAYS
"""Rules that tell of what others found, or could not: all rules run."""

SECTIONS = ("Why it matters", "Fails", "Passes", "How to fix", "When to switch it off")


def judge(files: Mapping[str, str | bytes], code: str) -> Report:
    if "proposal.yaml" in files:
        return rehearsal_report(files)
    if earlier := {n.removeprefix(BEFORE): t for n, t in files.items() if n.startswith(BEFORE)}:
        now = {name: text for name, text in files.items() if not name.startswith(BEFORE)}
        return judged(Project.all_of(now), code, KnownBase("before", Project.of(earlier)))
    return judged([Project(each) for each in find_in(Files(files))], code)


BEFORE = "before/"
"""The folder of an example's earlier version."""


def judged(found: Sequence[Project], code: str, earlier: KnownBase | None = None) -> Report:
    select = () if code in READING else (code,)
    run = Run("2026-11-23", Selection(select))
    return check(found, run, earlier)


def of(code: str, report: Report) -> Report:
    kept = tuple(finding for finding in report.findings if finding.code == code)
    return Report(report.as_of, report.organisations, kept)


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def page(path: Path) -> Page:
    return load_page(path)


def test_the_page_is_whole(page: Page, path: Path) -> None:
    assert not [f for f in path.parent.glob(f"{path.stem}.*") if "TODO" in f.read_text("utf-8")]
    assert set(page.title) == {"en", "zh"}
    for case in page.cases.values():
        assert set(case.message) == {"en", "zh"}
        assert set(case.hint) == {"en", "zh"}
    missing = [heading for heading in SECTIONS if not page.section(heading)]
    assert not missing


def test_what_was_mended_is_found_no_more(page: Page) -> None:
    for example in page.examples("Fails"):
        if example.mended:
            before = of(page.code, judge(example.files, page.code))
            after = of(page.code, judge({**example.files, **example.mended}, page.code))
            left = {(f.subject, f.involves) for f in before if not f.fix}
            assert {(f.subject, f.involves) for f in after} == left


def test_failing_examples_print_what_the_page_shows(page: Page, path: Path, accept: bool) -> None:
    examples = page.examples("Fails")
    assert examples or page.code in WITHOUT_EXAMPLE
    text = path.read_text(encoding="utf-8")
    for example in examples:
        told = of(page.code, judge(example.files, page.code))
        assert told.findings, f"{page.code} finds nothing in its own failing example"
        shown = replace(example, output=findings_text(told), mended=mended(example, page.code))
        if accept:
            text = accepted(text, example, shown)
        else:
            assert example == shown
    if accept and text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8")


def mended(example: Example, code: str) -> Mapping[str, str]:
    """Give the files that raci mends of itself."""
    found: dict[str, str] = {}
    for project in map(Project, find_in(Files(example.files))):
        found |= fixed(project, of(code, judged([project], code))).texts
    return found


def accepted(text: str, before: Example, shown: Example) -> str:
    """Put what raci prints and mends behind an example's last file."""
    last = list(before.files.values())[-1]
    at = text.index(f"{last}```\n") + len(f"{last}```\n")
    old = behind(before)
    assert text[at:].startswith(old)
    return f"{text[:at]}{behind(shown)}{text[at + len(old) :]}"


def behind(example: Example) -> str:
    """Give the blocks that follow an example's files on its page."""
    blocks = [("text", example.output)] if example.output else []
    for name, text in example.mended.items():
        title = f' title="{name}"' if len(example.files) > 1 else ""
        blocks.append((f"yaml mended{title}", text))
    return "".join(f"\n```{head}\n{text}```\n" for head, text in blocks)


def test_passing_examples_pass(page: Page) -> None:
    examples = page.examples("Passes")
    assert examples or page.code in WITHOUT_EXAMPLE
    for example in examples:
        told = of(page.code, judge(example.files, page.code))
        assert not told.findings, f"{page.code} in a passing example: {told.findings[0].message}"


def test_the_page_tells_every_option_in_both_languages(page: Page) -> None:
    rule = next((rule for rule in catalogue.rules() if rule.code == page.code), None)
    assert set(page.options) == {option.name for option in (rule.options if rule else ())}
    for about in page.options.values():
        assert set(about) == {"en", "zh"}
        assert all(about.values())


def test_both_languages_of_every_message_use_the_same_values(page: Page) -> None:
    for case in page.cases.values():
        for texts in (case.message, case.hint):
            assert _holes(texts.get("en", "")) == _holes(texts.get("zh", ""))


def _holes(template: str) -> set[str]:
    return {part.partition("}")[0].partition(":")[0] for part in template.split("{")[1:]}


def test_every_judging_rule_has_its_page() -> None:
    for rule in catalogue.rules():
        page = catalogue.page(rule.code)
        assert (page.code, page.name) == (rule.code, rule.name)


def test_codes_and_names_are_unique() -> None:
    pages = [load_page(path) for path in PAGES]
    assert len({page.code for page in pages}) == len(pages)
    assert len({page.name for page in pages}) == len(pages)


def test_what_a_rule_yields_to_is_there() -> None:
    keys = set(json.loads(schema_path("org").read_text("utf-8"))["$defs"]["Role"]["properties"])
    for shape in ("Activity", "Department", "Platform", "Separation"):
        keys |= set(json.loads(schema_path("org").read_text("utf-8"))["$defs"][shape]["properties"])
    for rule in catalogue.rules():
        for other in rule.yields_to:
            assert other.code in catalogue.pages()
            named = ("subject", "unassigned row", "unassigned list", "involved", "activities")
            assert other.by in named or other.by.removeprefix("key ") in keys


def test_every_case_of_a_rule_is_shown_and_uses_what_it_is_given(page: Page) -> None:
    shown = [f for e in page.examples("Fails") for f in of(page.code, judge(e.files, page.code))]
    if page.code in ("DEF001", "DEF002", "DEF011", "DEF015", "DEF016"):
        pytest.skip("its cases have a table of their own")
    assert {finding.message for finding in shown}
    templates = {finding.template["en"] for finding in shown}
    assert templates == {case.message["en"] for case in page.cases.values()}
    for finding in shown:
        texts = "".join((finding.template["en"], finding.hint_template.get("en", "")))
        told = {key for key, value in finding.values.items() if value} - {
            finding.subject.kind,
            "key",
        }
        assert told <= _holes(texts), page.code


# The book: what docs/rules holds


def test_the_book_of_rules_is_current(accept: bool) -> None:
    if accept:
        load_page.cache_clear()  # what the tests above have written just now
        write_book(BOOK)
    assert {path.name: path.read_text("utf-8") for path in BOOK.glob("*")} == book()


def test_every_link_of_the_book_leads_somewhere() -> None:
    for path in BOOK.glob("*.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
        assert [link for link in links if not (BOOK / link).exists()] == []


def test_the_index_leads_to_every_rule_once_and_every_rule_back(page: Page) -> None:
    index = (BOOK / INDEX).read_text("utf-8")
    assert index.count(f"]({page.code}.md)") == 1
    assert f"]({INDEX})" in (BOOK / f"{page.code}.md").read_text("utf-8")


def test_the_book_tells_what_a_rule_says_in_both_languages(page: Page) -> None:
    told = [t.content for t in PARSER.parse((BOOK / f"{page.code}.md").read_text("utf-8"))]
    text = html.unescape("\n".join(told)).replace("\\", "").replace("\u200b", "")
    for lang in ("en", "zh"):
        assert page.title[lang] in text
        for case in page.cases.values():
            assert case.message[lang] in text
        for about in page.options.values():
            assert about[lang] in text
