"""Where a number belongs that begins a list, or is the first that is left of one."""

from collections.abc import Iterator

from raci.convert.outline.duty_words import is_duty
from raci.convert.outline.items import NAMES, PLAIN, ROOT, Doubt, Node
from raci.convert.outline.labels import is_chinese
from raci.convert.outline.lines import Line
from raci.convert.outline.marks import Mark
from raci.convert.outline.misread import may_be
from raci.convert.outline.names import named
from raci.convert.outline.open_items import Fit, MarkedText, OpenItems
from raci.convert.outline.split import split_head, split_tail

_LATEST = 4
"""A list of letters whose first item is lost begins no later."""
_FIRST_IN_LINE = frozenset(("一、", "a.", "A.", "i.", "I."))
"""The forms whose lists do not begin within a sentence."""
_REFERRING = "见第款条至及和与"
"""What stands before a number that a sentence refers to."""
_HEADS = (*NAMES, "label")


def first_number(text: MarkedText, items: OpenItems) -> Fit | None:
    """Return the fit of a number that may begin a list here."""
    for form, ordinal, doubt in _first_readings(text.mark, items):
        at = items.depth_of(form)
        if (ordinal == 1 or at is None) and _may_begin(text, form, items):
            if at is None:
                return _first_of_form(form, ordinal, doubt, items)
            return _begun_again(form, at, text, items)
    return None


def _first_readings(mark: Mark, items: OpenItems) -> Iterator[tuple[str, int, Doubt | None]]:
    """Yield what a mark may be as a first number: as written, as misread, and as a later one."""
    yield from ((form, 1, None) for form, ordinal in mark.readings if ordinal == 1)
    if mark.first and mark.scanned and may_be(mark.written, 1):
        likely = min(mark.scanned, key=lambda form: _rank_as_misread(form, items))
        yield likely, 1, Doubt("number", {"written": mark.written, "number": 1})
    for form, ordinal in mark.readings:
        if ordinal != 1 and (ordinal <= _LATEST or not mark.is_letter):
            yield form, ordinal, Doubt("starts-at", {"written": mark.written})


def _rank_as_misread(form: str, items: OpenItems) -> tuple[bool, bool, bool]:
    """Return the rank of a form of a misread first number; the least is the likeliest."""
    return items.depth_of(form) is not None, not items.is_learned(form), form not in items.parents


def _may_begin(text: MarkedText, form: str, items: OpenItems) -> bool:
    """Return whether a list may begin at a mark: at a boundary, or behind what leads to it."""
    mark = text.mark
    if mark.first or mark.boundary:
        return True
    if form in _FIRST_IN_LINE or text.line.text[max(mark.start - 1, 0)] in _REFERRING:
        return False
    before = text.before
    if not (is_chinese(before) or form[-1] == ")"):
        return False
    return (
        named(before).kind in _HEADS
        or items.is_learned(form)
        or items.depth_of(form) is not None
        or items.is_learned(items.parents.get(form, ""))
    )


def _first_of_form(form: str, ordinal: int, doubt: Doubt | None, items: OpenItems) -> Fit:
    """Return the fit of a form that is not open: below the latest item, or as learned."""
    top, parent = items.top, items.parents.get(form, PLAIN)
    skipped = parent not in (PLAIN, top.form) and items.is_learned(parent)
    if skipped and (parts := split_head(top.line)):
        return Fit(items.deepest, form, ordinal, doubt, parts)
    waiting = (top.form == PLAIN or top.kind in NAMES) and not top.children
    above = None if waiting or parent == PLAIN else items.depth_of(parent)
    return Fit(items.deepest if above is None else above, form, ordinal, doubt)


def _begun_again(form: str, at: int, text: MarkedText, items: OpenItems) -> Fit:
    """Return the fit of a list that begins anew while one of its form is open."""
    node, top, latest = items.stack[at], items.top, at == items.deepest
    deeper = text.line.indent > node.indent + 1
    leads = top.form == PLAIN or top.heading > 0
    if (deeper if latest else leads) or _awaits(top, node, text):
        return Fit(items.deepest, form, 1)
    if latest or text.kind != node.kind:
        parts = _lost_name(form, items)
        if parts:
            return Fit(items.deepest, form, 1, None, parts)
    return Fit(at - 1, form, 1, Doubt("restarts", {}) if latest else None)


def _awaits(top: Node, node: Node, text: MarkedText) -> bool:
    """Return whether the latest item is a name without items, and a duty comes."""
    waiting = top.kind in _HEADS and not top.children
    open_ = node is top or node.kind in (*_HEADS, "unknown")
    return waiting and open_ and text.kind not in _HEADS and is_duty(text.behind)


def _lost_name(form: str, items: OpenItems) -> tuple[Line, Line] | None:
    """Return the latest item's text and the name at its end that lists of a form stand below."""
    top = items.top
    if top.kind in NAMES and not (top.parent and top.parent.kind == "post"):
        return None
    examples = items.examples.get(items.parents.get(form, ROOT), ())
    kinds = {each.kind for each in examples}.intersection(NAMES)
    splits = (split_tail(top.line, kind) for kind in sorted(kinds, reverse=True))
    return next(filter(None, splits), None)
