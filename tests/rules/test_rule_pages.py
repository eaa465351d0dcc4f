"""Every rule's page is complete, and its examples say what raci prints."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from raci.check.base import KnownBase
from raci.check.fix import fixed
from raci.check.run import Run
from raci.check.settings import Selection
from raci.findings.codes import ALWAYS
from raci.findings.report import Report
from raci.model.entities import Org
from raci.project import Project, check
from raci.render.findings.options import Options
from raci.render.findings.text import findings_text
from raci.rules import catalogue
from raci.rules.page import Example, Page, blocks, load_page, page_files
from raci.rules.relations import under
from raci.rules.rule import rule as define
from raci.source.discover import find_in
from raci.source.files import Files
from raci.source.table_organisation import organisation_of
from raci.source.tables.formats import is_table
from raci.source.tables.mapping import TableMapping
from tests.support.rehearsals import rehearsal_report

PAGES = page_files(catalogue.FOLDER)
WITHOUT_EXAMPLE = {"rule_failed"}
"""A rule that crashes is repaired: no organisation can show how."""

IN_A_TABLE = {
    "cell_not_understood",
    "impossible_change",
    "not_of_the_schema",
    "nothing_checked",
    "unreadable",
}
"""Their cases have a table in the tests of their own."""

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)

READING = set(catalogue.names()) - set(catalogue.judging()) | ALWAYS
"""Rules that tell of what others found, or could not: all rules run."""

SECTIONS = ("Why it matters", "Fails", "Passes", "How to fix", "When to switch it off")


def judge(files: Mapping[str, str | bytes], code: str) -> Report:
    if "proposal.yaml" in files:
        return rehearsal_report(files)
    if earlier := {n.removeprefix(BEFORE): t for n, t in files.items() if n.startswith(BEFORE)}:
        now = {name: text for name, text in files.items() if not name.startswith(BEFORE)}
        return judged(Project.all_of(now), code, KnownBase("before", Project.of(earlier)))
    if tables := [name for name in files if is_table(name)]:
        settings = tomllib.loads(str(files.get("raci.toml", ""))).get("tables", {})
        mappings = {name: TableMapping.of(settings.get(name, {})) for name in tables}
        read = (organisation_of(Files(files), *each) for each in mappings.items())
        return judged([Project(each) for each in read], code)
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


def every_page(*, but: Collection[str] = ()) -> pytest.MarkDecorator:
    """Run a test for each page, except some."""
    paths = [path for path in PAGES if path.stem not in but]
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


@pytest.fixture
def page(path: Path) -> Page:
    return load_page(path)


HEADINGS = {
    "Why it matters": "为什么重要",
    "Fails": "不通过",
    "Passes": "通过",
    "How to fix": "如何修复",
    "When to switch it off": "何时关闭",
    "Source": "出处",
}
"""The sections of a page, in English and Chinese."""


@every_page()
def test_the_page_is_whole(page: Page, path: Path) -> None:
    assert not [f for f in path.parent.glob(f"{path.stem}.*") if "TODO" in f.read_text("utf-8")]
    assert set(page.title) == {"en", "zh"}
    for case in page.cases.values():
        assert set(case.message) == {"en", "zh"}
        assert set(case.hint) == {"en", "zh"}
        assert set(case.table_hint) in ({"en", "zh"}, set())
    missing = [heading for heading in SECTIONS if not page.section(heading)]
    assert not missing


MENDED = [
    pytest.param(page.code, example, id=f"{page.code}-{number}")
    for page in map(load_page, PAGES)
    for number, example in enumerate(page.examples("Fails"))
    if example.mended
]


@pytest.mark.parametrize(("code", "example"), MENDED)
def test_a_fixed_finding_is_gone(code: str, example: Example) -> None:
    before = of(code, judge(example.files, code))
    after = of(code, judge({**example.files, **example.mended}, code))
    fixed = {(f.subject, f.involves) for f in before if f.fix}
    assert fixed
    assert {(f.subject, f.involves) for f in after} == {
        (f.subject, f.involves) for f in before if not f.fix
    }


@every_page(but=WITHOUT_EXAMPLE)
def test_failing_examples_print_what_the_page_shows(page: Page, path: Path, accept: bool) -> None:
    examples = page.examples("Fails")
    assert examples
    text = path.read_text(encoding="utf-8")
    outputs = []
    for example in examples:
        told = of(page.code, judge(example.files, page.code))
        assert told.findings, f"{page.code} finds nothing in its own failing example"
        outputs.append(findings_text(told, Options(lang="zh")))
        shown = replace(example, output=findings_text(told), mended=mended(example, page.code))
        if accept:
            text = accepted(text, example, shown)
        else:
            assert example == shown
    if accept and text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8")
    if accept:
        load_page.cache_clear()
    compare_outputs(load_page(path), path.with_suffix(".zh.md"), outputs, accept)


def compare_outputs(page: Page, chinese: Path, outputs: Sequence[str], accept: bool) -> None:
    """Compare what the Chinese page shows with what raci prints, or write it there."""
    before, heading, rest = chinese.read_text(encoding="utf-8").partition("## 不通过\n")
    section, following, after = rest.partition("## 通过\n")
    told = [f"```text\n{output}```" for output in outputs]
    if not accept:
        assert [block for block in blocks(section) if block.startswith("```")] == told
        return
    paragraphs = [block for block in blocks(section) if not block.startswith("```")]
    english = [b for b in blocks(page.section("Fails")) if not files(b)]
    shown = [told.pop(0) if b.startswith("```") else paragraphs.pop(0) for b in english]
    text = "".join(f"\n{block}\n" for block in shown)
    chinese.write_text(f"{before}{heading}{text}\n{following}{after}", encoding="utf-8")
    load_page.cache_clear()


def files(body: str) -> list[str]:
    return [each for each in FENCE.findall(body) if not each.startswith("```text\n")]


@every_page()
def test_the_chinese_body_has_the_sections_and_examples_of_the_english_one(page: Page) -> None:
    english, chinese = page.body["en"], page.body["zh"]
    headings = re.findall(r"^## (.+)$", english, re.MULTILINE)
    assert re.findall(r"^## (.+)$", chinese, re.MULTILINE) == [HEADINGS[h] for h in headings]
    assert files(chinese) == files(english)
    assert chinese.count("```text\n") == english.count("```text\n")
    assert all(part.strip() for part in re.split(r"^## .+$", chinese, flags=re.MULTILINE))


@every_page()
def test_the_chinese_prose_is_chinese(page: Page) -> None:
    own, _, _ = page.body["zh"].partition("## 出处")  # titles of sources stay as they are
    prose = re.sub("`[^`]*`|“[^”]*”", "", FENCE.sub("", own))
    for paragraph in filter(str.strip, prose.split("\n\n")):
        assert re.search("[\u4e00-\u9fff]", paragraph), paragraph
        assert not re.search(r"[A-Za-z]+(?:,? [A-Za-z]+){3}", paragraph), paragraph


def test_a_chinese_body_that_lacks_a_paragraph_is_refused(tmp_path: Path) -> None:
    for source in PAGES[0].parent.glob(f"{PAGES[0].stem}*.md"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    chinese = tmp_path / f"{PAGES[0].stem}.zh.md"
    chinese.write_text(chinese.read_text("utf-8").split("## ")[0], encoding="utf-8")
    with pytest.raises(ValueError, match="has 0 sections"):
        load_page(tmp_path / PAGES[0].name)


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


@every_page(but=WITHOUT_EXAMPLE)
def test_passing_examples_pass(page: Page) -> None:
    examples = page.examples("Passes")
    assert examples
    for example in examples:
        told = of(page.code, judge(example.files, page.code))
        assert not told.findings, f"{page.code} in a passing example: {told.findings[0].message}"


@every_page()
def test_the_page_tells_every_option_in_both_languages(page: Page) -> None:
    rule = next((rule for rule in catalogue.rules() if rule.code == page.code), None)
    assert set(page.options) == {option.name for option in (rule.options if rule else ())}
    for about in page.options.values():
        assert set(about) == {"en", "zh"}
        assert all(about.values())


@every_page()
def test_both_languages_of_every_message_use_the_same_values(page: Page) -> None:
    for case in page.cases.values():
        for texts in (case.message, case.hint, case.table_hint):
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
    for rule in catalogue.rules():
        assert all(other.code in catalogue.pages() for other in rule.yields_to)


def test_a_slip_in_what_a_rule_yields_to_or_needs_fails_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="ownerz"):
        under("owners", "ownerz")
    with pytest.raises(ValueError, match="peopel"):
        define("GAP999", of=Org, needs=("people", "peopel"))


@every_page(but=WITHOUT_EXAMPLE | IN_A_TABLE)
def test_every_case_of_a_rule_is_shown_and_uses_what_it_is_given(page: Page) -> None:
    shown = [f for e in page.examples("Fails") for f in of(page.code, judge(e.files, page.code))]
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
