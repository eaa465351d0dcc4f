"""A workbook with its findings: coloured cells, comments, and a sheet that lists all."""

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from raci.findings.finding import Severity
from raci.findings.report import Report
from raci.render.annotate.comments import add_comments
from raci.render.annotate.notes import Annotated, Note, Notes, joined, notes_of, worst
from raci.render.annotate.package import Package, as_bytes, readable
from raci.render.annotate.sheet import (
    Position,
    add,
    cells_at,
    child,
    namespace_of,
    new,
    place,
    references,
)
from raci.render.annotate.styles import EMPTY, Styles
from raci.render.columns import wrap
from raci.render.findings.options import Options
from raci.source.tables.grid import column_name

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LONGEST = 32_000
"""Texts of cells and comments are cut to so many characters: Excel takes 32,767."""

MOST_LINKS = 65_000
"""A sheet has no more links than Excel takes."""

_LINE, _HIGHEST = 15, 409
"""The height of a line in points, and the most that a row can have."""

COLUMNS = {
    "annotate-severity": 11,
    "annotate-code": 12,
    "where": 24,
    "matter": 70,
    "annotate-do": 60,
}
"""The columns of the list, by the keys of their heads, with their widths."""


def annotate(source: bytes, report: Report, options: Options) -> Annotated:
    """Return a copy of a workbook with the findings of its report.

    Raises:
        AnnotateError: it is no Office Open XML package, or is too large.
    """
    notes = notes_of(report, options)
    with readable():
        package = Package(source)
        book = package.related("", "officeDocument")[0]
        styles = _styles(package, book)
        marked = 0
        for name, at in _by_sheet(notes).items():
            if part := _part_of(package, book, name):
                marked += _mark(package, part, styles, at)
        _append_list(package, book, styles, notes)
        return Annotated(package.written(), marked, len(notes.notes))


def _styles(package: Package, book: str) -> Styles:
    if not (found := package.related(book, "styles")):
        name = package.free("xl/styles{n}.xml")
        package.add(name, EMPTY, _STYLES_TYPE)
        package.relate(book, f"{references(package.xml(book))}/styles", name)
        found = [name]
    return Styles(package.edit(found[0]))


def _by_sheet(notes: Notes) -> Mapping[str, Mapping[Position, list[Note]]]:
    """Return the notes at cells by the sheet's name and the cell's row and column."""
    found: dict[str, dict[Position, list[Note]]] = {}
    for note, cell in notes.at_cells:
        sheet = cell.cell.rpartition("!")[0]
        at = found.setdefault(sheet, {}).setdefault((cell.span.line, cell.span.column), [])
        if note not in at:
            at.append(note)
    return found


def _part_of(package: Package, book: str, sheet: str) -> str:
    """Return the part of a sheet by its name; ``""`` where the workbook has none."""
    root = package.xml(book)
    for each in child(root, "sheets"):
        if each.get("name") == sheet:
            return package.related(book, id_=each.get(f"{{{references(root)}}}id"))[0]
    return ""


def _mark(package: Package, part: str, styles: Styles, at: Mapping[Position, list[Note]]) -> int:
    """Mark the cells of a sheet that it has, and return their number."""
    sheet = package.edit(part)
    cells = cells_at(sheet, at.keys())
    for position, cell in cells.items():
        severity = worst(at[position])
        cell.set("s", str(styles.marked(int(cell.get("s", "0")), severity)))
    _outrank_conditions(sheet, styles, {each: worst(at[each]) for each in cells})
    add_comments(package, part, {each: _comment(at[each]) for each in cells})
    return len(cells)


def _comment(notes: list[Note]) -> str:
    return _cut(joined(notes))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _outrank_conditions(sheet: Any, styles: Styles, marked: Mapping[Position, Severity]) -> None:
    """Colour cells before the owner's conditional formats do, which keep their order."""
    rules = [each for each in sheet.iter() if _is_condition(each)]
    if not rules:
        return
    severities = sorted({*marked.values()}, reverse=True)
    for rule in rules:
        rule.set("priority", str(int(rule.get("priority")) + len(severities)))
    for priority, severity in reversed([*enumerate(severities, 1)]):
        places = [_reference(*each) for each, its in sorted(marked.items()) if its is severity]
        block = new(sheet, "conditionalFormatting", sqref=" ".join(places))
        place(sheet, block)
        style = styles.conditional(severity)
        rule = add(block, "cfRule", type="expression", dxfId=style, priority=priority)
        add(rule, "formula").text = "TRUE"


def _is_condition(element: Any) -> bool:
    return (
        isinstance(element.tag, str)
        and element.tag.endswith("}cfRule")
        and (element.get("priority", "").isdecimal())
    )


def _reference(row: int, column: int) -> str:
    return f"{column_name(column)}{row}"


def _append_list(package: Package, book: str, styles: Styles, notes: Notes) -> None:
    """Add the sheet with the list of findings behind the owner's."""
    root = package.edit(book)
    sheets = child(root, "sheets")
    names = {each.get("name", "").casefold() for each in sheets}
    name = _free_name(notes.words["annotate-title"], names)
    part = package.free("xl/worksheets/sheet{n}.xml")
    package.add(part, as_bytes(_list(root, styles, notes)), _SHEET_TYPE)
    id_ = package.relate(book, f"{references(root)}/worksheet", part)
    number = max(int(each.get("sheetId")) for each in sheets) + 1
    entry = add(sheets, "sheet", name=name, sheetId=number)
    entry.set(f"{{{references(root)}}}id", id_)


def _free_name(name: str, taken: set[str]) -> str:
    """Return a name for a sheet, numbered where the owner has one of that name."""
    names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each.casefold() not in taken)


def _list(book: Any, styles: Styles, notes: Notes) -> Any:
    """Return the sheet with the list of findings: a sentence, heads, a row a finding."""
    words = notes.words
    sheet = etree.Element(f"{{{namespace_of(book)}}}worksheet", nsmap={None: namespace_of(book)})
    add(add(sheet, "sheetPr"), "pageSetUpPr", fitToPage=1)
    view = add(add(sheet, "sheetViews"), "sheetView", workbookViewId=0)
    add(view, "pane", ySplit=2, topLeftCell="A3", activePane="bottomLeft", state="frozen")
    add(sheet, "sheetFormatPr", defaultRowHeight=15)
    columns = add(sheet, "cols")
    for number, width in enumerate(COLUMNS.values(), 1):
        add(columns, "col", min=number, max=number, width=width, customWidth=1)
    data = add(sheet, "sheetData")
    _row(data, 1, [(notes.headline, styles.of_list("bold"))])
    _row(data, 2, [(words[key], styles.of_list("head")) for key in COLUMNS])
    for number, note in enumerate(notes.notes, 3):
        _row(data, number, _texts(note, styles))
    last = column_name(len(COLUMNS))
    add(sheet, "autoFilter", ref=f"A2:{last}{max(len(notes.notes), 1) + 2}")
    if any(note.in_table for note in notes.notes):
        links = add(sheet, "hyperlinks")
        for number, note in enumerate(notes.notes[:MOST_LINKS], 3):
            if note.in_table:
                target = _target(note.finding.place.cell)
                add(links, "hyperlink", ref=f"C{number}", location=target)
    add(sheet, "pageSetup", orientation="landscape", fitToHeight=0)
    return sheet


def _texts(note: Note, styles: Styles) -> list[tuple[str, int]]:
    text = styles.of_list("text")
    return [
        (note.severity, styles.marked(text, note.finding.severity)),
        (note.finding.code, text),
        (note.where, styles.of_list("link") if note.in_table else text),
        (note.message, text),
        (note.advice, text),
    ]


def _row(data: Any, number: int, texts: Sequence[tuple[str, int]]) -> None:
    """Add a row as high as its wrapped texts need: not every program finds that out itself."""
    widths = zip(texts, COLUMNS.values(), strict=False)
    lines = max(len(wrap(text, width)) for (text, _), width in widths) if len(texts) > 1 else 1
    row = add(data, "row", r=number, ht=min(_LINE * lines, _HIGHEST), customHeight=1)
    for column, (text, style) in enumerate(texts, 1):
        cell = add(row, "c", r=_reference(number, column), s=style, t="inlineStr")
        written = add(add(cell, "is"), "t")
        written.text = _cut(text)
        written.set(_SPACE, "preserve")


def _target(cell: str) -> str:
    """Return where a link to a cell, ``Sheet!C7``, leads."""
    sheet, _, reference = cell.rpartition("!")
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{reference}"
