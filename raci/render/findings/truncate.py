"""A page no larger than its reader accepts: whole rows are left out, and counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: text, rows that may be cut, text. The least ``rank`` gets room first."""

    before: str
    rows: Sequence[Callable[[], str]] = ()
    after: str = ""
    rank: int = 0


def fitted(
    blocks: Sequence[Block], room: int, left_out: Callable[[int], str], size: Callable[[str], int]
) -> str:
    """Join blocks to a text no larger than ``room``, unless the first alone is.

    ``left_out`` words how many rows are missing; ``size`` measures a text.
    """
    total = sum(len(block.rows) for block in blocks)
    room -= size(left_out(total))
    whole, used = 0, 0
    for block in blocks:
        used += _least(block, left_out, size)
        if whole and used > room:
            break
        whole += 1
    kept = blocks[:whole]
    room -= sum(_least(block, left_out, size) for block in kept)
    rows = _rows(kept, room, size)
    text = "".join(map(_joined, kept, rows, [left_out] * whole))
    dropped = sum(len(block.rows) for block in blocks[whole:])
    return text + left_out(dropped) * (whole < len(blocks))


def _least(block: Block, left_out: Callable[[int], str], size: Callable[[str], int]) -> int:
    note = left_out(len(block.rows)) if block.rows else ""
    return size(block.before) + size(note) + size(block.after)


def _rows(blocks: Sequence[Block], room: int, size: Callable[[str], int]) -> list[list[str]]:
    """Return each block's rows for which there is room, those of the least rank first."""
    taken: list[list[str]] = [[] for _ in blocks]
    for number in sorted(range(len(blocks)), key=lambda number: blocks[number].rank):
        for row in blocks[number].rows:
            text = row()
            room -= size(text)
            if room < 0:
                return taken
            taken[number].append(text)
    return taken


def _joined(block: Block, rows: list[str], left_out: Callable[[int], str]) -> str:
    missing = len(block.rows) - len(rows)
    return block.before + "".join(rows) + (left_out(missing) if missing else "") + block.after
