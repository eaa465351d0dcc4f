"""A file's data, and the place of every key and value in it."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from raci.findings.place import TOP, Place, Span
from raci.findings.ref import Ref
from raci.source.decode import Lines

UNSAID = "…"
"""Stands for what may be somebody's name."""

LARGE = 32
"""Keys; in maps of fewer, counting is quicker than knowing."""


@dataclass(slots=True, eq=False)
class Document:
    """A file's data (maps, lists, texts, numbers, booleans, nulls) and its places.

    ``marks`` holds, for each container by identity, in the order of its entries, the offsets of
    the start and end of every key and value, flat: four a map's entry, two a list's. ``joined``
    are the offsets behind which two characters of the file are missing, ``top`` those of what
    stands for the whole.
    """

    path: str
    text: str
    data: Any = None
    marks: "dict[int, array[int]]" = field(default_factory=dict)
    joined: list[int] = field(default_factory=list)
    top: tuple[int, int] = (0, 0)
    _lines: Lines | None = None
    _people: range | None = None
    _numbers: dict[int, dict[Any, int]] = field(default_factory=dict)

    @property
    def lines(self) -> Lines:
        """The text's lines, found when first asked for."""
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    def span(self, route: Sequence[str | int], *, value: bool = False) -> Span:
        """Give the place of the key at a route (or of its value), else of the nearest ancestor.

        A list's item has no key: its own place is given.
        """
        node, found = self.data, self.top
        for depth, step in enumerate(route):
            marks = self.marks.get(id(node))
            if isinstance(node, dict) and step in node and marks is not None:
                at = self._number(node, step) * 4 + 2 * (value and depth == len(route) - 1)
            elif isinstance(node, list) and isinstance(step, int) and marks is not None:
                at = step * 2
            else:
                break
            found = marks[at], marks[at + 1]
            node = node[step]
        return self.between(*found)

    def _number(self, node: dict[Any, Any], key: str | int) -> int:
        """Give how many keys stand before one; of a large map, all are counted at once."""
        if len(node) < LARGE:
            return list(node).index(key)
        if id(node) not in self._numbers:
            self._numbers[id(node)] = {each: number for number, each in enumerate(node)}
        return self._numbers[id(node)][key]

    def between(self, start: int, end: int) -> Span:
        """Give the span between two offsets, those of the joined text where pairs were joined."""
        start, end = (offset + 2 * bisect_right(self.joined, offset) for offset in (start, end))
        return self.lines.span(start, end) if self.text else TOP

    def place(self, ref: Ref, route: Sequence[str | int]) -> Place:
        """Give the place of what a Ref names; a line that may name somebody is not shown."""
        span = self.span(route)
        hidden = span.line in self._people_lines
        return Place(ref, self.path, span, "" if hidden else self.lines.line(span.line))

    @property
    def people(self) -> tuple[int, int]:
        """The offsets of the lines that may name somebody."""
        lines = self._people_lines
        starts = (*self.lines.starts, len(self.text))
        return (starts[lines.start - 1], starts[lines.stop - 1]) if lines else (0, 0)

    @property
    def _people_lines(self) -> range:
        """The lines of the section of people, from its key to its last value or the next key."""
        if not isinstance(self.data, dict) or "people" not in self.data:
            return range(0)
        if self._people is None:
            end, last = 0, self.data["people"]
            while isinstance(last, dict | list) and (marks := self.marks.get(id(last))):
                end = marks[-1]
                last = list(last.values() if isinstance(last, dict) else last)[-1]
            first, last_line = self.span(["people"]).line, self.between(end, end).line
            keys = (self.span([key]).line for key in self.data)
            behind = min((line for line in keys if line > first), default=len(self.lines.lines) + 1)
            self._people = range(first, max(behind, last_line + 1))
        return self._people
