"""Tables of Markdown, HTML, CSV and XLSX files as grids of plain text, each with its heading."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

Grid = list[list[str]]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Table(NamedTuple):
    """A heading, or a sheet's name, and the rows below it."""

    heading: str
    grid: Grid


def tables(path: Path) -> list[Table]:
    """Give all tables of a file; HTML inside Markdown where the Markdown has it."""
    match path.suffix:
        case ".xlsx":
            return list(_sheets(path))
        case ".csv":
            return [Table("", list(csv.reader(path.read_text("utf-8").splitlines())))]
    text = path.read_text("utf-8")
    return [*_html(text), *([] if path.suffix == ".html" else _markdown(text))]


def clean(text: str) -> str:
    """Leave out marks, tags, footnotes and the target of links."""
    text = re.sub(r"<sup>.*?</sup>|<[^>]*>|\*\*|__|`|\\\*", "", text)
    return " ".join(re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", text).split())


def _markdown(text: str) -> Iterator[Table]:
    heading, rows = "", []
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            inner = line.strip().removeprefix("|").removesuffix("|")
            rows.append([clean(cell) for cell in re.split(r"(?<!\\)\|", inner)])
            continue
        if len(rows) > 2 and all(re.fullmatch(r":?-+:?", cell) for cell in rows[1]):
            yield Table(heading, [rows[0], *rows[2:]])
        rows = []
        if line.startswith("#"):
            heading = clean(line.lstrip("# "))


class _Reader(HTMLParser):
    """Collects the cells of tables that are not nested."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Grid] = []
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell is not None:
            self.found[-1][-1].append(clean("".join(self.cell)))
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)


def _html(text: str) -> Iterator[Table]:
    reader = _Reader()
    reader.feed(text)
    yield from (Table("", grid) for grid in reader.found)


def _sheets(path: Path) -> Iterator[Table]:
    """Read sheets with the standard library: a workbook is a zip of XML."""
    with zipfile.ZipFile(path) as book:

        def xml(name: str) -> ElementTree.Element:
            return ElementTree.parse(io.BytesIO(book.read(name))).getroot()

        def text(element: ElementTree.Element) -> str:
            return "".join(t.text or "" for t in element.iter(f"{SHEET}t"))

        shared = [text(item) for item in xml("xl/sharedStrings.xml")]
        files = {r.get("Id"): r.get("Target") for r in xml("xl/_rels/workbook.xml.rels")}
        for sheet in xml("xl/workbook.xml").iter(f"{SHEET}sheet"):
            grid: Grid = []
            for row in xml(f"xl/{files[sheet.get(RELATED)]}").iter(f"{SHEET}row"):
                cells: dict[int, str] = {}
                for cell in row:
                    value = cell.findtext(f"{SHEET}v")
                    if value is not None:
                        plain = shared[int(value)] if cell.get("t") == "s" else value
                        cells[_column(cell.get("r", ""))] = plain.strip()
                grid.append([cells.get(n, "") for n in range(max(cells, default=-1) + 1)])
            yield Table(sheet.get("name", ""), grid)


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1
