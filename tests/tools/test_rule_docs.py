"""``docs/rules`` holds what the rules' pages say, and its links lead somewhere."""

import html
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from raci.rules import catalogue
from raci.rules.page import Page, load_page
from tests.support.paths import ROOT
from tools.publish import write_book
from tools.rule_docs import INDEX, book

PARSER = MarkdownIt("commonmark").enable("table")
BOOK = ROOT / "docs" / "rules"
EVERY_PAGE = pytest.mark.parametrize("page", catalogue.pages().values(), ids=catalogue.pages())


def test_the_book_of_rules_is_current(accept: bool) -> None:
    if accept:
        load_page.cache_clear()  # tests of the pages have just written them
        write_book(BOOK)
    assert {
        path.relative_to(BOOK).as_posix(): path.read_text("utf-8") for path in BOOK.rglob("*.md")
    } == book()


def test_every_link_of_the_book_leads_somewhere() -> None:
    for path in BOOK.rglob("*.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
        assert [link for link in links if not (path.parent / link).exists()] == []


@EVERY_PAGE
def test_the_index_leads_to_every_rule_once_and_every_rule_back(page: Page) -> None:
    index = (BOOK / INDEX).read_text("utf-8")
    assert index.count(f"\n| [{page.code}]({page.code}.md) |") == 1
    assert index.count(f"](zh/{page.code}.md)") == 1
    english = (BOOK / f"{page.code}.md").read_text("utf-8")
    chinese = (BOOK / "zh" / f"{page.code}.md").read_text("utf-8")
    assert f"]({INDEX})" in english
    assert f"](zh/{page.code}.md)" in english
    assert f"](../{INDEX})" in chinese
    assert f"](../{page.code}.md)" in chinese


@EVERY_PAGE
@pytest.mark.parametrize(("lang", "folder"), [("en", BOOK), ("zh", BOOK / "zh")])
def test_the_book_tells_what_a_rule_says(page: Page, lang: str, folder: Path) -> None:
    told = [t.content for t in PARSER.parse((folder / f"{page.code}.md").read_text("utf-8"))]
    text = html.unescape("\n".join(told)).replace("\\", "").replace("\u200b", "")
    assert page.title[lang] in text
    for case in page.cases.values():
        assert case.message[lang] in text
    for about in page.options.values():
        assert about[lang] in text
