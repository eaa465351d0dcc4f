"""Where a number belongs that continues an open list, as it is written or as scanning left it."""

from raci.convert.outline.items import NAMES, Doubt, Node
from raci.convert.outline.marks import Mark
from raci.convert.outline.misread import DASHES, is_misread, may_be
from raci.convert.outline.open_items import Fit, MarkedText, OpenItems

_DIGITS = frozenset(("1.", "1、", "1)", "(1)", "1:"))
_HAN = frozenset(("一、", "(一)"))
_NEXT_SENTENCE = 40


def next_number(text: MarkedText, items: OpenItems) -> Fit | None:
    """Return the fit of a number that follows an open one: before its like, and near its place."""
    fits: list[tuple[tuple[bool, int, int], Fit]] = []
    is_name = len(text.behind) < _NEXT_SENTENCE and text.kind in NAMES
    for form, ordinal in text.mark.readings:
        for at, node in enumerate(items.stack):
            if node.ordinal + 1 == ordinal and _is_same_form(node.form, form, items.parents):
                alike = is_name == (node.kind in NAMES)
                near = -abs(node.indent - text.line.indent) if text.mark.first else 0
                fits.append(((alike, near, at), Fit(at - 1, node.form, ordinal)))
    return max(fits, key=lambda each: each[0])[1] if fits else None


def _is_same_form(open_: str, form: str, seen: dict[str, str]) -> bool:
    """Return whether two forms number one list: digits may change their dress within it."""
    return open_ == form or (open_ in _DIGITS and form in _DIGITS and form not in seen)


def scanned_number(text: MarkedText, items: OpenItems) -> Fit | None:
    """Return the fit of a number that scanning broke, where one is expected."""
    mark = text.mark
    if mark.written not in DASHES and any(ordinal == 1 for _, ordinal in mark.readings):
        return None
    for at in range(items.deepest, 0, -1):
        node = items.stack[at]
        if node.form not in mark.scanned or (node.form in _HAN and mark.is_letter):
            continue
        if _is_expected(text, node) or _is_in_column(text, node):
            return _corrected(mark, node, at)
    return None


def _is_expected(text: MarkedText, node: Node) -> bool:
    """Return whether the number expected may be misread so, and stands where a number would."""
    mark = text.mark
    if not may_be(mark.written, node.ordinal + 1):
        return False
    short = mark.boundary and 1 < len(text.behind) <= _NEXT_SENTENCE
    if not (short or is_misread(mark.written)):
        return False
    return mark.written.isascii() or node.kind != "duty" or mark.first


def _is_in_column(text: MarkedText, node: Node) -> bool:
    """Return whether a character stands where the numbers of a list begin, before its like."""
    mark = text.mark
    alike = (node.kind in NAMES) == (text.kind in NAMES)
    near = abs(node.indent - text.line.indent) <= 1
    misread = is_misread(mark.written) and mark.written not in DASHES
    return mark.first and misread and near and alike


def misplaced_number(text: MarkedText, items: OpenItems) -> Fit | None:
    """Return the fit of a number that does not follow the one before it in its list."""
    mark = text.mark
    if not (mark.first or mark.boundary):
        return None
    open_ = (at for form, _ in mark.readings if (at := items.depth_of(form)) is not None)
    return next((_corrected(mark, items.stack[at], at) for at in open_), None)


def _corrected(mark: Mark, node: Node, at: int) -> Fit:
    """Return the fit of the number that is expected behind an open item, and the doubt."""
    expected = node.ordinal + 1
    doubt = Doubt("number", {"written": mark.written, "number": expected})
    return Fit(at - 1, node.form, expected, doubt)
