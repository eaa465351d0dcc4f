"""Comments of a sheet: the owner's stay, and raci's are added, each with its box."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from raci.render.annotate.package import Package
from raci.render.annotate.sheet import (
    Position,
    add,
    child,
    children,
    name_of,
    namespace_of,
    new,
    place,
    references,
)
from raci.source.tables.grid import column_name

AUTHOR = "raci"
_THREAD = "tc="
"""Begins the author of what stands for a discussion, which programs show in its place."""

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WIDTH, _LINE, _LETTERS = 340, 17, 42
"""The width of a box and the height of a line in pixels, and the letters of a line."""

_SHAPE_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_LAYOUT = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
_SHAPE_TYPE = (
    f'<v:shapetype {_SHAPE_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f'<v:shape {_SHAPE_NAMESPACES} id="_x0000_s{{id}}" type="#_x0000_t202"'
    ' style="position:absolute;margin-left:80pt;margin-top:2pt;width:255pt;height:{points}pt;'
    'z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_END = re.compile(rb"</(?:\w+:)?xml\s*>\s*\Z")


def add_comments(package: Package, part: str, texts: Mapping[Position, str]) -> None:
    """Add comments to cells of a sheet; where the owner has one, the text follows it."""
    root = _comments(package, part)
    author = _author(root)
    listed = child(root, "commentList")
    threads = {
        str(number)
        for number, each in enumerate(child(root, "authors"))
        if (each.text or "").startswith(_THREAD)
    }
    known = {each.get("ref"): each for each in listed}
    boxes: dict[Position, str] = {}
    for (row, column), text in sorted(texts.items()):
        reference = f"{column_name(column)}{row}"
        if reference not in known:
            comment = add(listed, "comment", ref=reference, authorId=author)
            _write(add(comment, "text"), text)
            boxes[row, column] = text
        elif known[reference].get("authorId") not in threads:
            _follow(known[reference], text)
    if boxes:
        _draw(package, part, boxes)


def _comments(package: Package, part: str) -> Any:
    """Return the root of the sheet's comments, which are made where it has none."""
    if found := package.related(part, "comments"):
        return package.edit(found[0])
    name = package.free("xl/comments{n}.xml")
    sheet = package.xml(part)
    content = f'<comments xmlns="{namespace_of(sheet)}"><authors/><commentList/></comments>'
    package.add(name, content.encode(), _COMMENTS_TYPE)
    package.relate(part, f"{references(sheet)}/comments", name)
    return package.edit(name)


def _author(root: Any) -> int:
    authors = child(root, "authors")
    names = [each.text for each in authors]
    if AUTHOR not in names:
        add(authors, "author").text = AUTHOR
        return len(names)
    return names.index(AUTHOR)


def _write(text: Any, words: str) -> None:
    run = add(text, "r")
    look = add(run, "rPr")
    add(look, "sz", val=9)
    add(look, "rFont", val="Tahoma")
    written = add(run, "t")
    written.text = words
    written.set(_SPACE, "preserve")


def _follow(comment: Any, words: str) -> None:
    """Write words behind those of a comment, whose own runs stay."""
    text = child(comment, "text")
    if text is None:
        text = add(comment, "text")
    if (bare := child(text, "t")) is not None:
        run = new(text, "r")
        text.replace(bare, run)
        run.append(bare)
    behind = children(text, "rPh", "phoneticPr")
    _write(text, f"\n\n{words}")
    text.extend(behind)


def _draw(package: Package, part: str, boxes: Mapping[Position, str]) -> None:
    """Add the boxes of comments to the drawing that the sheet names for them."""
    name = _drawing(package, part)
    drawing = package.read(name)
    end = _END.search(drawing)
    at = end.start() if end else len(drawing)
    used = [int(each) for each in re.findall(rb'id="_x0000_s(\d{1,9})"', drawing)]
    first = max([*used, 1024]) + 1
    sheet = package.xml(part)
    shapes = "" if b'id="_x0000_t202"' in drawing else _SHAPE_TYPE
    grid = _Pixels(sheet)
    for number, ((row, column), text) in enumerate(boxes.items()):
        height = _LINE * (1 + sum(1 + len(line) // _LETTERS for line in text.split("\n")))
        shapes += _SHAPE.format(
            id=first + number,
            z=number + 1,
            points=height * 3 // 4,
            anchor=grid.anchor(row, column, height),
            row=row - 1,
            column=column - 1,
        )
    package.put(name, drawing[:at] + shapes.encode() + drawing[at:])


def _drawing(package: Package, part: str) -> str:
    """Return the drawing that a sheet names for the boxes of its comments."""
    sheet = package.edit(part)
    key = f"{{{references(sheet)}}}id"
    element = child(sheet, "legacyDrawing")
    if element is not None:
        return package.related(part, id_=element.get(key))[0]
    name = package.free("xl/drawings/vmlDrawing{n}.vml")
    package.put(name, f"<xml {_SHAPE_NAMESPACES}>{_LAYOUT}</xml>".encode())
    package.declare("vml", _DRAWING_TYPE)
    id_ = package.relate(part, f"{references(sheet)}/vmlDrawing", name)
    element = etree.Element(f"{{{namespace_of(sheet)}}}legacyDrawing", nsmap={"r": key[1:-3]})
    element.set(key, id_)
    place(sheet, element)
    return name


class _Pixels:
    """How wide columns and how high rows are, as far as the sheet says."""

    def __init__(self, sheet: Any) -> None:
        form = child(sheet, "sheetFormatPr")
        self.width = _number(form, "defaultColWidth", 8.43)
        self.height = _number(form, "defaultRowHeight", 15)
        columns = child(sheet, "cols")
        self.columns = [
            (int(each.get("min")), int(each.get("max")), _number(each, "width", self.width))
            for each in (() if columns is None else columns)
        ]
        data = child(sheet, "sheetData")
        self.rows = {
            int(each.get("r")): _number(each, "ht", self.height)
            for each in (() if data is None else data)
            if name_of(each) == "row" and each.get("r") and each.get("ht")
        }

    def anchor(self, row: int, column: int, height: int) -> str:
        """Return where a box beside a cell begins and ends: columns and rows with offsets."""
        right, beyond = self._end(column + 1, _WIDTH + 15, self._column)
        bottom, below = self._end(row, height + 4, self._row)
        return f"{column}, 15, {row - 1}, 4, {right - 1}, {beyond}, {bottom - 1}, {below}"

    def _end(self, first: int, length: int, size: Any) -> tuple[int, int]:
        while length > size(first):
            length -= size(first)
            first += 1
        return first, length

    def _column(self, number: int) -> int:
        widths = (width for low, high, width in self.columns if low <= number <= high)
        return max(int(next(widths, self.width) * 7 + 5), 1)

    def _row(self, number: int) -> int:
        return max(int(self.rows.get(number, self.height) * 4 / 3), 1)


def _number(element: Any, key: str, default: float) -> float:
    written = None if element is None else element.get(key)
    return float(written) if written else default
