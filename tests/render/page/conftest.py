"""Pages are opened in a browser: see `tests/support/browser.py`."""

from tests.support.browser import browser, browser_page, windows

__all__ = ["browser", "browser_page", "windows"]
