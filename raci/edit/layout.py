"""Finds the entries of maps and lists in a text by the marks of libyaml.

A mark has the start and end of a scalar, but only the start of a map or list, and no hyphens or
commas. Between two marks there are only indicators, blanks and comments.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from raci.source.decode import BREAKS, Lines, join_surrogates
from raci.source.document import Document
from raci.source.yaml_text import Quotes, entries

_BLANK = re.compile(f"[ \t{BREAKS}]*")
_TRIVIA = re.compile(f"(?:[ \t{BREAKS}]|#[^{BREAKS}]*)*")
_COMMENT_LINE = re.compile(f"( *)#[^{BREAKS}]*(?:\r\n|[{BREAKS}]|\\Z)")
_REST = re.compile(f"[ \t]*(?:#[^{BREAKS}]*)?(?:\r\n|[{BREAKS}]|\\Z)")
_ANCHOR = re.compile(f"&[^ \t{BREAKS}]+")
_DIRECTIVE = re.compile(f"(?:%[^{BREAKS}]*|---|\\.\\.\\.)(?=[ \t{BREAKS}])")
_HEADER = re.compile("[|>][-+0-9]*")
"""The first line of a literal or folded text."""


Splice = tuple[int, int, str]
"""A change of a text: the start and end offset, and the new text."""


class Slot(NamedTuple):
    """The offsets of one entry.

    ``head`` is its hyphen, its ``?`` or its key; ``after`` is behind the hyphen or colon, None if
    there is none; ``start`` is the first character of the value, ``end`` is behind its last;
    ``empty``: no value is written. ``comma`` is the comma behind it in flow style.
    """

    head: int
    key: tuple[int, int]
    after: int | None
    start: int
    end: int
    empty: bool
    comma: int | None


class Body(NamedTuple):
    """The slots of a map or list, and the offsets of its brackets (None: a block).

    A pair is the map of one entry in ``[a: b]``: flow style without brackets.
    """

    slots: list[Slot]
    brackets: tuple[int, int] | None
    pair: bool = False

    @property
    def flow(self) -> bool:
        """Whether the entries are in flow style."""
        return self.brackets is not None or self.pair


class Layout:
    """The layout of one file's text, with the surrogate pairs of JSON joined."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = join_surrogates(document.text)[0] if document.joined else document.text
        self.starts = Lines(self.text).starts or [0]
        first = re.search("\r\n|\n|\r", self.text)
        self.newline = first[0] if first else "\n"

    def body(self, value: Any, start: int, *, flow: bool = False) -> Body:
        """Return the slots of the map or list at an offset, perhaps within flow style."""
        inner = self.inner(value, start)
        bracket = self.text[inner : inner + 1] in ("{", "[")
        slots: list[Slot] = []
        at = self.skip(inner + 1) if bracket else inner
        for number, (_, item) in enumerate(entries(value)):
            slot = self._slot(value, item, number, at, flow=flow or bracket)
            at = self.skip(slot.end)
            if bracket and self.text[at : at + 1] == ",":
                slot = slot._replace(comma=at)
                at = self.skip(at + 1)
            slots.append(slot)
        return Body(slots, (inner, at) if bracket else None, flow and not bracket)

    def _slot(self, value: Any, item: Any, number: int, head: int, *, flow: bool) -> Slot:
        marks = self.document.marks[id(value)]
        if isinstance(value, list):
            start, stop = marks[number * 2], marks[number * 2 + 1]
            end = self._end(item, start, stop, flow=flow)
            empty = start == stop and item is None
            return Slot(head, (start, start), head + 1, start, end, empty, None)
        key_start, key_end, start, stop = marks[number * 4 : number * 4 + 4]
        colon = self.skip(key_end)
        after = colon + 1 if self.text[colon : colon + 1] == ":" else None
        if start == stop and item is None:
            end = after or key_end
            return Slot(head, (key_start, key_end), after, end, end, True, None)
        end = self._end(item, start, stop, flow=flow)
        return Slot(head, (key_start, key_end), after, start, end, False, None)

    def _end(self, value: Any, start: int, stop: int, *, flow: bool) -> int:
        """Return the offset behind a value, given the marks of its first token."""
        if self.is_alias(start):
            return stop
        if not isinstance(value, dict | list):
            return self._end_of_scalar(start, stop)
        inner = self.inner(value, start)
        bracket = self.text[inner : inner + 1] in ("{", "[")
        at = inner + 1
        if value:
            last = value[-1] if isinstance(value, list) else next(reversed(value.values()))
            at = self._slot(value, last, len(value) - 1, at, flow=flow or bracket).end
        if not bracket:
            return at
        at = self.skip(at)
        return (self.skip(at + 1) if self.text[at : at + 1] == "," else at) + 1

    def _end_of_scalar(self, start: int, stop: int) -> int:
        """Return the end of a scalar, without the blank lines behind a literal or folded text."""
        header = self.header(start)
        if header and "+" not in header[0]:
            while self.text[stop - 1] in f" \t{BREAKS}":
                stop -= 1
        return stop

    def header(self, start: int) -> re.Match[str] | None:
        """Return the header of a literal or folded text, behind its anchor."""
        return _HEADER.match(self.text, self.skip(self.past_anchor(start)))

    def inner(self, value: Any, start: int) -> int:
        """Return the offset of a map's or list's bracket or first entry, behind its anchor."""
        marks = self.document.marks[id(value)]
        if self.text[start : start + 1] != "&" or (marks and marks[0] == start):
            return start  # an anchor there is the first key's
        return self.skip(self.past_anchor(start))

    def root(self) -> int:
        """Return the offset of the first node, behind directives and ``---``."""
        at = self.skip(0)
        while match := _DIRECTIVE.match(self.text, at):
            at = self.skip(match.end())
        return at

    def in_file(self, at: int) -> int:
        """Return the offset in the file's own text."""
        return at + 2 * bisect_right(self.document.joined, at)

    def is_alias(self, start: int) -> bool:
        """Return whether the value at an offset is an alias, ``*name``."""
        return self.text.startswith("*", start)

    def flows(self, value: Any, start: int) -> bool:
        """Return whether a map or list at an offset is written in flow style."""
        inner = self.inner(value, start)
        return self.text[inner : inner + 1] in ("{", "[")

    def skip(self, at: int) -> int:
        """Return the offset behind blanks, line ends and comments."""
        return _end_of(_TRIVIA, self.text, at)

    def past_blank(self, at: int) -> int:
        """Return the offset behind blanks and line ends."""
        return _end_of(_BLANK, self.text, at)

    def past_anchor(self, start: int) -> int:
        """Return the offset behind the anchor at an offset, if there is one."""
        return _end_of(_ANCHOR, self.text, start)

    def line_start(self, at: int) -> int:
        """Return the start of the line with an offset."""
        return self.starts[bisect_right(self.starts, at) - 1]

    def column(self, at: int) -> int:
        """Return the number of characters before an offset in its line."""
        return at - self.line_start(at)

    def line_end(self, end: int) -> int:
        """Return the offset behind the line in which an entry of a block ends."""
        if end == self.line_start(end) and end > 0:  # behind a text that keeps its line ends
            return end
        return _end_of(_REST, self.text, end)

    def own_end(self, slot: Slot) -> int:
        """Return the offset behind an entry of a block and the comments indented below it."""
        at, column = self.line_end(slot.end), self.column(slot.head)
        while at < len(self.text) and (match := _COMMENT_LINE.match(self.text, at)):
            if len(match[1]) <= column:
                break
            at = match.end()
        return at

    def lines_at(self, at: int, lines: list[str]) -> Splice:
        """Return the splice that inserts whole lines at the start of a line or end of the text."""
        joined = self.newline.join(lines)
        if at == len(self.text) and at > 0 and self.text[-1] not in BREAKS:
            return at, at, self.newline + joined
        return at, at, joined + self.newline

    def starts_line(self, at: int) -> bool:
        """Return whether there are only blanks before an offset in its line."""
        return not self.text[self.line_start(at) : at].strip(" \t")

    def breaks_between(self, start: int, end: int) -> bool:
        """Return whether a line ends between two offsets."""
        return self.line_start(end) > start

    def quotes(self, value: Any, inherited: Quotes) -> Quotes:
        """Return whether all keys of a map, or texts of a list, are in double quotes."""
        marks = self.document.marks[id(value)]
        if self.document.path.endswith(".json"):
            return Quotes(keys=True, values=True)
        if isinstance(value, dict):
            if not value:
                return inherited
            every = all(self.text.startswith('"', at) for at in marks[::4])
            return Quotes(every, every)
        texts = [at for at, item in zip(marks[::2], value, strict=True) if isinstance(item, str)]
        every = all(self.text.startswith('"', at) for at in texts) if texts else inherited.values
        return Quotes(inherited.keys, every)

    def step(self, value: Any, start: int) -> int:
        """Return the indent of a map's block entries, as used below a value, else in the file."""
        everywhere = self._steps(self.document.data, self.root())
        return next(chain(self._steps(value, start), everywhere), 2)

    def _steps(self, value: Any, start: int) -> Iterator[int]:
        if not isinstance(value, dict | list) or not value or self.flows(value, start):
            return
        slots = self.body(value, start).slots
        for slot, (name, item) in zip(slots, entries(value), strict=True):
            if not isinstance(item, dict | list) or self.is_alias(slot.start):
                continue
            below = self.inner(item, slot.start)
            step = self.column(below) - self.column(slot.head)
            if name is not None and step > 0 and self.starts_line(below):
                yield step
            yield from self._steps(item, slot.start)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
