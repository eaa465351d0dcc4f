"""Edits maps and lists in flow style: in brackets, with commas, perhaps on several lines."""

import re
from collections.abc import Iterator

from raci.edit.layout import Body, Layout, Slot, Splice
from raci.edit.target import Branch, plain
from raci.source.decode import BREAKS
from raci.source.yaml_text import Quotes, flow, flow_entry, key

_TO_LINE_END = re.compile(f"[ \t]*(#[^{BREAKS}]*)?(?=[{BREAKS}])")


def flow_splices(layout: Layout, branch: Branch, body: Body, quotes: Quotes) -> Iterator[Splice]:
    """Yield the splices for the own entries of a map or list in flow style."""
    slots, kept = body.slots, branch.kept()
    new = [flow_entry(name, value, quotes) for name, value in branch.added()]
    if body.pair and (new or len(kept) < len(slots)):
        yield slots[0].head, slots[-1].end, flow(plain(branch), quotes)
        return
    for at, name in branch.renamed():
        start, end = slots[at].key
        yield start, end, key(name, quoted=quotes.keys or _leans(layout, slots[at]), flow=True)
    for at, _, value in branch.replaced():
        yield _replaced(slots[at], flow(value, quotes))
    if not kept:
        yield from _emptied(layout, body, ", ".join(new))
        return
    last = max(kept)
    for slot in (slot for at, slot in enumerate(slots[:last]) if at not in kept):
        yield from _removed(layout, slot)
    if last + 1 < len(slots):
        yield from _cut(layout, slots[last:])
    if new:
        yield from _added(layout, slots, last, new)


def _leans(layout: Layout, slot: Slot) -> bool:
    """Return whether the value follows the colon at once, as in ``{"a":1}``."""
    if slot.after is None or layout.text[slot.key[0]] not in "\"'":
        return False
    return layout.text[slot.after] not in f" \t{BREAKS}"


def _replaced(slot: Slot, text: str) -> Splice:
    if slot.empty:
        return slot.end, slot.end, f": {text}" if slot.after is None else f" {text}"
    return slot.start, slot.end, text


def _emptied(layout: Layout, body: Body, new: str) -> Iterator[Splice]:
    opened, closed = body.brackets or (0, 0)
    if "#" not in layout.text[opened:closed]:
        yield opened + 1, closed, new
        return
    yield opened + 1, opened + 1, new
    for slot in body.slots:
        yield slot.head, slot.end, ""
        if slot.comma is not None:
            yield slot.comma, slot.comma + 1, ""


def _removed(layout: Layout, slot: Slot) -> Iterator[Splice]:
    """Remove an entry before others, with its comma, and with its lines if it fills them."""
    comma = slot.end if slot.comma is None else slot.comma
    if (lines := _own_lines(layout, slot)) is not None:
        yield *lines, ""
    elif "#" in layout.text[slot.end : comma]:
        yield slot.head, slot.end, ""
        yield comma, comma + 1, ""
    else:
        end = comma + 1
        if not _TO_LINE_END.match(layout.text, end):
            end = layout.past_blank(end)
        yield slot.head, end, ""


def _own_lines(layout: Layout, slot: Slot) -> tuple[int, int] | None:
    """Return the lines that an entry fills with its comma and comment, if any."""
    text, end = layout.text, slot.end
    if slot.comma is not None:
        if text[end : slot.comma].strip(" \t"):
            return None
        end = slot.comma + 1
    match = _TO_LINE_END.match(text, end)
    if match is None or not layout.starts_line(slot.head):
        return None
    return layout.line_start(slot.head), layout.line_end(match.end())


def _cut(layout: Layout, slots: list[Slot]) -> Iterator[Splice]:
    """Remove all but the first of the last entries; it keeps its comma if the last has one."""
    first, last = slots[0], slots[-1]
    rest = _TO_LINE_END.match(layout.text, last.end if last.comma is None else last.comma + 1)
    if "#" not in layout.text[first.end : rest.end() if rest else last.end]:
        comma = first.end if first.comma is None else first.comma
        leads = layout.breaks_between(first.end, comma)  # the line above stays as it is
        yield comma if leads else first.end, last.end, ""
        return
    if last.comma is None and first.comma is not None:
        yield first.comma, first.comma + 1, ""
    for slot in slots[1:]:
        yield *(_own_lines(layout, slot) or (slot.head, slot.end)), ""
        if slot.comma is not None:
            yield slot.comma, slot.comma + 1, ""


def _added(layout: Layout, slots: list[Slot], last: int, new: list[str]) -> Iterator[Splice]:
    """Add entries behind the last that stays, on lines of their own if it has one."""
    slot = slots[last]
    if not layout.starts_line(slot.head):
        yield slot.end, slot.end, "".join(f", {text}" for text in new)
        return
    fresh = layout.newline + " " * layout.column(slot.head)
    end = slot.end if slot.comma is None else slot.comma + 1
    rest = _TO_LINE_END.match(layout.text, end)
    if last + 1 < len(slots) or not (rest and rest[1]):
        yield slot.end, slot.end, "".join(f",{fresh}{text}" for text in new)
        return
    if slot.comma is None:
        yield slot.end, slot.end, ","
    comma = "" if slot.comma is None else ","
    yield rest.end(), rest.end(), fresh + f",{fresh}".join(new) + comma
