"""The parts of a workbook, checked and copied: the library that reads it is native code.

A workbook is a zip file of XML, and may claim anything. What is checked here bounds what reading it
takes; the copy has only parts that are read, under the sizes that they were found to have.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from raci.source.decode import UnreadableError
from raci.source.tables.annotation import FACTS
from raci.source.tables.grid import MOST_CELLS, column_number

MOST_BYTES = 128 * 1024 * 1024
"""All parts together are no larger once they are unpacked."""

MOST_PARTS = 10_000
MOST_TAGS = 8 * MOST_CELLS
"""A cell with a text of its own has six tags."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_READ = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels"
    r"|xl/(?!(?:charts|custom\w*|drawings|externalLinks|pivot\w*|theme)/)[^:]*\.(?:xml|rels)"
)
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_FALSE_COUNT = re.compile(rb"ount\s*=\s*[\"']\D{0,3}\d{8}")
_UNUSUAL = tuple(
    map(
        re.compile,
        (
            rb'<c(?! r="[A-Z]{1,2}\d{1,4}"|[A-Za-z])',
            rb'<row(?! r="\d{1,4}")',
            rb":(?:c|row|f)[\s/>]",
            rb"<f[\s/>]",
        ),
    )
)
"""What a sheet with few rows and no formulas has not; another one is looked at tag by tag."""

_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Package:
    """A workbook that may be read.

    ``unvalued`` has by sheet the formulas whose results the file does not have, by row and column.
    ``facts`` are the names of sheets that raci added to a matrix: they are about it, and none.
    """

    copy: BytesIO
    unvalued: dict[str, dict[tuple[int, int], str]]
    facts: frozenset[str]


def checked(raw: bytes) -> Package:
    """Return a workbook that can be read in bounded time and memory.

    Raises:
        UnreadableError: it is damaged, has a password, or is too large once it is unpacked.
    """
    try:
        parts = _parts(raw)
        sheets = _sheets(parts)
        titles = {part: name for name, part in sheets.items()}
        formulas = {part: _formulas(parts[part], titles.get(part, part)) for part in parts}
        facts = frozenset(_facts(parts))
    except _DAMAGED as error:
        raise UnreadableError("no-workbook") from error
    if sum(len(parts[part]) for part in sheets.values()) > MOST_BYTES:  # all may be one part
        raise _too_large()
    unvalued = {name: formulas[part] for name, part in sheets.items()}
    return Package(_copy(parts), unvalued, facts)


_DAMAGED = (
    BadZipFile,
    ElementTree.ParseError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
    expat.ExpatError,
    struct.error,
    zlib.error,
)


def _too_large() -> UnreadableError:
    return UnreadableError("too-large-unpacked", limit=MOST_BYTES // (1024 * 1024))


def _parts(raw: bytes) -> dict[str, bytes]:
    """Return the parts that are read, unpacked."""
    if raw.count(b"PK\x01\x02") > MOST_PARTS:
        raise BadZipFile(f"more than {MOST_PARTS} parts")
    with ZipFile(BytesIO(raw)) as packed:
        read = {each.filename: each for each in packed.infolist() if _READ.fullmatch(each.filename)}
        if sum(each.file_size for each in read.values()) > MOST_BYTES:
            raise _too_large()
        parts = {name: _unpacked(packed, each) for name, each in read.items()}
    if not {_WORKBOOK, _RELATIONS} <= {*parts}:
        raise BadZipFile("a zip file without a workbook in it")
    return parts


def _unpacked(packed: ZipFile, about: ZipInfo) -> bytes:
    if about.flag_bits & 1:
        raise UnreadableError("password")
    if about.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile(f"{about.filename}: unknown compression")
    with packed.open(about) as part:  # ends at the size that the directory says, and compares sums
        raw = b"".join(iter(lambda: part.read(_CHUNK), b""))
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or b"\0" in raw or _FALSE_COUNT.search(raw):
        raise BadZipFile(f"{about.filename}: not as a workbook has it")
    if raw.count(b"<") > MOST_TAGS:
        raise _too_large()
    return raw


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet, by the sheet's name."""
    targets = {
        each.get("Id", ""): normpath(join("/xl", each.get("Target", ""))).lstrip("/")
        for each in _tree(parts[_RELATIONS])
    }
    found: dict[str, str] = {}
    for each in _tree(parts[_WORKBOOK]).iterfind("{*}sheets/{*}sheet"):
        id_ = next((value for key, value in each.items() if key.endswith("}id")), "")
        if targets.get(id_) in parts:
            found[each.get("name", "")] = targets[id_]
    return found


def _facts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the names of the sheets for which the name ``FACTS`` is defined."""
    book = _tree(parts[_WORKBOOK])
    names = [each.get("name", "") for each in book.iterfind("{*}sheets/{*}sheet")]
    for each in book.iterfind("{*}definedNames/{*}definedName"):
        if each.get("name") == FACTS and each.get("localSheetId", "").isdecimal():
            yield from names[int(each.get("localSheetId", "")) :][:1]


def _tree(raw: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(raw)  # noqa: S314 - no part declares entities


def _copy(parts: Mapping[str, bytes]) -> BytesIO:
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as packed:
        for name, raw in parts.items():
            packed.writestr(ZipInfo(name), raw)
    copy.seek(0)
    return copy


def _formulas(raw: bytes, title: str) -> dict[tuple[int, int], str]:
    """Return the formulas of a sheet that have no result; its cells are few enough.

    Raises:
        UnreadableError: it has too many cells.
    """
    if b"sheetData" not in raw or not any(pattern.search(raw) for pattern in _UNUSUAL):
        return {}
    survey = _Survey()
    survey.read(raw)
    if survey.rows * survey.columns > MOST_CELLS:
        raise UnreadableError("too-many-cells", sheet=title, limit=MOST_CELLS)
    return survey.unvalued


class _Survey:
    """Looks at each cell of a sheet: how far those with a value or formula reach."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row = self.column = 0
        self.unvalued: dict[tuple[int, int], str] = {}
        self.text: list[str] | None = None
        self.formula: str | None = None
        self.kind = ""

    def read(self, raw: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.Parse(raw, True)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif name == "c":
            self.kind, self.formula = attributes.get("t", ""), None
            self._move(attributes.get("r"))
        elif name in ("v", "t", "f"):
            self.rows = max(self.rows, self.row)
            self.columns = max(self.columns, self.column)
            self.text = []

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise ValueError(f"no cell {reference[:20]}")
        self.row, self.column = int(match[2]), column_number(match[1])
        if not 0 < self.row <= LAST_ROW or self.column > LAST_COLUMN:
            raise ValueError(f"no cell {reference}")

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in ("v", "t", "f"):
            text, self.text = "".join(self.text or ()), None
            if name == "f":
                self.formula = text
            elif text or self.kind == "str":
                self.formula = None
        elif name == "c" and self.formula is not None:
            self.unvalued[self.row - 1, self.column - 1] = f"={self.formula}"

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)
