"""Copies of Markdown and HTML: where marks stand, and bytes of every encoding."""

import re
from time import process_time

import pytest
from markdown_it import MarkdownIt

from .annotating import annotated, checked

MARKDOWN = """\
Plan

| Activity | Lead | Ops |
|---|---|---|
| **Ship** | A | A |
| Sell | | [R](x) |

<table><tr><td>Task</td><td>Lead</td><td>Ops</td></tr>
<tr><td class="x">Pay</td><td>A</td><td>A</td></tr></table>
"""
PAGE = """\
<!doctype html><html><body><TABLE>
<tr><th>Activity</th><th>Lead &amp; co</th><th>Ops</th></tr>
<tr><td title='mine' class="a b" id=first>Ship &lt;x&gt;
<td style=color:red>A<td style=color:red>A
<tr><td>Sell</td><td><b>&nbsp;R</b></td><td></td></tr></TABLE><p>End</p></body></html>
"""


def test_numbers_stand_in_tables_of_bars_and_of_html() -> None:
    copy = annotated(MARKDOWN.encode(), "m.md").content.decode()
    assert re.search(r"\| A<sup><a href=\"#raci-\d\">🔴\d</a></sup> \|", copy)
    assert re.search(r"\| \*\*Ship\*\*<sup>", copy)
    assert re.search(r"<td class=\"x\"><sup>.*</sup>Pay</td>", copy)
    html = MarkdownIt("commonmark").enable("table").render(copy)
    assert html.count("<tr>") == html.count("</tr>") == 5
    assert html.count("<ol>") == 1
    anchors = set(re.findall(r'<a id="(raci-\d+)">', html))
    assert set(re.findall(r'href="#(raci-\d+)"', html)) <= anchors


def test_attributes_of_cells_are_kept_and_added_to() -> None:
    raw = PAGE.encode()
    own = checked(raw, "m.html")
    copy = annotated(raw, "m.html", own.report)
    text = copy.content.decode()
    ship = re.search(
        r"<td title='mine&#10;&#10;[^']*' class=\"a b raci-\w+\" id=first style=", text
    )
    assert ship
    assert '<td style="color:red;background-color:#ffc7ce' in text
    assert '<a href="#first">' in text
    assert text.index("</section>") < text.index("</body>")
    assert text.count("\n", 0, text.index("<p>End")) == PAGE.count("\n", 0, PAGE.index("<p>End"))
    again = checked(copy.content, "m.html")
    assert (again.data, again.found) == (own.data, own.found)


def test_texts_of_the_table_are_no_markup_in_the_list() -> None:
    evil = "&lt;img src=x onerror=alert(1)&gt;"
    raw = PAGE.replace("Ship", evil).encode()
    text = annotated(raw, "m.html").content.decode()
    assert "<img" not in text
    copy = annotated(MARKDOWN.replace("Sell", evil).encode(), "m.md").content.decode()
    assert "<img" not in MarkdownIt("commonmark").enable("table").render(copy)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_bytes_stay_in_any_encoding(encoding: str, end: str) -> None:
    name = "é" if encoding == "cp1252" else "编制年度预算"
    text = MARKDOWN.replace("Ship", name).replace("\n", end or "\n")
    raw = (text if end else text.rstrip()).encode(encoding)
    own = checked(raw, "m.md")
    copy = annotated(raw, "m.md", own.report, "zh").content
    again = checked(copy, "m.md")
    assert (again.data, again.found) == (own.data, own.found)
    shown = copy.decode(encoding)
    assert shown.startswith("Plan")
    assert ("\r\n" in shown) == (end == "\r\n")
    assert shown.count("\n") - shown.count("\r\n") == (0 if end == "\r\n" else shown.count("\n"))


@pytest.mark.parametrize("tail", ["<a ", "<!--", "<![", "</td "])
@pytest.mark.parametrize("path", ["m.md", "m.html"])
def test_open_tags_take_time_that_grows_with_their_number(tail: str, path: str) -> None:
    raw = (PAGE + "\n" + tail * 16_000).encode()
    own = checked(raw, path)
    start = process_time()
    assert annotated(raw, path, own.report).marked
    assert process_time() - start < 3
