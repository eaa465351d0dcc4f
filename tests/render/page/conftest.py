"""Pages are opened in a browser: see `tests/support/browser.py`."""

import pytest

from tests.support.browser import browser, browser_page, windows
from tests.support.command import raci
from tests.support.shown import DAY, MOVE, SEED, SHOP, Shown, write_page

__all__ = ["browser", "browser_page", "windows"]


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """A small organisation with something of everything, and hostile names."""
    return write_page(SHOP, tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="session")
def seed_page(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The e-commerce department."""
    return write_page(SEED, tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="session")
def shop_plan(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """A plan of two steps for the small organisation."""
    page = tmp_path_factory.mktemp("plan") / "plan.html"
    raci("plan", str(MOVE), "--as-of", DAY, "-o", str(page))
    return Shown(MOVE, page)


@pytest.fixture(scope="session")
def shop_diff(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The small organisation compared with one in which two activities are others'."""
    folder = tmp_path_factory.mktemp("diff")
    after = folder / "after" / "shop.yaml"
    after.parent.mkdir()
    text = SHOP.read_text(encoding="utf-8")
    after.write_text(text.replace("responsible: [cashier]", "responsible: [owner]"), "utf-8")
    before = folder / "before" / "shop.yaml"
    before.parent.mkdir()
    before.write_text(text, encoding="utf-8")
    page = folder / "diff.html"
    raci("diff", str(before.parent), str(after.parent), "--as-of", DAY, "-o", str(page))
    return Shown(after, page)
