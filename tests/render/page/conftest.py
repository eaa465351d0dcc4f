"""Pages are opened in a browser: see `tests/support/browser.py`."""

import pytest

from tests.support.browser import browser, browser_page, windows
from tests.support.shown import SEED, SHOP, Shown, write_page

__all__ = ["browser", "browser_page", "windows"]


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """A small organisation with something of everything, and hostile names."""
    return write_page(SHOP, tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="session")
def seed_page(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The e-commerce department."""
    return write_page(SEED, tmp_path_factory.mktemp("seed"))
