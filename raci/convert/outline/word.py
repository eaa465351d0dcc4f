"""Reads Word files: paragraphs with their styles and automatic numbers, and tables."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from raci.convert.outline.clean import without_furniture, without_readings
from raci.convert.outline.forms import lines_of_rows
from raci.convert.outline.lines import Line, Lines, Piece
from raci.convert.outline.word_package import check_package
from raci.source.decode import UnreadableError
from raci.source.extras import command_for

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_WORDS, _TEXT_BOX = f"{_W}t", f"{_W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTAINERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins"))
_NO_TEXT = frozenset((_TEXT_BOX, _FALLBACK, f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom"))
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_WIDEST = 64
"""No cell covers more columns."""
_HEADING = re.compile(r"(?:heading|标题|überschrift|titre) ?(\d)$", re.I)


def read(raw: bytes) -> Lines:
    """Read the lines of a Word file; the number of a line is that of the paragraph.

    Raises:
        UnreadableError: the library is missing, or the bytes are no Word file that it can read.
    """
    try:
        import docx
    except ImportError as error:
        raise UnreadableError("no-word-library", command=command_for("word")) from error
    check_package(raw)
    try:
        document = docx.Document(BytesIO(raw))
        lines = list(_Reader(document).lines())
    except Exception as error:  # python-docx lets errors of zip, XML and its own classes through
        raise UnreadableError("no-document") from error
    found = without_furniture([without_readings(line) for line in lines])
    return Lines(found.lines, found.furniture)


class _Reader:
    """Reads the blocks of a document's body in order, those in text boxes and controls too."""

    def __init__(self, document: "Document") -> None:
        self.document = document
        self.number = 0
        self.gap = False
        self.formats = _formats(document)

    def lines(self) -> Iterator[Line]:
        """Return the lines of the document."""
        for block in _blocks(self.document.element.body):
            if block.tag == _TABLE:
                yield from lines_of_rows(list(self._rows(block)))
                self.gap = True
            else:
                yield from self._paragraph(block)

    def _rows(self, table: Any) -> Iterator[list[Line]]:
        """Yield the rows of a table, with each merged cell wherever it reaches."""
        above: dict[int, Line] = {}
        for row in _children(table, _ROW):
            listed: list[Line] = []
            for cell in _children(row, _CELL):
                at = len(listed)
                known = above.get(at) if cell.vMerge == "continue" else None
                line = known or self._cell(cell)
                width = max(min(cell.grid_span, _WIDEST), 1)
                above.update(dict.fromkeys(range(at, at + width), line))
                listed += [line] * width
            yield listed

    def _cell(self, cell: Any) -> Line:
        texts: list[str] = []
        pieces: list[Piece] = []
        length, first = 0, self.number + 1
        for paragraph in cell.iter(_PARAGRAPH):
            self.number += 1
            text = _text(paragraph)
            marked = text.strip() and self._list_of(self._styled(paragraph))
            pieces.append(Piece(length, self.number, 1))
            texts.append(f"• {text}" if marked else text)
            length += len(texts[-1]) + 1
        return Line("\n".join(texts), tuple(pieces) or (Piece(0, first, 1),))

    def _styled(self, paragraph: Any) -> "Paragraph":
        from docx.text.paragraph import Paragraph

        return Paragraph(paragraph, self.document._body)

    def _paragraph(self, element: Any) -> Iterator[Line]:
        self.number += 1
        text = _text(element).replace("\xa0", " ").rstrip()
        if not text.strip():
            self.gap = True
            return
        paragraph = self._styled(element)
        heading = _heading_of(paragraph)
        listed = None if heading else self._list_of(paragraph)
        gap, self.gap = self.gap or not listed, False
        indent, mark = (listed[0] * 4, listed[1]) if listed else (0, "")
        if not heading and not listed:
            indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
        line = Line(text, (Piece(0, self.number, 1),), indent, heading, mark, gap=gap)
        yield from _split_lines(line)

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


def _blocks(parent: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables below an element, in the order in which they are read."""
    for child in parent:
        if child.tag == _TABLE:
            yield child
        elif child.tag == _PARAGRAPH:
            yield child
            for box in child.iter(_TEXT_BOX):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _blocks(box)
        elif child.tag in _CONTAINERS:
            yield from _blocks(child)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those in controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tag)


def _text(element: Any) -> str:
    """Return the text of a paragraph, without that of text boxes in it."""
    parts: list[str] = []
    for child in element:
        if child.tag == _WORDS:
            parts.append(child.text or "")
        elif child.tag in _SPACES:
            parts.append(_SPACES[child.tag])
        elif child.tag not in _NO_TEXT:
            parts.append(_text(child))
    return "".join(parts)


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
