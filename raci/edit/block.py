"""Edits maps and lists in block style, whose entries have lines of their own.

A comment above a removed entry stays, since it may be about further entries.
"""

from collections.abc import Iterator
from typing import Any

from raci.edit.layout import Body, Layout, Slot, Splice
from raci.edit.target import Branch
from raci.source.decode import BREAKS
from raci.source.yaml_text import Form, Quotes, block_entry, block_value, entries, key


def block_splices(
    layout: Layout, branch: Branch, body: Body, owner: Slot | None, quotes: Quotes
) -> Iterator[Splice]:
    """Yield the splices for a block's own entries; ``owner`` is the entry that holds the block."""
    slots = body.slots
    for at, name in branch.renamed():
        yield *slots[at].key, key(name, quoted=quotes.keys)
    added, replaced = branch.added(), list(branch.replaced())
    form = _form(layout, branch.base, slots, quotes) if added or replaced else Form(quotes)
    pad = " " * layout.column(slots[0].head)
    for at, old, value in replaced:
        head = layout.text[slots[at].head : slots[at].after]
        yield from _replaced(layout, slots[at], old, block_value(head, value, form), pad)
    lines = [line for name, value in added for line in block_entry(name, value, form)]
    kept = branch.kept()
    gone = [at not in kept for at in range(len(slots))]
    if all(gone):
        yield from _emptied(layout, slots, owner, lines or ["{}" if branch.is_map else "[]"])
        return
    inline = owner is not None and not layout.breaks_between(owner.head, slots[0].head)
    yield from _removed(layout, slots, gone, inline=inline)
    if lines:
        yield layout.lines_at(layout.own_end(slots[-1]), [pad + line for line in lines])


def _form(layout: Layout, base: Any, slots: list[Slot], quotes: Quotes) -> Form:
    """Return the form of new entries, that of the last map or list among their siblings."""
    flowing = None
    for slot, (_, value) in zip(slots, entries(base), strict=True):
        if isinstance(value, dict | list) and value and not layout.is_alias(slot.start):
            flowing = layout.flows(value, slot.start)
    step = layout.step(base, slots[0].head)
    return Form(quotes, step, layout.column(slots[0].head), flowing)


def _removed(
    layout: Layout, slots: list[Slot], gone: list[bool], *, inline: bool
) -> Iterator[Splice]:
    """Remove the lines of entries; behind a hyphen, the first entry that stays moves up."""
    for slot, is_gone in zip(slots, gone, strict=True):
        inline = inline and is_gone
        if inline:
            yield slot.head, layout.past_blank(layout.own_end(slot)), ""
        elif is_gone:
            yield layout.line_start(slot.head), layout.own_end(slot), ""


def _emptied(
    layout: Layout, slots: list[Slot], owner: Slot | None, lines: list[str]
) -> Iterator[Splice]:
    """Replace all entries by new lines or ``{}``; comments between them stay."""
    first, last = slots[0], slots[-1]
    if owner is not None and layout.breaks_between(owner.head, first.head):
        yield from _removed(layout, slots, [True] * len(slots), inline=False)
        if lines in (["{}"], ["[]"]):
            anchored = layout.past_anchor(owner.start)
            at = anchored if anchored > owner.start else owner.after or owner.end
            yield at, at, f" {lines[0]}"
        else:
            pad = " " * layout.column(first.head)
            yield layout.lines_at(layout.own_end(last), [pad + line for line in lines])
        return
    text = f"{layout.newline}{' ' * layout.column(first.head)}".join(lines)
    follows = layout.text[layout.past_blank(layout.own_end(first)) :][:1] if len(slots) > 1 else ""
    yield first.head, first.head, f"{text} " if follows == "#" else text
    for slot in slots[:-1]:
        yield slot.head, layout.past_blank(layout.own_end(slot)), ""
    end = layout.own_end(last)
    while end > last.head and layout.text[end - 1] in BREAKS:
        end -= 1
    yield last.head, end, ""


def _replaced(layout: Layout, slot: Slot, old: Any, lines: list[str], pad: str) -> Iterator[Splice]:
    """Replace the value behind a key or hyphen, on its line and on the lines below."""
    first, *rest = lines
    after = slot.end if slot.after is None else slot.after
    if slot.empty:
        yield after, after, first
    elif _is_below(layout, slot, old):
        yield after, after, first
        if (anchored := layout.past_anchor(slot.start)) > slot.start:
            yield slot.start, anchored, ""
        yield layout.line_start(layout.inner(old, slot.start)), layout.own_end(slot), ""
    else:
        end = slot.end
        header = layout.header(slot.start) if isinstance(old, str) else None
        if header:
            end, below = header.end(), layout.line_end(header.end())
            yield below, max(below, layout.line_end(slot.end)), ""
        if layout.text[after : slot.start].strip() or not rest:
            yield slot.start, end, first.lstrip(" ")
        else:
            yield after, end, first
    if rest:
        yield layout.lines_at(layout.line_end(slot.end), [pad + line for line in rest])


def _is_below(layout: Layout, slot: Slot, value: Any) -> bool:
    """Return whether a value is a block that begins below its key or hyphen."""
    if layout.is_alias(slot.start) or not value or not isinstance(value, dict | list):
        return False
    return not layout.flows(value, slot.start) and layout.starts_line(
        layout.inner(value, slot.start)
    )
