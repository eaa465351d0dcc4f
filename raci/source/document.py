"""The data of a file, with the place of every key and value."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

from raci.findings.place import TOP, Place, Span
from raci.findings.ref import Ref
from raci.source.decode import Lines, yaml_lines
from raci.source.scalar import offsets

UNSAID = "…"
"""Stands in place of what may name a person."""

LARGE = 32
"""The number of keys from which an index of a map is quicker than counting."""


class SheetCell(NamedTuple):
    """A cell of a workbook: its name, ``Sheet!C7``, its row and column, and the text of its row.

    ``part`` are the offsets in that text between which its own stands.
    """

    name: str
    span: Span
    row: str
    part: tuple[int, int]


class Sheets(Protocol):
    """The sheets of a workbook."""

    def at(self, offset: int) -> SheetCell:
        """Return the cell at an offset."""


@dataclass(slots=True, eq=False)
class Document:
    """The data of a file (maps, lists, texts, numbers, booleans, nulls) and their places.

    ``marks`` has, by the identity of each container, the offsets at which its keys and values
    start and end: four for each entry of a map, two for each item of a list. ``joined`` are the
    offsets behind which two characters of the file are missing, ``top`` those of the whole.
    ``sheets`` knows the cells of a workbook, whose lines are rows. ``split`` breaks the text into
    lines. ``is_private``: each line may name a person.
    """

    path: str
    text: str
    data: Any = None
    marks: "dict[int, array[int]]" = field(default_factory=dict)
    joined: list[int] = field(default_factory=list)
    top: tuple[int, int] = (0, 0)
    sheets: "Sheets | None" = None
    split: Callable[[str], list[str]] = yaml_lines
    is_private: bool = False
    _lines: Lines | None = None
    _people: range | None = None
    _numbers: dict[int, dict[Any, int]] = field(default_factory=dict)

    def part(self, route: Sequence[str | int], data: dict[str, Any]) -> "Document":
        """Return the map at a route as a document of its own, with its places in this file.

        Args:
            route: leads to the map.
            data: what is in the new document: values of the map at its keys, and others, which
                stand where the map begins.
        """
        top, node = self._offsets(route, value=True)
        marks = array("I")
        for key, value in data.items():
            if key in node and node[key] is value:
                at = self._number(node, key) * 4
                marks.extend(self.marks[id(node)][at : at + 4])
            else:
                marks.extend(top * 2)
        marked = {**self.marks, id(data): marks}
        return replace(self, data=data, marks=marked, top=top, _people=None, _numbers={})

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        if self._lines is None:
            self._lines = Lines(self.text, self.split)
        return self._lines

    def span(self, route: Sequence[str | int], *, value: bool = False) -> Span:
        """Return the span of the key at a route (or its value), else of the nearest ancestor.

        An item of a list has no key, so its own span is returned.
        """
        return self.between(*self._offsets(route, value=value)[0])

    def _offsets(self, route: Sequence[str | int], *, value: bool) -> tuple[tuple[int, int], Any]:
        """Return the offsets of what a route leads to, and its value."""
        around, node, depth = None, self.data, 0
        for step in route:
            known = step in node if isinstance(node, dict) else isinstance(step, int)
            if not known or id(node) not in self.marks:
                break
            around, node, depth = node, node[step], depth + 1
        if around is None:
            return self.top, node
        if isinstance(around, list):
            at = 2 * int(route[depth - 1])
        else:
            is_value = value and depth == len(route)
            at = 4 * self._number(around, route[depth - 1]) + 2 * is_value
        marks = self.marks[id(around)]
        return (marks[at], marks[at + 1]), node

    def inside(self, ref: Ref, route: Sequence[str | int], offset: int) -> Place:
        """Return the place of a character of a text, by its offset in the value."""
        (start, end), value = self._offsets(route, value=True)
        at = start + offsets(self.text[start:end], value)[min(offset, len(value))]
        place = self.place(ref, route)
        span = self.between(at, at + 1)
        return replace(place, span=span, source=place.source and self.lines.line(span.line))

    def _number(self, node: dict[Any, Any], key: str | int) -> int:
        if len(node) < LARGE:
            return list(node).index(key)
        if id(node) not in self._numbers:
            self._numbers[id(node)] = {key: number for number, key in enumerate(node)}
        return self._numbers[id(node)][key]

    def between(self, start: int, end: int) -> Span:
        """Return the span between two offsets of the text with its surrogate pairs joined."""
        start, end = (offset + 2 * bisect_right(self.joined, offset) for offset in (start, end))
        return self.lines.span(start, end) if self.text else TOP

    def place(self, ref: Ref, route: Sequence[str | int]) -> Place:
        """Return the place of a Ref, without its line if that may name a person."""
        return self.place_of(ref, *self._offsets(route, value=False)[0])

    def place_of(self, ref: Ref, start: int, end: int) -> Place:
        """Return the place of a Ref at offsets, without its line if that may name a person."""
        if self.sheets:
            return self._cell(ref, start)
        span = self.between(start, end)
        hidden = span.line in self._people_lines
        line = "" if hidden else self.lines.line(span.line)
        return Place(ref, self.path, span, line, hidden=hidden)

    def _cell(self, ref: Ref, offset: int) -> Place:
        if not self.sheets:
            return Place(ref, self.path, TOP)
        cell = self.sheets.at(offset)
        if self._people_lines and self.between(offset, offset).line in self._people_lines:
            return Place(ref, self.path, cell.span, hidden=True, cell=cell.name)
        return Place(ref, self.path, cell.span, cell.row, cell=cell.name, part=cell.part)

    @property
    def people(self) -> tuple[int, int]:
        """The offsets of the lines that may name a person."""
        lines = self._people_lines
        starts = (*self.lines.starts, len(self.text))
        return (starts[lines.start - 1], starts[lines.stop - 1]) if lines else (0, 0)

    @property
    def _people_lines(self) -> range:
        """The lines of the section ``people``, up to its last value or the next key."""
        if self.is_private:
            return range(1, len(self.lines.lines) + 1)
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
