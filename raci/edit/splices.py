"""Computes the changes of a file's text that reach its target data."""

from collections.abc import Iterable, Iterator

from raci.edit.block import block_splices
from raci.edit.flow import flow_splices
from raci.edit.layout import Layout, Slot, Splice
from raci.edit.target import Branch, MapEntry, plain
from raci.source.yaml_text import Form, Quotes, block
from raci.source.yaml_text import flow as flow_value


def splices(layout: Layout, root: MapEntry) -> Iterator[Splice]:
    """Yield the splices after which the text of a file holds the data of a root entry."""
    start = layout.root()
    if root.fresh:  # the file holds nothing yet
        yield layout.lines_at(len(layout.text), block(plain(root.value), Form(Quotes())))
    elif isinstance(root.value, Branch) and root.value.base:
        yield from _within(layout, root.value, start, None, flow=False, quotes=Quotes())
    elif isinstance(root.value, Branch) and root.value.entries:
        quotes = layout.quotes(root.value.base, Quotes())
        opened, closed = layout.body(root.value.base, start).brackets or (start, start)
        yield opened, closed + 1, flow_value(plain(root.value), quotes)


def _within(
    layout: Layout, branch: Branch, start: int, owner: Slot | None, *, flow: bool, quotes: Quotes
) -> Iterator[Splice]:
    """Yield the splices in a map or list and below; ``owner`` is the entry that holds it."""
    body = layout.body(branch.base, start, flow=flow)
    quotes = layout.quotes(branch.base, quotes)
    for at, value in branch.changed():
        slot = body.slots[at]
        yield from _within(layout, value, slot.start, slot, flow=body.flow, quotes=quotes)
    if body.flow:
        yield from flow_splices(layout, branch, body, quotes)
    else:
        yield from block_splices(layout, branch, body, owner, quotes)


def spliced(text: str, changes: Iterable[Splice]) -> str:
    """Return a text with splices applied; of two that overlap, the later follows the first."""
    parts, at = [], 0
    for start, end, new in sorted(changes, key=lambda change: (change[0], change[1] > change[0])):
        parts += [text[at:start], new]
        at = max(at, start, end)
    return "".join(parts) + text[at:]
