"""Every tab of every page: it fits its window, axe finds nothing serious, and names are text."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import OpenPage, axe, follow, sideways
from tests.support.shown import Shown

ENGLISH, CHINESE = "&theme=light", "&theme=dark&lang=zh&ids=1"
HOSTILE = "script:not([type]), img, b b, svg svg, [onerror], [onload]"


@pytest.fixture(params=["organisation", "plan", "diff"])
def any_page(request: pytest.FixtureRequest, shop: Shown) -> Shown:
    """The page of each kind, of the organisation with hostile names."""
    if request.param == "organisation":
        return shop
    shown: Shown = request.getfixturevalue(f"shop_{request.param}")
    return shown


def tabs(page: Page) -> list[str]:
    """The ids of all tabs."""
    found: list[str] = page.eval_on_selector_all(
        "[role=tab]", "tabs => tabs.map(tab => tab.id.slice(4))"
    )
    assert len(found) > 3
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window(browser_page: OpenPage, any_page: Shown, width: int) -> None:
    page = browser_page(any_page.page, width=width)
    for tab in tabs(page):
        for look in (ENGLISH, CHINESE):
            follow(page, f"#tab={tab}{look}")
            assert sideways(page) <= 0, (tab, look)
            assert page.locator(HOSTILE).count() == 0, (tab, look)


def test_axe_finds_nothing_serious(browser_page: OpenPage, any_page: Shown) -> None:
    page = browser_page(any_page.page)
    looks = {"plan": [ENGLISH], "diff": [CHINESE]}.get(any_page.page.stem, [ENGLISH, CHINESE])
    found = {}
    for tab in tabs(page):
        for look in looks:
            follow(page, f"#tab={tab}{look}")
            found[tab + look] = axe(page)
    assert not any(found.values()), found


def english(page: Page) -> list[str]:
    """Words of the page that are several English ones."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("button, th, h2, h3, label, option, legend")]
            .flatMap((node) => [node.innerText, node.getAttribute("aria-label"), node.title])
            .filter((text) => text && /^[A-Z][a-z]+ [a-z ]+$/.test(text.trim()))"""
    )
    return found


def test_all_words_are_in_the_language(browser_page: OpenPage, any_page: Shown) -> None:
    page = browser_page(any_page.page)
    for tab in tabs(page):
        follow(page, f"#tab={tab}")
        assert english(page)
        follow(page, f"#tab={tab}&lang=zh")
        assert english(page) == [], tab
