"""Joins the lines of a text that the width of a page, or its end, has cut."""

import re
from collections.abc import Sequence

from raci.convert.outline.bodies import body_of
from raci.convert.outline.fields import labelled
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.marks import marks_of
from raci.convert.outline.misread import is_misread
from raci.convert.outline.names import UNKNOWN, named

_NARROWEST_WRAP = 48
_FULL = 0.8
_LONGEST = 4000
"""No paragraph that is joined is longer."""
_ENDS = ".;:。!?"
_OPEN = re.compile(r"\b(?:and|or|of|the|to|for|with|in|a)$|[和及与或的并]$")


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return lines with those that a page or the width of the text cut joined again."""
    width = _wrap_width(lines)
    result: list[Line] = []
    latest = ""
    for line in lines:
        if result and _continues(result[-1], latest, line, width):
            result[-1] = result[-1].joined(line.stripped())
        else:
            result.append(line)
        latest = line.text
    return result


def _wrap_width(lines: Sequence[Line]) -> int:
    widths = sorted(_width(line.text) for line in lines)
    return widths[len(widths) * 9 // 10] if widths else 0


def _width(text: str) -> int:
    return sum(2 if char > "\u2e80" else 1 for char in text)


def _continues(before: Line, latest: str, line: Line, width: int) -> bool:
    """Return whether a line goes on with the sentence before it."""
    if not 0 < len(before.text.strip()) < _LONGEST or not _may_continue(line):
        return False
    dark, earlier = shadow(line.text).strip(), shadow(before.text).rstrip()
    if _is_label(line, dark, earlier) or (line.indent < before.indent and not line.page):
        return False
    if _is_open(earlier) or dark[0] in ",。;、)":
        return True
    if earlier[-1] in _ENDS:
        return False
    hangs = not line.gap and line.indent > before.indent and _is_item(earlier)
    if dark[0].islower() or (hangs and not _is_name(earlier)):
        return True
    names = _is_name(dark) or _is_name(earlier) or body_of(line.stripped()) is not None
    return not names and _fills(before, earlier, latest, line, width)


def _is_label(line: Line, dark: str, earlier: str) -> bool:
    """Return whether a line has a label; the last word of a sentence is none: ``department.``."""
    ends = ":" not in dark and dark[-1] in _ENDS and earlier[-1] not in _ENDS
    return bool(labelled(line).label) and not ends


def _may_continue(line: Line) -> bool:
    if line.heading or line.bullet or line.label or not line.text.strip():
        return False
    if line.gap and not line.page:
        return False
    marks = marks_of(shadow(line.text).strip())
    return not any(mark.first and (mark.readings or is_misread(mark.written)) for mark in marks)


def _is_open(earlier: str) -> bool:
    """Return whether a line ends in the midst of a sentence."""
    return earlier[-1] in ",、(" or _OPEN.search(earlier) is not None


def _fills(before: Line, earlier: str, latest: str, line: Line, width: int) -> bool:
    """Return whether a page, an item or the width of the text was full before a line."""
    if line.page and any(mark.readings for mark in marks_of(earlier)):
        return True
    if line.gap:
        return False
    if before.bullet or _is_item(earlier):
        return True
    return _width(latest) >= _FULL * width and width >= _NARROWEST_WRAP


def _is_item(dark: str) -> bool:
    return any(mark.first and mark.readings for mark in marks_of(dark))


def _is_name(dark: str) -> bool:
    """Return whether a line is a name or a label, without its mark."""
    first = [mark.end for mark in marks_of(dark) if mark.first and mark.readings]
    rest = dark[max(first, default=0) :]
    if rest.endswith("."):
        return False
    colon = rest.find(":")
    label = named(rest[:colon]) if 0 < colon < 30 else UNKNOWN
    if label.label in ("duties", "mandate", "skip") and rest[colon + 1 :].strip():
        return False
    if label.kind == "label":
        return named(rest).kind == "label" or len(rest) < 30
    return named(rest).kind in ("department", "post", "label")
