"""The XML of a workbook's sheets: finds cells, and puts elements where the format wants them."""

from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from raci.source.tables.grid import column_number

Position = tuple[int, int]
"""The row and the column of a cell, from 1."""

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_START = """sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection
    protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
    phoneticPr"""
_BEFORE = {
    "conditionalFormatting": _START,
    "legacyDrawing": f"""{_START} conditionalFormatting dataValidations hyperlinks printOptions
        pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
        ignoredErrors smartTags drawing""",
}
"""What the format has before the elements that are added to a sheet."""


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace_of(element: Any) -> str:
    """Return the namespace of an element."""
    return etree.QName(element).namespace or ""


def references(root: Any) -> str:
    """Return the namespace of references to other parts, and the beginning of their types."""
    strict = namespace_of(root) == STRICT
    top = "purl.oclc.org/ooxml" if strict else "schemas.openxmlformats.org"
    year = "" if strict else "/2006"
    return f"http://{top}/officeDocument{year}/relationships"


def children(element: Any, *names: str) -> list[Any]:
    """Return the children with one of some names."""
    return [child for child in element if name_of(child) in names]


def child(element: Any, name: str) -> Any:
    """Return the first child with a name, None where there is none."""
    return next(iter(children(element, name)), None)


def new(parent: Any, name: str, /, **attributes: object) -> Any:
    """Return a new element in the namespace of another one, which is not its parent yet."""
    texts = {key: str(value) for key, value in attributes.items()}
    return parent.makeelement(f"{{{namespace_of(parent)}}}{name}", texts)


def add(parent: Any, name: str, /, **attributes: object) -> Any:
    """Add an element at the end of another one, and return it."""
    element = new(parent, name, **attributes)
    parent.append(element)
    return element


def place(sheet: Any, element: Any) -> None:
    """Put an element into a sheet behind all that the format has before it."""
    before = _BEFORE[name_of(element)].split()
    known = [number for number, each in enumerate(sheet) if name_of(each) in before]
    sheet.insert(known[-1] + 1, element)


def cells_at(sheet: Any, wanted: Collection[Position]) -> dict[Position, Any]:
    """Return the elements of some cells, of those that the sheet has."""
    rows = {row for row, _ in wanted}
    data = child(sheet, "sheetData")
    found: dict[Position, Any] = {}
    for number, row in _numbered(() if data is None else data, int):
        if number in rows:
            for column, cell in _numbered(row, _column):
                if (number, column) in wanted:
                    found[number, column] = cell
    return found


def _numbered(elements: Any, number_of: Any) -> Iterator[tuple[int, Any]]:
    """Yield elements with their numbers; one that has none follows the one before it."""
    number = 0
    for each in elements:
        if name_of(each) in ("row", "c"):
            written = each.get("r")
            number = number_of(written) if written else number + 1
            yield number, each


def _column(reference: str) -> int:
    return column_number(reference.rstrip("0123456789"))
