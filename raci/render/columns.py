"""Text for a terminal: measured in columns, wrapped, cut around a caret, in colour."""

import re
from collections.abc import Iterator

from raci.render.escape import clean

_WIDE = r"(?![（【《])[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
_CLOSING = r"[，。、；：！？）】》”’…]*"
_OPEN = rf"\s+|[（【《“‘]*{_WIDE}{_CLOSING}|"
_WHOLE = rf"{_OPEN}(?:(?!{_WIDE})\S)+{_CLOSING}"
_HYPHENED = rf"{_OPEN}(?:(?!{_WIDE})[^\s-])*-+|(?:(?!{_WIDE})[^\s-])+{_CLOSING}"
_STYLES = {"error": "31;1", "warning": "33;1", "info": "36;1", "bold": "1", "dim": "2"}

MARKS = 8
"""So many characters are looked at for a column: a line may have a million that take none."""


def wrap(
    text: str, width: int, indent: str = "", further: str | None = None, *, hyphens: bool = False
) -> list[str]:
    """Wrap a text to a width in columns; wide characters count two, and a line may end at any.

    ``hyphens``: a line may end there as well. A word wider than the line is cut.
    """
    further = indent if further is None else further
    lines, start = [indent], True
    for piece in _pieces(clean(text), width - columns(further), hyphens):
        if not start and columns(lines[-1]) + columns(piece.rstrip()) > width:
            lines.append(further)
            start = True
        if not (start and piece.isspace()):
            lines[-1] += piece
            start = False
    return [line.rstrip() for line in lines if line.strip()]


def longest(text: str) -> int:
    """Return the columns of the longest word, as ``wrap`` with ``hyphens`` breaks a text."""
    return max(map(columns, map(str.strip, re.findall(_HYPHENED, clean(text)))), default=0)


def _pieces(text: str, room: int, hyphens: bool) -> Iterator[str]:
    """Yield what must not be broken: words, single wide characters with their marks."""
    for piece in re.findall(_HYPHENED if hyphens else _WHOLE, text):
        at, most = 0, MARKS * (max(room, 0) + 1)
        while columns(rest := piece[at : at + most]) > room:
            if not (head := cut(rest, 0, max(room, 2)).rstrip()):
                break
            yield head
            at += len(head)
        yield piece[at:]


def clip(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """Cut a line to ``room`` columns so that its characters from start to end are visible.

    Returns the text, the columns before the marked part, and the columns of the part.
    """
    start = min(start, len(line))
    end = min(max(end, start), len(line))
    left, free = start, room - 2 - sum(_sizes(line, range(start, end), room))
    for size in _sizes(line, range(start - 1, -1, -1), free):
        left, free = left - (size <= free), free - size
    head = "…" if left else ""
    sizes = [*_sizes(line, range(left, len(line)), room - len(head))]
    used = len(head) + sum(sizes)
    if left + len(sizes) < len(line) or used > room:
        while sizes and used >= room:
            used -= sizes.pop()
    right = left + len(sizes)
    tail = "…" if right < len(line) else ""
    text = head + "".join(map(clean, line[left:right])) + tail
    return text, len(head) + sum(sizes[: start - left]), sum(sizes[start - left : end - left])


def _sizes(line: str, places: range, room: int) -> Iterator[int]:
    """Yield the columns of characters, up to the first that fits the room no more."""
    for place in places[: MARKS * (max(room, 0) + 1)]:
        size = columns(clean(line[place]))
        yield size
        room -= size
        if room < 0:
            return


def columns(text: str) -> int:
    """Return how many columns a text takes; only what is not ASCII needs a table of widths."""
    if _is_plain(text):
        return len(text)
    from wcwidth import width

    return width(text)


def pad(text: str, width: int) -> str:
    """Return a text filled with blanks up to so many columns."""
    return text + " " * (width - columns(text))


def cut(text: str, start: int, end: int) -> str:
    """Return the part of a text between two columns."""
    if _is_plain(text):
        return text[start:end]
    from wcwidth import clip

    return clip(text, start, end)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def styled(text: str, style: str, colour: bool) -> str:
    """Return a text in a style, or as it is without colour."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour else text
