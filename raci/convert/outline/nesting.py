"""Items of an outline one below another, by their marks, headings and indentation."""

from collections.abc import Callable, Iterable, Sequence

from raci.convert.outline.fields import fields_of
from raci.convert.outline.first_numbers import first_number
from raci.convert.outline.items import BULLET, NAMES, Doubt, Node
from raci.convert.outline.lines import Line, shadow
from raci.convert.outline.marks import Mark, marks_of
from raci.convert.outline.misread import DASHES
from raci.convert.outline.next_numbers import misplaced_number, next_number, scanned_number
from raci.convert.outline.open_items import Fit, MarkedText, OpenItems
from raci.convert.outline.unmarked import is_sentence, open_plain

_FITS: Sequence[Callable[[MarkedText, OpenItems], Fit | None]] = (
    next_number, scanned_number, first_number, misplaced_number,
)  # fmt: skip
"""What a number may be; the first counts that fits."""


def nested(lines: Iterable[Line]) -> Node:
    """Return the root of the items of an outline."""
    items = OpenItems()
    for line in lines:
        for part in fields_of(line):
            _feed(part, items)
    return items.stack[0]


def _feed(line: Line, items: OpenItems) -> None:
    """Add a line, which may hold several items."""
    dark = shadow(line.text)
    marks = list(marks_of(dark))
    if line.heading:
        begun = max((mark.end for mark in marks if mark.first and not mark.broken), default=0)
        _open_heading(line.cut(begun), items)
        return
    if line.bullet:
        _open_bullet(line, line.bullet, items)
    begun, opened = 0, bool(line.bullet)
    ends = [*(mark.start for mark in marks[1:]), len(dark)]
    for mark, end in zip(marks, ends, strict=False):
        before = line.cut(begun, mark.start)
        if not opened and not mark.first:
            open_plain(before, items)
            opened = True
        if opened:
            items.top.write(before)
        if _open_marked(MarkedText(mark, line, begun, dark[mark.end : end].strip()), items):
            begun, opened = mark.end, True
    rest = line.cut(begun).stripped()
    if opened:
        items.top.write(rest)
    elif rest.text or line.label:
        open_plain(rest, items)


def _open_heading(line: Line, items: OpenItems) -> None:
    above = [0, *(at for at, each in enumerate(items.stack) if 0 < each.heading < line.heading)]
    items.push(Node(line.stripped(), f"h{line.heading}"), above[-1])


def _open_bullet(line: Line, mark: str, items: OpenItems) -> None:
    node = Node(line.stripped(), f"{BULLET}{mark}", indent=line.indent)
    bullets = [(at, each) for at, each in enumerate(items.stack) if each.bulleted]
    ended = [
        at for at, each in bullets
        if each.indent > node.indent or (each.indent == node.indent and each.form == node.form)
    ]  # fmt: skip
    depth = ended[0] - 1 if ended else items.deepest
    alike = [at for at, each in bullets if at <= depth and each.kind == node.kind]
    items.push(node, alike[-1] - 1 if alike and node.kind in NAMES else depth)


def _open_marked(text: MarkedText, items: OpenItems) -> bool:
    """Open the item that a mark begins; return whether it begins one."""
    mark, line = text.mark, text.line
    if mark.readings[:1] == ((BULLET, 0),):
        _open_bullet(line.cut(mark.end), mark.written, items)
        return True
    if is_sentence(items.top):
        items.stack.pop()
    if items.top.bulleted and not items.top.whole.text.strip():
        items.take_back()
    fit = next((fit for each in _FITS if (fit := each(text, items))), None)
    if fit:
        _open_numbered(fit, line.cut(mark.end, mark.end), mark, items)
    return fit is not None


def _open_numbered(fit: Fit, line: Line, mark: Mark, items: OpenItems) -> None:
    depth = items.push_lost(fit) if fit.parts else fit.depth
    node = Node(line, fit.form, fit.ordinal, line.indent)
    if fit.doubt:
        node.doubts.append(fit.doubt)
    elif mark.written in DASHES:
        node.doubts.append(Doubt("number", {"written": mark.written, "number": fit.ordinal}))
    items.push(node, depth)
