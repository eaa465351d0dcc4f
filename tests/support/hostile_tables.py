"""Files of tables that mean harm, or that somebody damaged: written by hand, part by part."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ROWS = (("Task", "PM", "Dev"), ("Build", "A", "R"), ("Test", "C", "A/R"))
CSV = "\n".join(map(",".join, ROWS)) + "\n"
HTML = "<table>" + "".join(f"<tr><td>{'<td>'.join(row)}" for row in ROWS) + "</table>"
MARKDOWN = "|Task|PM|Dev|\n|-|-|-|\n|Build|A|R|\n|Test|C|A/R|\n"

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
"""An entity that is ten billion times three letters long."""


def text_cell(reference: str, text: str) -> str:
    """Return a cell with a text of its own."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows_of(rows: Sequence[Sequence[str]] = ROWS) -> str:
    """Return the rows of a sheet."""
    found = ""
    for number, row in enumerate(rows, 1):
        cells = (
            text_cell(f"{column}{number}", text) for column, text in zip("ABC", row, strict=True)
        )
        found += f'<row r="{number}">{"".join(cells)}</row>'
    return found


def sheet(*more: str, before: str = "", behind: str = "", declared: str = "") -> str:
    """Return a sheet with the usual rows, more of them, and what stands around them."""
    data = f"<sheetData>{rows_of()}{''.join(more)}</sheetData>"
    return f'{_HEAD}{declared}<worksheet xmlns="{_MAIN}">{before}{data}{behind}</worksheet>'


def strings(*items: str, attributes: str = "", declared: str = "") -> str:
    """Return the texts that cells share."""
    texts = "".join(f"<si><t>{item}</t></si>" for item in items)
    return f'{_HEAD}{declared}<sst xmlns="{_MAIN}" {attributes}>{texts}</sst>'


def parts(first: str = "", more: Mapping[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet."""
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    related = relation.format("rId1", _OFFICE, "worksheet", "worksheets/sheet1.xml")
    related += relation.format("rId2", _OFFICE, "sharedStrings", "sharedStrings.xml")
    listed = '<sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets>'
    spaces = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}"'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
    override = '<Override PartName="/{}" ContentType="{}"/>'
    kinds = override.format("xl/workbook.xml", kind.format("sheet.main"))
    kinds += override.format(SHEET, kind.format("worksheet"))
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{_TYPES}">{kinds}'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}">'
            f"{relation.format('rId1', _OFFICE, 'officeDocument', 'xl/workbook.xml')}"
            "</Relationships>"
        ),
        "xl/workbook.xml": f"{_HEAD}<workbook {spaces}>{listed}</workbook>",
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{related}</Relationships>'
        ),
        SHEET: first or sheet(),
        **(more or {}),
    }


def packed(of: Mapping[str, str | bytes]) -> bytes:
    """Return parts as a zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in of.items():
            package.writestr(name, content)
    return out.getvalue()


def workbook(*more: str, **around: str) -> bytes:
    """Return a workbook with the usual rows, more of them, and what stands around them."""
    return packed(parts(sheet(*more, **around)))


def with_size(raw: bytes, size: int) -> bytes:
    """Return a zip file that claims another size of its sheet, in both of its places."""
    with zipfile.ZipFile(BytesIO(raw)) as package:
        actual = package.getinfo(SHEET).file_size
    return raw.replace(struct.pack("<I", actual), struct.pack("<I", size))


def with_flag(raw: bytes) -> bytes:
    """Return a zip file whose parts claim to be encrypted, as old zip programs do it."""
    found = bytearray(raw)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            found[at + offset] |= 1
            at = raw.find(mark, at + 4)
    return bytes(found)


def ole(*words: str) -> bytes:
    """Return the beginning of a file of old Office programs, with the names of its parts."""
    names = b"".join(word.encode("utf-16-le") + b"\0\0" for word in words)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names + b"\0" * 512
