"""The styles of a workbook: those of marked cells, each like the cell's own but for its fill."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Literal

from raci.findings.finding import Severity
from raci.render.annotate.sheet import add, child, children, name_of, new

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EMPTY = (
    f'<styleSheet xmlns="{_NAMESPACE}"><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/></font></fonts></styleSheet>'
).encode()
"""The styles of a workbook that has none."""

LIGHT: Mapping[Severity, str] = {
    Severity.ERROR: "FFFFC7CE",
    Severity.WARNING: "FFFFEB9C",
    Severity.INFO: "FFDDEBF7",
}
"""The colours of marked cells."""

DARK: Mapping[Severity, str] = {
    Severity.ERROR: "FFC00000",
    Severity.WARNING: "FF9C5700",
    Severity.INFO: "FF1F4E79",
}
"""The colours of marked cells with a white font, such as heads."""

_HEAD = "FFD9D9D9"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_FIRST = {
    "fonts": ("font",),
    "fills": ("none", "gray125"),
    "borders": ("border",),
    "cellStyleXfs": ("xf",),
    "cellXfs": ("xf",),
}
"""What a list of styles begins with."""

ListStyle = Literal["text", "bold", "head", "link"]


class Styles:
    """Adds styles to a workbook's."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._made: dict[tuple[object, ...], int] = {}
        for name in _FIRST:
            self._list(name)

    def marked(self, style: int, severity: Severity) -> int:
        """Return the style of a cell with the colour of a severity in place of its own."""
        key = "marked", style, severity
        if key not in self._made:
            xf = deepcopy(self._list("cellXfs")[style])
            colours = DARK if self._has_light_font(xf) else LIGHT
            xf.set("fillId", str(self._fill(colours[severity])))
            xf.set("applyFill", "1")
            self._made[key] = self._append("cellXfs", xf)
        return self._made[key]

    def of_list(self, kind: ListStyle) -> int:
        """Return a style for cells of the list of findings."""
        key = "list", kind
        if key not in self._made:
            fonts = {"text": 0, "bold": self._font("b"), "head": self._font("b"), "link": 0}
            font = self._font("u", color="FF0563C1") if kind == "link" else fonts[kind]
            fill = self._fill(_HEAD) if kind == "head" else 0
            root = self._list("cellXfs")
            xf = new(
                root, "xf", numFmtId=49, fontId=font, fillId=fill, borderId=0, xfId=0,
                applyNumberFormat=1, applyFont=1, applyFill=1, applyAlignment=1, quotePrefix=1,
            )  # fmt: skip
            add(xf, "alignment", vertical="top", wrapText=int(kind != "bold"))
            self._made[key] = self._append("cellXfs", xf)
        return self._made[key]

    def conditional(self, severity: Severity) -> int:
        """Return the differential style that fills a cell in the colour of a severity."""
        key = "conditional", severity
        if key not in self._made:
            dxf = new(self.root, "dxf")
            pattern = add(add(dxf, "fill"), "patternFill", patternType="solid")
            add(pattern, "fgColor", rgb=LIGHT[severity])
            add(pattern, "bgColor", rgb=LIGHT[severity])
            self._made[key] = self._append("dxfs", dxf)
        return self._made[key]

    def _fill(self, colour: str) -> int:
        key = "fill", colour
        if key not in self._made:
            fill = new(self.root, "fill")
            pattern = add(fill, "patternFill", patternType="solid")
            add(pattern, "fgColor", rgb=colour)
            add(pattern, "bgColor", indexed=64)
            self._made[key] = self._append("fills", fill)
        return self._made[key]

    def _font(self, mark: str, color: str = "") -> int:
        """Return a font like the first one, bold or underlined, in a colour where one is given."""
        key = "font", mark, color
        if key not in self._made:
            font = deepcopy(self._list("fonts")[0])
            for each in children(font, mark, *["color"] * bool(color)):
                font.remove(each)
            if color:
                size = child(font, "sz")
                colour = new(font, "color", rgb=color)
                font.insert(0 if size is None else font.index(size) + 1, colour)
            font.insert(0, new(font, mark))
            self._made[key] = self._append("fonts", font)
        return self._made[key]

    def _has_light_font(self, xf: Any) -> bool:
        fonts = self._list("fonts")
        number = int(xf.get("fontId", "0"))
        colour = child(fonts[number], "color") if number < len(fonts) else None
        if colour is None:
            return False
        rgb = colour.get("rgb", "")[-6:]
        if len(rgb) == 6:
            red, green, blue = (int(rgb[at : at + 2], 16) for at in (0, 2, 4))
            return 299 * red + 587 * green + 114 * blue > 150_000
        return colour.get("theme") in ("0", "2") or colour.get("indexed") in ("1", "9")

    def _append(self, name: str, element: Any) -> int:
        """Add an element to a list, and return its number."""
        of = self._list(name)
        of.append(element)
        of.set("count", str(len(of)))
        return len(of) - 1

    def _list(self, name: str) -> Any:
        """Return a list of styles; one that is missing is made with what it begins with."""
        if (found := child(self.root, name)) is None:
            found = new(self.root, name)
            before = _ORDER[: _ORDER.index(name)]
            known = [n for n, each in enumerate(self.root) if name_of(each) in before]
            self.root.insert(known[-1] + 1 if known else 0, found)
            for each in _FIRST.get(name, ()):
                if name == "fills":
                    add(add(found, "fill"), "patternFill", patternType=each)
                elif each == "xf":
                    add(found, each, numFmtId=0, fontId=0, fillId=0, borderId=0)
                else:
                    add(found, each)
            found.set("count", str(len(found)))
        return found
