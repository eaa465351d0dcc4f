"""The tables in a text with tags, merged cells included, with the place of each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

from raci.source.tables.grid import (
    Grid,
    few_enough,
)
from raci.source.tables.inline import NOT_SHOWN, plain, tidy, without_comments
from raci.source.tables.markup_tables import MarkupCell, MarkupTable, grid_of

LARGEST_SPAN = 1000
"""No cell covers more columns or rows."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "caption")
_BOLD = ("b", "strong", "th", *_HEADINGS)
_PARTS = ("thead", "tbody", "tfoot")
_BREAKS = ("br", "p", "div", "li", "tr")


@dataclass(frozen=True, slots=True)
class Page:
    """The tables of a page, in their order, its words beside them, and its title."""

    grids: list[Grid]
    prose: str
    title: str


def page_of(text: str) -> Page:
    """Return what a page of HTML has."""
    reader = _parsed(text)
    grids = list(few_enough(grid_of(table, ()) for table in reader.tables))
    return Page(grids, "\n".join(reader.prose), reader.title)


@dataclass(slots=True)
class PlacedGrid:
    """A grid with the offsets at which its table starts and ends."""

    grid: Grid
    span: tuple[int, int]


def grids_of(text: str, headings: Sequence[tuple[int, str]]) -> list[PlacedGrid]:
    """Return the HTML tables within a text of Markdown, whose marks their cells may have."""
    tables = _parsed(text).tables
    for table in tables:
        for cell in (cell for row in table.rows for cell in row):
            cell.text = plain(cell.text)
    grids = few_enough(grid_of(table, headings) for table in tables)
    return [
        PlacedGrid(grid, (table.start, table.end or len(text)))
        for grid, table in zip(grids, tables, strict=True)
    ]


class OffsetParser(HTMLParser):
    """A parser that knows at which offset of its text it is."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = text
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    @property
    def here(self) -> int:
        """The offset of the tag or the text that is handled now."""
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def parse(self) -> None:
        """Handle all of the text."""
        self.feed(_parseable(self.text))
        self.close()


class _Reader(OffsetParser):
    """Collects tables; one within a cell is a table of its own."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.tables: list[MarkupTable] = []
        self.open: list[tuple[MarkupTable, MarkupCell | None]] = []
        self.cell: MarkupCell | None = None
        self.prose: list[str] = []
        self.title = self.heading = ""
        self.words: list[str] | None = None
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SHOWN:
            self.unseen += 1
        elif tag == "table":
            table = MarkupTable(self.here, self.heading, self.getpos()[0])
            self.tables.append(table)
            self.open.append((table, self.cell))
            self.cell = None
        elif tag in ("tr", *_PARTS) and self.open:
            self._begin_row(tag)
        elif tag in ("td", "th") and self.open:
            self._begin_cell(tag, dict(attrs))
        elif tag in _HEADINGS or tag == "title":
            self.words = []
        elif tag == "img" and self.cell and not self.unseen:
            self.cell.add(dict(attrs).get("alt") or "", self.here, self.here)
        if self.cell and tag in _BREAKS:
            self.cell.parts.append("\n")
        elif self.cell and tag in _BOLD:
            self.cell.bold = True
        elif tag in _BREAKS:
            self.prose.append("")

    def _begin_row(self, tag: str) -> None:
        self._end_cell()
        table = self.open[-1][0]
        if tag == "tr":
            table.rows.append([])
        else:
            table.parts.append(len(table.rows))

    def _begin_cell(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._end_cell()
        table = self.open[-1][0]
        if not table.rows:
            table.rows.append([])
        self.cell = MarkupCell(
            self.here + len(self.get_starttag_text() or ""),
            max(_number(attrs.get("colspan")), 1),
            _number(attrs.get("rowspan")),
            bold=tag == "th",
            unseen=self.unseen,
        )
        table.rows[-1].append(self.cell)

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_SHOWN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self.open:
            self._end_cell()
            table, self.cell = self.open.pop()
            table.end = self.here
        elif self.words is not None and (tag in _HEADINGS or tag == "title"):
            words = tidy("".join(self.words)).replace("\n", " ")
            self.title = self.title or words
            if tag == "caption" and self.open:
                self.open[-1][0].heading = words
            elif tag != "title":
                self.heading = words
            self.words = None

    def handle_data(self, data: str) -> None:
        if self.words is not None:
            self.words.append(data)
        if self.unseen:
            return
        if self.cell is None:
            self.prose.append(data)
            return
        start = self.here + len(data) - len(data.lstrip())
        self.cell.add(data, start, self.here + len(data.rstrip()))

    def _end_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is not None:
            self.unseen = cell.unseen  # what a cell leaves open ends with it
            cell.end = self.here
            parts = (part if part == "\n" else part.replace("\n", " ") for part in cell.parts)
            cell.text = tidy("".join(parts))


def _parsed(text: str) -> _Reader:
    reader = _Reader(text)
    reader.parse()
    reader._end_cell()
    return reader


def _parseable(text: str) -> str:
    """Return the text without what the parser looks for the end of again and again.

    All offsets are kept. Comments are blanked; marked sections and open tags at the end are text.
    """
    text = without_comments(text, " ").replace("<![", "  [")
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", " ")


def _number(text: str | None) -> int:
    digits = (text or "").strip()
    return min(int(digits), LARGEST_SPAN) if digits.isdecimal() and len(digits) < 6 else 1
