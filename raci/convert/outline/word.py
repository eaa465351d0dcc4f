"""Reads Word files: paragraphs with their styles and automatic numbers, and tables."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from raci.convert.outline.clean import without_furniture, without_readings
from raci.convert.outline.forms import lines_of_rows
from raci.convert.outline.lines import Line, Lines, Piece
from raci.convert.outline.text import MAX_BYTES
from raci.source.decode import UnreadableError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MAX_UNPACKED = 16 * MAX_BYTES
MAX_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0"
_BODY = "word/document.xml"
_HEADING = re.compile(r"(?:heading|标题|überschrift|titre) ?(\d)$", re.I)


def read(raw: bytes) -> Lines:
    """Read the lines of a Word file; the number of a line is that of the paragraph.

    Raises:
        UnreadableError: the library is missing, or the bytes are no Word file that it can read.
    """
    try:
        import docx
    except ImportError as error:
        raise UnreadableError("no-word-library", command="pip install 'raci[word]'") from error
    _check(raw)
    try:
        document = docx.Document(BytesIO(raw))
        lines = list(_Reader(document).lines())
    except Exception as error:  # python-docx lets errors of zip, XML and its own classes through
        raise UnreadableError("no-document", detail=_first_line(error)) from error
    found = without_furniture([without_readings(line) for line in lines])
    return Lines(found.lines, found.furniture)


def _check(raw: bytes) -> None:
    """Refuse what is no Word file, or unpacks to too much."""
    if raw[:4] == _OLE:
        raise UnreadableError("old-document")
    try:
        with ZipFile(BytesIO(raw)) as parts:
            listed = parts.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("no-document", detail=_first_line(error)) from error
    if len(listed) > MAX_PARTS or sum(part.file_size for part in listed) > MAX_UNPACKED:
        raise UnreadableError("too-large", limit=MAX_UNPACKED // (1024 * 1024))
    if any(part.flag_bits & 1 for part in listed):
        raise UnreadableError("old-document")
    if _BODY not in {part.filename for part in listed}:
        raise UnreadableError("no-document", detail=_BODY)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


class _Reader:
    def __init__(self, document: "Document") -> None:
        self.document = document
        self.number = 0
        self.gap = False
        self.formats = _formats(document)

    def lines(self) -> Iterator[Line]:
        from docx.table import Table

        for block in self.document.iter_inner_content():
            if isinstance(block, Table):
                yield from lines_of_rows(list(self._rows(block)))
                self.gap = True
                continue
            line = self._paragraph(block)
            if line is not None:
                yield from _split_lines(line)

    def _rows(self, table: "Table") -> Iterator[list[Line]]:
        cells: dict[Any, Line] = {}
        for row in table.rows:
            listed: list[Line] = []
            for cell in row.cells:
                known = cells.get(cell._tc)
                if known is None:
                    known = cells[cell._tc] = self._cell(cell)
                listed.append(known)
            yield listed

    def _cell(self, cell: Any) -> Line:
        first = self.number + 1
        texts = []
        pieces = []
        length = 0
        for paragraph in cell.paragraphs:
            self.number += 1
            text = paragraph.text
            mark = "• " if self._list_of(paragraph) and text.strip() else ""
            pieces.append(Piece(length, self.number, 1))
            texts.append(mark + text)
            length += len(mark + text) + 1
        return Line("\n".join(texts), tuple(pieces) or (Piece(0, first, 1),))

    def _paragraph(self, paragraph: "Paragraph") -> Line | None:
        self.number += 1
        text = paragraph.text.replace("\xa0", " ")
        if not text.strip():
            self.gap = True
            return None
        heading = _heading_of(paragraph)
        listed = None if heading else self._list_of(paragraph)
        gap, self.gap = self.gap or not listed, False
        indent, mark = (listed[0] * 4, listed[1]) if listed else (0, "")
        if not heading and not listed:
            indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
        return Line(text.rstrip(), (Piece(0, self.number, 1),), indent, heading, mark, gap=gap)

    def _list_of(self, paragraph: "Paragraph") -> tuple[int, str] | None:
        """Return the level and format of an automatic number or bullet; None without one."""
        for properties in _properties(paragraph):
            number = properties.numPr if properties is not None else None
            if number is not None:
                id_ = number.numId.val if number.numId is not None else 0
                level = number.ilvl.val if number.ilvl is not None else _style_level(paragraph)
                return (level, self.formats.get((id_, level), f"list{id_}")) if id_ else None
        name = paragraph.style.name if paragraph.style is not None else ""
        match = re.fullmatch(r"List (Bullet|Number)(?: (\d))?", name or "")
        return (int(match[2] or 1) - 1, match[1].lower()) if match else None


def _properties(paragraph: "Paragraph") -> Iterator[Any]:
    yield paragraph._p.pPr
    style: Any = paragraph.style
    while style is not None:
        yield style.element.pPr
        style = style.base_style


def _style_level(paragraph: "Paragraph") -> int:
    match = re.search(
        r" (\d)$", (paragraph.style.name if paragraph.style is not None else "") or ""
    )
    return int(match[1]) - 1 if match else 0


def _heading_of(paragraph: "Paragraph") -> int:
    style: Any = paragraph.style
    while style is not None:
        match = _HEADING.match(style.name or "")
        if match:
            return int(match[1]) + 1
        if (style.name or "") == "Title":
            return 1
        style = style.base_style
    for properties in _properties(paragraph):
        level = properties.find(_W + "outlineLvl") if properties is not None else None
        if level is not None and (value := level.get(_W + "val", "9")).isdigit() and int(value) < 9:
            return int(value) + 2
    return 0


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _formats(document: "Document") -> dict[tuple[int, int], str]:
    """Return how each level of each list is numbered, such as ``decimal1`` and ``bullet4``."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        each.get(_W + "abstractNumId"): {
            int(level.get(_W + "ilvl", "0")): fmt.get(_W + "val", "")
            for level in each.findall(_W + "lvl")
            if (fmt := level.find(_W + "numFmt")) is not None
        }
        for each in root.findall(_W + "abstractNum")
    }
    formats: dict[tuple[int, int], str] = {}
    for each in root.findall(_W + "num"):
        of = each.find(_W + "abstractNumId")
        id_ = of.get(_W + "val") if of is not None else ""
        for level, fmt in abstract.get(id_, {}).items():
            formats[int(each.get(_W + "numId", "0")), level] = f"{fmt}{id_}"
    return formats


def _split_lines(line: Line) -> Iterator[Line]:
    """Yield the lines of a paragraph with line breaks within."""
    start = 0
    for text in line.text.split("\n"):
        if text.strip():
            part = line.cut(start, start + len(text))
            yield part if not start else Line(text.strip(), part.pieces, line.indent)
        start += len(text) + 1
