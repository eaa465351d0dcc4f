"""Pages opened in headless Chromium: what they load and complain of, what they print, axe.

One browser serves a whole run: `tests/conftest.py` puts the tests that ask for it into one group,
which `pytest -n` gives to one worker. Where there is no Chromium they are skipped.
"""

import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

INSTALL = "no Chromium: apt-get install chromium, or playwright install chromium, or RACI_CHROMIUM"
"""Why tests are skipped, and what to do about it."""

QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update")
HARMLESS = ("log", "info", "debug")  # what a page may write to the console
ALONE = ("data:", "blob:", "about:")  # what a page makes of itself is no request

LONG = ("tbody > tr", "[role=rowgroup] > [role=row]", "article", "li", "main svg g > g")

OpenPage = Callable[..., Page]
"""Open a file, or a text of HTML, in a window of some width; see `browser_page`."""


@dataclass
class Watched:
    """A window, what is open in it, and what that did which no page of raci may do."""

    page: Page
    address: str = ""
    faults: list[str] = field(default_factory=list)

    def open(self, address: str, anchor: str, *, fresh: bool) -> None:
        """Show a file as its anchor says; load it only where that is needed or asked for."""
        if self.address != address:
            self.address = address
            self.page.goto(address + anchor)
        elif fresh:
            self.page.evaluate("url => history.replaceState(null, '', url)", address + anchor)
            self.page.reload()
        else:
            follow(self.page, anchor or "#")

    def on_console(self, message: ConsoleMessage) -> None:
        """Whatever is more than a remark is a fault."""
        if message.type not in HARMLESS:
            self.faults.append(f"{message.type}: {message.text}")

    def on_dialog(self, dialog: Dialog) -> None:
        """No page of raci asks anything: a script of somebody's did."""
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(self, request: Request) -> None:
        """Only its own file may be asked for."""
        if request.url.split("#")[0] != self.address and not request.url.startswith(ALONE):
            self.faults.append(f"request: {request.url}")


def chromium(playwright: Playwright) -> str | None:
    """Find Chromium: RACI_CHROMIUM, a program on the path, or the one that Playwright installed."""
    if told := os.environ.get("RACI_CHROMIUM"):
        return told
    names = ("chromium", "chromium-browser", "google-chrome")
    own = playwright.chromium.executable_path
    return next(filter(None, map(shutil.which, names)), own if Path(own).exists() else None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this run."""
    with sync_playwright() as playwright:
        program = chromium(playwright)
        if program is None:
            pytest.skip(INSTALL)
        with playwright.chromium.launch(executable_path=program, args=QUIET) as browser:
            yield browser


@pytest.fixture(scope="session")
def windows(browser: Browser) -> dict[int, Watched]:
    """The windows of this run, by their width."""
    return {}


@pytest.fixture
def browser_page(
    browser: Browser, windows: dict[int, Watched], tmp_path: Path
) -> Iterator[OpenPage]:
    """Open pages; fail if one of them complained, or asked for anything but its own file.

    What a test chose on a page (filters, language, theme, what is open) stands in its anchor, so a
    page that is there already is not loaded again: that is slow. With ``fresh`` it is.
    """

    def open_page(
        source: Path | str, width: int = 1280, anchor: str = "", *, fresh: bool = False
    ) -> Page:
        path = source if isinstance(source, Path) else tmp_path / "page.html"
        if isinstance(source, str):
            path.write_text(source, encoding="utf-8")
        window = windows[width] = windows.get(width) or watch(browser, width)
        fresh = fresh or isinstance(source, str)
        window.open(path.resolve().as_uri(), anchor, fresh=fresh)
        return window.page

    yield open_page
    faults = [fault for window in windows.values() for fault in window.faults]
    for window in windows.values():
        window.faults.clear()
    assert not faults, "\n".join(faults)


def watch(browser: Browser, width: int = 1280) -> Watched:
    """Open an empty window that notices what its pages do."""
    page = browser.new_page(viewport={"width": width, "height": 1200})
    page.set_default_timeout(5000)
    window = Watched(page)
    page.on("pageerror", lambda error: window.faults.append(f"error: {error}"))
    page.on("popup", lambda popup: window.faults.append(f"window: {popup.url}"))
    page.on("dialog", window.on_dialog)
    page.on("console", window.on_console)
    page.on("request", window.on_request)
    return window


def axe(page: Page) -> list[str]:
    """What axe finds serious or critical in what is shown: the rule, and where.

    Of a long list it sees the first lines: the others are like them, and it is slow.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        """exclude => axe.run(
            { include: ["html"], exclude },
            { resultTypes: ["violations"], iframes: false, preload: false },
        ).then((all) => all.violations)""",
        [f"{lines}:nth-child(n+7)" for lines in LONG],
    )
    return [
        f"{violation['id']}: {node['html'][:200]} ({violation['help']})"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@dataclass(frozen=True)
class Printed:
    """A page of paper: its text, line breaks inside words undone, and whether any of it is cut."""

    text: str
    cut: bool

    def count(self, word: str) -> int:
        """How often a word stands here, no letter, digit or hyphen beside it."""
        return len(re.findall(rf"(?<![\w-]){re.escape(word)}(?![\w-])", self.text))


def printed(page: Page, paper: str = "A4", *, landscape: bool = True) -> list[Printed]:
    """Print what is shown, as the browser's own dialog does: pages in order."""
    raw = page.pdf(format=paper, landscape=landscape)
    with pypdfium2.PdfDocument(raw) as pdf:
        return [_printed(sheet) for sheet in pdf]


def _printed(sheet: Any) -> Printed:
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    raw = text.get_text_range()
    boxes = map(text.get_rect, range(text.count_rects()))
    inside = (
        left > -1 and bottom > -1 and right < width + 1 and top < height + 1
        for left, bottom, right, top in boxes
    )
    return Printed(unicodedata.normalize("NFKC", _joined(raw)), not all(inside))


def _joined(raw: str) -> str:
    """Undo breaks behind the hyphen of a word: the library marks them with U+FFFE or \\x02."""
    return re.sub(r"[\ufffe\x02]\s*", "-", raw).replace("\r\n", "\n")


def sideways(page: Page) -> int:
    """By how many pixels the page as a whole is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def follow(page: Page, anchor: str) -> None:
    """Follow a link within the page, and wait until all is drawn."""
    page.evaluate("anchor => { location.hash = anchor }", anchor)
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until the page has drawn what follows from what was done: two frames."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
