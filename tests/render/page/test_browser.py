"""What watches the pages sees what it must: a page that does wrong is reported."""

import pytest
from playwright.sync_api import Browser

from tests.support.browser import OpenPage, Watched, axe, printed, sideways, watch

FINE = '<!DOCTYPE html><html lang="en"><title>T</title><main><h1>Fine</h1></main></html>'


@pytest.fixture(scope="module")
def window(browser: Browser) -> Watched:
    return watch(browser)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("<script>console.error('oh')</script>", "error: oh"),
        ("<script>console.warn('oh')</script>", "warning: oh"),
        ("<script>throw Error('oh')</script>", "error: oh"),
        ("<img src='file:///nowhere.png'>", "request: file:///nowhere.png"),
        ("<script>fetch('https://raci.invalid/').catch(() => 0)</script>", "https://raci.invalid/"),
        ("<script>alert('oh')</script>", "dialog: oh"),
        ("<script>open('about:blank#x')</script>", "window: about:blank"),
    ],
)
def test_what_a_page_must_not_do_is_a_fault(window: Watched, wrong: str, fault: str) -> None:
    window.faults.clear()
    window.page.set_content(FINE + wrong)
    window.page.wait_for_timeout(30)
    assert any(fault in each for each in window.faults), window.faults


def test_what_is_serious_to_axe_is_told(browser_page: OpenPage) -> None:
    assert axe(browser_page(FINE)) == []
    page = browser_page(FINE.replace("</main>", "<button></button></main>"))
    assert [told.partition(":")[0] for told in axe(page)] == ["button-name"]


def test_what_paper_cuts_is_told_and_words_are_whole(browser_page: OpenPage) -> None:
    narrow = '<p style="width: 6em">cs-lead and cs-lead-of-everything</p>'
    first, second = printed(browser_page(f'{narrow}<p style="break-before: page">cs-lead'))
    assert [first.count("cs-lead"), first.count("cs-lead-of-everything")] == [1, 1]
    assert not first.cut
    assert second.count("cs-lead") == 1
    (cut,) = printed(browser_page('<p style="position: absolute; left: -20px">hidden'))
    assert cut.cut


def test_what_is_wider_than_the_window_is_told(browser_page: OpenPage) -> None:
    assert sideways(browser_page(FINE)) <= 0
    assert sideways(browser_page('<div style="width: 2000px">wide</div>', width=390)) > 0
