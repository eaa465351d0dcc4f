"""Places: files, lines and columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import starmap
from typing import NamedTuple, overload

from raci.findings.ref import Ref


class Span(NamedTuple):
    """A range of a text: lines and columns from 1, in code points, the end column exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


TOP = Span(1, 1, 1, 1)
"""The start of a text, for what concerns all of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a Ref: the path as users see it, the span, and the text of the line.

    The line of a ``hidden`` place is left out, since it may name a person. In a workbook, ``cell``
    names the cell, ``Sheet!C7``; line and column are its row and column, the text of the line is
    that of its row, and ``part`` are the offsets in it between which the cell's text stands.
    """

    at: Ref
    path: str
    span: Span
    source: str = ""
    label: Ref | None = None
    hidden: bool = False
    cell: str = ""
    part: tuple[int, int] | None = None

    def without_line(self) -> "Place":
        """Return the place without its source line, which may name a person."""
        return replace(self, source="", hidden=True, part=None)

    @property
    def marked(self) -> tuple[int, int]:
        """The offsets in the text of its line between which it stands."""
        if self.part:
            return self.part
        start, end = self.span.column - 1, self.span.end_column - 1
        return start, end if self.span.end_line == self.span.line else start + 1

    def named(self, path: str, label: Ref | None) -> "Place":
        """Return the place under another path, with a label."""
        return Place(
            self.at, path, self.span, self.source, label, self.hidden, self.cell, self.part
        )

    @property
    def position(self) -> str:
        """Where it is in its file: line and column, or the cell of a workbook."""
        return self.cell or f"{self.span.line}:{self.span.column}"

    def beside(self, message: str) -> str:
        """Return a message with the cell of a workbook behind it, where only a line is shown."""
        return f"{message} ({self.cell})" if self.cell else message

    def __str__(self) -> str:
        return f"{self.path}:{self.position}"


class Places(Sequence[Place]):
    """Places that are looked up whenever they are asked for: of thousands, few are shown.

    ``found`` has of each what stands there, and its label; ``place`` looks one up.
    """

    def __init__(
        self,
        found: Sequence[tuple[Ref | Place, Ref | None]],
        place: Callable[[Ref | Place, Ref | None], Place],
    ) -> None:
        self._found, self._place = found, place

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Place]:
        return starmap(self._place, self._found)

    @overload
    def __getitem__(self, index: int) -> Place: ...

    @overload
    def __getitem__(self, index: slice) -> "Places": ...

    def __getitem__(self, index: int | slice) -> "Place | Places":
        if isinstance(index, slice):
            return Places(self._found[index], self._place)
        return self._place(*self._found[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]
