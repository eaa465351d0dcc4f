"""Lines of an outline, whatever file they come from, with the place of each part."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from raci.findings.place import Span
from raci.wording.simplified import simplified

_HALF = str.maketrans(
    {chr(0xFF01 + at): chr(0x21 + at) for at in range(94)} | {"\u3000": " ", "\xa0": " ", "\t": " "}
)
_BIG5 = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


class Piece(NamedTuple):
    """A part of a line's text: where it begins in the text, and in the file."""

    at: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an outline: a paragraph, an item, a heading, or a row of a table.

    ``heading`` is the level of a heading, from 1; 0 is none. ``bullet`` is the mark of an item
    that the file's format marks itself. ``gap`` says that blank lines stand before it, ``page``
    that a page ended there. A line with a ``label``, such as ``reports``, has the label's value as
    its text.
    """

    text: str
    pieces: tuple[Piece, ...]
    indent: int = 0
    heading: int = 0
    bullet: str = ""
    gap: bool = False
    page: bool = False
    label: str = ""

    @property
    def number(self) -> int:
        """The number of the line in the file."""
        return self.pieces[0].line

    def span(self, start: int, end: int) -> Span:
        """Return the place of a part of the text; an empty part stands for one character."""
        first, last = self._place(start), self._place(max(end - 1, start))
        return Span(*first, last[0], last[1] + 1)

    def _place(self, at: int) -> tuple[int, int]:
        piece = self.pieces[max(bisect_right(self.pieces, at, key=lambda each: each.at) - 1, 0)]
        return piece.line, piece.column + at - piece.at

    def cut(self, start: int, end: int | None = None) -> "Line":
        """Return a part of the line."""
        later = (piece for piece in self.pieces if piece.at > start)
        moved = (piece._replace(at=piece.at - start) for piece in later)
        first = Piece(0, *self._place(start))
        return replace(self, text=self.text[start:end], pieces=(first, *moved))

    def stripped(self) -> "Line":
        """Return the line without blanks around it."""
        cut = self.cut(len(self.text) - len(self.text.lstrip()))
        return replace(cut, text=cut.text.rstrip())

    def joined(self, other: "Line") -> "Line":
        """Return the line with another one behind it."""
        glue = "" if _is_wide(self.text[-1:]) or _is_wide(other.text[:1]) else " "
        before = len(self.text) + len(glue)
        moved = tuple(Piece(piece.at + before, piece.line, piece.column) for piece in other.pieces)
        return replace(self, text=self.text + glue + other.text, pieces=self.pieces + moved)


def _is_wide(text: str) -> bool:
    return bool(text) and text > "\u2e80"


@lru_cache(maxsize=4096)
def shadow(text: str) -> str:
    """Return a text in half-width and simplified characters, each at its place."""
    half = text.translate(_HALF)
    if not _BIG5.search(half):
        return half
    plain = simplified(half)
    return plain if len(plain) == len(half) else half


@dataclass(slots=True)
class Lines:
    """The lines of a file, those that are page numbers and the like, and those outside its text."""

    lines: Sequence[Line]
    furniture: list[Line] = field(default_factory=list)
    outside: Sequence[Line] = ()
