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


def _pieces(text: str, room: int, hyphens: bool) -> Iterator[str]:
    """Yield what must not be broken: words, single wide characters with their marks."""
    for piece in re.findall(_HYPHENED if hyphens else _WHOLE, text):
        while columns(piece) > room and (head := cut(piece, 0, max(room, 2)).rstrip()):
            yield head
            piece = piece[len(head) :]  # noqa: PLW2901  what is left of it
        yield piece


def clip(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """Cut a line to ``room`` columns so that its characters from start to end are visible.

    Returns the text, the columns before the marked part, and the columns of the part.
    """
    cells = [clean(character) for character in line]
    end = min(max(end, start), len(cells))
    sizes = [columns(cell) for cell in cells]
    left = 0
    while left < start and sum(sizes[left:end]) > room - 2:
        left += 1
    head = "…" if left else ""
    right, used = left, len(head)
    while right < len(cells) and used + sizes[right] <= room:
        used += sizes[right]
        right += 1
    if right < len(cells):
        while right > left and used >= room:
            right -= 1
            used -= sizes[right]
    tail = "…" if right < len(cells) else ""
    text = head + "".join(cells[left:right]) + tail
    return text, len(head) + sum(sizes[left:start]), sum(sizes[start : min(end, right)])


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
