"""The page on paper: nothing is missing or cut, and heads stand on every page.

What must be there is counted in the matrix as JSON, what is there in the text of the PDF.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable

import pytest

from tests.render.page.test_chart_in_browser import organisation, page_of
from tests.support.browser import OpenPage, Printed, printed
from tests.support.page import page_data
from tests.support.shown import Shown, large, write_page

LETTERS = {
    "responsible": "R",
    "accountable": "A",
    "support": "S",
    "consulted": "C",
    "informed": "I",
    "verifier": "V",
    "signatory": "G",
}
NEXT = "Organisation chart"
CELL = re.compile(r"\(?[RASCIVG]\)?(?:/\(?[RASCIVG]\)?)*")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """An organisation that is too wide and too long for one sheet of paper."""
    folder = tmp_path_factory.mktemp("wide")
    file = folder / "wide.yaml"
    file.write_text(json.dumps(large(70, 40, departments=2)), encoding="utf-8")
    return write_page(file, folder)


def letters(sheets: Iterable[Printed]) -> Counter[str]:
    """The letters on some sheets before the next tab begins, derived ones in brackets."""
    words = (word for sheet in sheets for word in sheet.text.partition(NEXT)[0].split())
    cells = (word for word in words if CELL.fullmatch(word))
    return Counter(letter for cell in cells for letter in cell.split("/"))


def expected(shown: Shown) -> Counter[str]:
    """The letters of the matrix, and those of its legend."""
    cells = [cell for row in shown.rows.values() for cell in row["cells"]]
    found = Counter(
        f"({LETTERS[cell['function']]})" if cell["derived"] else LETTERS[cell["function"]]
        for cell in cells
    )
    return found + Counter({LETTERS[cell["function"]] for cell in cells} | {"(A)"} & set(found))


def of_the_matrix(sheets: list[Printed]) -> list[Printed]:
    """The sheets up to the one on which the next tab begins."""
    ends = (n for n, sheet in enumerate(sheets) if NEXT in sheet.text)
    return sheets[: next(ends, len(sheets)) + 1]


@pytest.mark.parametrize(("paper", "anchor"), [("A4", ""), ("A3", "#by=role")])
def test_the_whole_matrix_is_on_paper(
    browser_page: OpenPage, wide: Shown, paper: str, anchor: str
) -> None:
    sheets = printed(browser_page(wide.page, anchor=anchor), paper)
    assert not any(sheet.cut for sheet in sheets)
    matrix = of_the_matrix(sheets)
    assert len(matrix) > 2
    assert letters(matrix) == expected(wide)
    for id_ in (*wide.rows, *wide.roles):
        assert sum(sheet.count(id_) for sheet in matrix) >= 1, id_
    for number, sheet in enumerate(matrix):
        rows = sum(sheet.count(id_) for id_ in wide.rows)
        roles = sum(sheet.count(id_) for id_ in wide.roles)
        assert (rows and roles) or not letters([sheet]), f"no heads on page {number + 1}"


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_hostile_names_and_all_tabs_are_on_paper(
    browser_page: OpenPage, shop: Shown, paper: str
) -> None:
    sheets = printed(browser_page(shop.page), paper)
    assert not any(sheet.cut for sheet in sheets)
    assert letters(of_the_matrix(sheets)) >= expected(shop)  # "A" is a word of a name, too
    everything = " ".join(sheet.text for sheet in sheets)
    for finding in shop.findings:
        assert finding["code"] in everything
        assert f"{finding['place']['line']}:{finding['place']['column']}" in everything
    names = [each["name"] for each in (*shop.rows.values(), *shop.roles.values())]
    squeezed = re.sub(r"\s", "", everything)
    assert [name for name in names if re.sub(r"\s", "", name) not in squeezed] == []


def test_paper_shows_what_is_filtered_and_says_so(browser_page: OpenPage, shop: Shown) -> None:
    sheets = of_the_matrix(printed(browser_page(shop.page, anchor="#tag=book")))
    text = " ".join(sheet.text for sheet in sheets)
    assert "book-money" in text
    assert "take-money" not in text
    assert "1 activity" in text


def test_nothing_on_paper_is_clipped(browser_page: OpenPage, shop: Shown) -> None:
    page = browser_page(shop.page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    clipped = page.evaluate(
        """() => [...document.querySelectorAll(".print *")].filter((node) =>
            getComputedStyle(node).overflow !== "visible" && !node.matches(".unseen") &&
            (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)
        ).map((node) => node.outerHTML.slice(0, 200))"""
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")  # "screen" would stay for the next who prints
    assert clipped == []
    assert page.locator(".print").count() == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rules_and_settings_at_their_defaults_are_brief_and_none_is_missing(
    browser_page: OpenPage, shop: Shown, lang: str
) -> None:
    page = browser_page(shop.page, anchor=f"#lang={lang}" if lang == "zh" else "")
    sheets = printed(page)
    text = re.sub(r"\s", "", "".join(sheet.text for sheet in sheets))
    tables = {table["id"]: table for table in page_data(shop.page.read_text("utf-8"))["tables"]}
    rules, settings = tables["rules"], tables["settings"]
    assert len(rules["usual"]) > 20
    assert len(settings["usual"]) > 20
    for code, name, *_ in rules["rows"]:
        assert code in text
        assert name in text
    for name, value, _ in settings["rows"]:
        assert re.sub(r"\s", "", f"{name}{value}") in text
    keys = [column["key"] for column in rules["columns"]]
    ran = [row for n, row in enumerate(rules["rows"]) if n not in rules["usual"]]
    judged = Counter(str(row[keys.index("judged")]) for row in ran)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    numbers = ".print tr:has(td.severity) td.number:nth-last-child(4)"
    cells = page.locator(numbers).all_text_contents()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    told = Counter(cell.replace(",", "") for cell in cells if cell)
    assert judged - Counter({"None": judged["None"]}) <= told


def test_a_chart_of_many_roles_is_printed_so_that_it_can_be_read(browser_page: OpenPage) -> None:
    """Its smallest text has 5 points at least, and every role is in one of the pictures."""
    page = browser_page(page_of(organisation(300)), anchor="#tab=chart")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sizes = page.eval_on_selector_all(
        ".print .chart",
        """all => all.map(each => 12 * 0.75 * each.getBoundingClientRect().width
            / each.viewBox.baseVal.width)""",
    )
    roles = page.eval_on_selector_all(
        ".print .chart [data-role]", "all => all.map(each => Number(each.dataset.role))"
    )
    left = page.locator(".print .chart .more").count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")
    assert 1 < len(sizes) < 60
    assert min(sizes) >= 5
    assert set(roles) == set(range(303)) or left
