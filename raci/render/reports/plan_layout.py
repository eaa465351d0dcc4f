"""A first screen: of each block as many lines as fit, the gravest first, and how many are below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from raci.render.columns import columns, cut, wrap
from raci.render.escape import clean
from raci.render.formats.document import Block
from raci.render.phrases import Words

LINES = 40
WIDTH = 80
ITEM = 4
"""Columns before the text of an item."""

TALL = 2
"""No item takes more lines; the whole of it stands below the first screen."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a block, and how many things it tells."""

    text: str
    n: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A block before its lines are chosen: ``least`` to ``most`` of its items are shown.

    ``id`` is the same in each language.
    """

    id: str
    title: str
    items: tuple[Item, ...] = ()
    least: int = 1
    most: int = LINES


def first_screen(title: str, parts: Sequence[Part], words: Words, left: str) -> tuple[Block, ...]:
    """Return the blocks; what one of them shows, a later one only counts.

    ``left`` is the key of the phrase that counts what is left out.
    """
    room = LINES - len(wrap(title, WIDTH)) - 1
    shown = [part.least for part in parts]
    while _height(_blocks(parts, shown, words, left)) > room and max(shown) > 1:
        shown[shown.index(max(shown))] -= 1
    grows = True
    while grows:
        grows = False
        for number, part in enumerate(parts):
            if shown[number] < min(part.most, len(part.items)):
                more = [*shown[:number], shown[number] + 1, *shown[number + 1 :]]
                if _height(_blocks(parts, more, words, left)) <= room:
                    shown, grows = more, True
    return _blocks(parts, shown, words, left)


def _blocks(
    parts: Sequence[Part], shown: Sequence[int], words: Words, left: str
) -> tuple[Block, ...]:
    told: set[Item] = set()
    blocks = []
    for part, most in zip(parts, shown, strict=True):
        fresh = [item for item in part.items if item not in told]
        now, rest = fresh[:most], sum(item.n for item in fresh[most:])
        above = sum(item.n for item in part.items) - sum(item.n for item in fresh)
        told.update(now)
        counts = {"told-above": above, left: rest}
        more = words["comma"].join(words[key].format(n=n) for key, n in counts.items() if n)
        lines = (*(item.text for item in now), *filter(None, [more]))
        blocks.append(Block(part.title, lines))
    return tuple(blocks)


def _height(blocks: Sequence[Block]) -> int:
    return sum(
        len(wrap(block.title, WIDTH)) + sum(len(_lines(line)) for line in block.lines)
        for block in blocks
    )


def _lines(text: str) -> list[str]:
    return wrap(text, WIDTH - ITEM)


def fitted(text: str, tail: str = "") -> str:
    """Return a text that an item has room for, cut before its tail where it is too long."""
    whole, room = clean(text), TALL * (WIDTH - ITEM) - columns(tail)
    text = whole
    while room > 0 and len(_lines(text + tail)) > TALL:
        text = cut(whole, 0, room).rstrip() + "…"
        room -= 1
    return text + tail


def listing(told: Callable[[str], str], items: Sequence[str], words: Words, tail: str = "") -> str:
    """Return a text with as many of the items as an item has room for."""
    for n in range(len(items), 0, -1):
        text = told(words["comma"].join(_some(items, n, words)))
        if len(_lines(text + tail)) <= TALL:
            return text + tail
    return fitted(told(words["comma"].join(_some(items, 1, words))), tail)


def _some(items: Sequence[str], n: int, words: Words) -> Iterator[str]:
    yield from items[:n]
    if left := len(items) - n:
        yield words["and-more"].format(n=left)
