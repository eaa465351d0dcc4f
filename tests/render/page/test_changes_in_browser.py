"""The pages of plans and comparisons in a browser: they show what the data have, and print it."""

import re
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from raci.render.page import diff, plan
from tests.render.page.test_change_pages import compared, shop_plan, version
from tests.support.browser import OpenPage, printed, sideways
from tests.support.page import page_data


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.html"
    path.write_text(plan.page(shop_plan(), "en"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def difference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("diff") / "diff.html"
    path.write_text(diff.page(compared(), "en"), encoding="utf-8")
    return path


def cells(data: dict[str, Any], at: int) -> dict[tuple[int, int], int]:
    lines = enumerate(version(data, at, "rows"))
    return {
        (row, role): kind
        for row, line in lines
        for role, kind in zip_longest((line or [])[::2], (line or [])[1::2])
    }


def recount(data: dict[str, Any], before: int, after: int) -> Counter[str]:
    then, now = cells(data, before), cells(data, after)
    return Counter(
        "came" if at not in then else "went" if at not in now else "changed"
        for at in then.keys() | now.keys()
        if then.get(at) != now.get(at)
    )


def counted(page: Page) -> dict[str, int]:
    items = page.locator(".change-counts li").all()
    names = (re.findall(r"chg-(\w+)", item.get_attribute("class") or "")[0] for item in items)
    numbers = (int(re.findall(r"\d+", item.inner_text())[0]) for item in items)
    return dict(zip(names, numbers, strict=True))


def test_the_banner_tells_the_verdict_in_both_languages(browser_page: OpenPage, shop: Path) -> None:
    page = browser_page(shop)
    told = page_data(shop.read_text("utf-8"))["verdict"]
    for lang in (0, 1):
        assert told["word"][lang].upper() in page.locator(".verdict h2").inner_text().upper()
        reasons = page.locator(".verdict-reasons").inner_text()
        assert all(each[lang] in reasons for each in told["reasons"])
        todo = page.locator(".verdict-todo").inner_text()
        assert all((e if isinstance(e, str) else e[lang]) in todo for e in told["todo"])
        page.locator(".page-tools button").click()


@pytest.mark.parametrize("name", ["shop", "difference"])
def test_what_changes_is_counted_and_marked(
    browser_page: OpenPage, name: str, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(name)
    data = page_data(path.read_text("utf-8"))
    last = len(data["versions"]) - 1
    page = browser_page(path, anchor="#tab=compare")
    found = recount(data, 0, last)
    assert found.total() > 0
    assert counted(page) == {key: found[key] for key in ("came", "went", "changed")}
    for change in found:
        assert page.locator(f".pane.after .chg-{change}").count() == found[change]
        assert page.locator(f".pane.before .chg-{change}").count() == found[change]
    rows = {row for row, _ in cells(data, 0).keys() ^ cells(data, last).keys()}
    sides = page.locator(".pane.after .grid-row:not(.group)")
    assert sides.count() >= len(rows)
    page.get_by_label("Only what changes").uncheck()
    assert sides.count() == len(data["activities"])


def test_a_step_is_compared_with_the_one_before(browser_page: OpenPage, shop: Path) -> None:
    data = page_data(shop.read_text("utf-8"))
    page = browser_page(shop)
    page.get_by_role("button", name="See what this step changes").last.click()
    found = recount(data, 1, 2)
    assert counted(page) == {key: found[key] for key in ("came", "went", "changed")}
    assert "2027-03-01" in page.locator(".pane.after h2").inner_text()


def test_a_narrow_window_shows_one_side_at_a_time(browser_page: OpenPage, shop: Path) -> None:
    for tab in ("compare", "charts"):
        page = browser_page(shop, width=390, anchor=f"#tab={tab}")
        assert page.locator(".pane:visible").count() == 1
        assert page.locator(".pane.after").is_visible()
        page.get_by_role("group", name="Before and after").get_by_text("Before").click()
        assert page.locator(".pane.before").is_visible()
        assert not page.locator(".pane.after").is_visible()
        assert sideways(page) <= 0


@pytest.mark.parametrize("name", ["shop", "difference"])
def test_everything_is_on_paper(
    browser_page: OpenPage, name: str, request: pytest.FixtureRequest
) -> None:
    path = request.getfixturevalue(name)
    data = page_data(path.read_text("utf-8"))
    sheets = printed(browser_page(path, anchor="#tab=compare"))
    assert not [number for number, sheet in enumerate(sheets, 1) if sheet.cut]
    text = "\n".join(sheet.text for sheet in sheets)
    for section in ("activities", "roles"):
        for each in data[section]:
            assert any(sheet.count(each["id"]) for sheet in sheets), each["id"]
    for finding in data["findings"]:
        message = finding["message"]
        words = message if isinstance(message, str) else message[0]
        assert "".join(words.split())[:30] in "".join(text.split())
    changes = recount(data, 0, len(data["versions"]) - 1)
    letters = re.findall(r"[+−] \(?[RACIS]|[RA)] → ", text)
    assert len(letters) >= changes.total()
