"""The browser's Back closes what is open, and leaves the page where nothing is."""

from tests.support.browser import OpenPage, drawn
from tests.support.shown import Shown


def test_back_closes_the_drawer_and_keeps_what_is_chosen(
    browser_page: OpenPage, shop: Shown
) -> None:
    page = browser_page(shop.page, 390, "#tab=chart", fresh=True)
    panel = page.locator(".panel")
    page.locator(".role-list .link", has_text="Owner").first.click()
    assert panel.is_visible()
    page.evaluate("document.querySelector('[lang=zh].tool').click()")
    page.go_back()
    panel.wait_for(state="hidden")
    assert "lang=zh" in page.url
    assert "tab=chart" in page.url
    page.go_forward()
    panel.wait_for(state="visible")


def test_back_leaves_the_page_once_the_drawer_is_closed(
    browser_page: OpenPage, shop: Shown
) -> None:
    page = browser_page(shop.page, 390, "#tab=findings", fresh=True)
    page.evaluate("location.hash = '#tab=chart'")
    drawn(page)
    for _ in range(2):
        page.locator(".role-list .link", has_text="Owner").first.click()
        page.keyboard.press("Escape")
        assert page.locator(".panel").is_hidden()
    page.go_back()
    page.wait_for_url("**#tab=findings")
    assert page.locator(".panel").is_hidden()
