"""Reads YAML into plain data with places, in one pass over the events of libyaml."""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from raci.findings.place import Span
from raci.source.decode import Lines, UnreadableError, decode, join_surrogates, unprintable
from raci.source.document import Document
from raci.source.syntax import syntax

MAX_DEPTH = 50
MAX_ALIASED = 100_000
"""The most nodes that aliases may repeat; more are an alias bomb."""

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def read(raw: bytes, path: str) -> Document:
    """Read the bytes of one file.

    Raises:
        UnreadableError: encoding, syntax, duplicate keys, too many aliases, other limits.
    """
    document = Document(path, decode(raw))
    text = document.text
    if path.endswith(".json"):
        text, document.joined = join_surrogates(text)
    try:
        document.data = _build(text, document, several=False)[0].data
    except UnreadableError as error:
        if document.joined:
            error.move(lambda span: _unjoined(span, text, document))
        raise
    return document


def read_all(raw: bytes, path: str) -> list[Document]:
    """Read every document of a file of YAML, which may have several, as ``read`` reads one."""
    document = Document(path, decode(raw))
    roots = _build(document.text, document, several=True)
    document.lines  # noqa: B018  all share them
    return [replace(document, data=root.data, top=root.place) for root in roots]


class _Root(NamedTuple):
    """The data of one document in a text, and the offsets at which it starts."""

    data: Any = None
    place: tuple[int, int] = (0, 0)


def _build(text: str, document: Document, *, several: bool) -> list[_Root]:
    """Return what is in a text: at least one document, of which there may be nothing."""
    try:
        return list(_Builder(text, document.marks).roots(several=several)) or [_Root()]
    except yaml.reader.ReaderError as error:
        raise unprintable(text) from error
    except yaml.MarkedYAMLError as error:
        raise syntax(error, text) from error


def _unjoined(span: Span, text: str, document: Document) -> Span:
    """Return the span in the file for a span in the text with joined pairs."""
    starts = Lines(text).starts
    start = starts[span.line - 1] + span.column - 1
    end = starts[span.end_line - 1] + span.end_column - 1
    return document.between(start, end)


class _Builder:
    """Builds data from events, container by container.

    The loops read scalars, nearly all of the events, themselves: one call for each would take as
    long as libyaml.
    """

    def __init__(self, text: str, marks: "dict[int, array[int]]") -> None:
        self.text = text
        self.next: Callable[[], Any] = CParser(text).get_event
        self.marks = marks
        self.nodes = 0
        self.aliased = 0
        self.anchors: dict[str, tuple[Any, int] | None] = {}

    def roots(self, *, several: bool) -> Iterator[_Root]:
        """Yield the documents in the text, of which there may be only one unless several may be."""
        documents = 0
        while (event := self.next()).__class__ is not StreamEndEvent:
            if event.__class__ is DocumentStartEvent:
                documents += 1
                if documents > 1 and not several:
                    raise UnreadableError("several-documents", _span(event))
                self.anchors = {}
                first = self.next()
                offset = first.start_mark.index
                yield _Root(self._node(first, 0), (offset, offset))

    def _map(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        marks: list[int] = []
        following = self.next
        while (event := following()).__class__ is not MappingEndEvent:
            key: str = event.value if event.__class__ is ScalarEvent else "<<"
            if key == "<<" or event.tag is not None:
                self._refuse_key(event)
            if not key.isascii():
                key = unicodedata.normalize("NFC", key)
            if key in result:
                at = list(result).index(key) * 4
                raise self._duplicate_key(key, event, marks[at], marks[at + 1])
            value = following()
            marks += (
                event.start_mark.index,
                event.end_mark.index,
                value.start_mark.index,
                value.end_mark.index,
            )
            try:
                if value.__class__ is ScalarEvent and value.anchor is None and value.tag is None:
                    result[key] = _scalar(value)
                else:
                    result[key] = self._node(value, depth)
            except UnreadableError as error:
                raise error.below(key) from error.__cause__
        self.nodes += len(result)
        self.marks[id(result)] = array("I", marks)
        return result

    def _list(self, depth: int) -> list[Any]:
        result: list[Any] = []
        marks: list[int] = []
        following = self.next
        while (event := following()).__class__ is not SequenceEndEvent:
            marks += (event.start_mark.index, event.end_mark.index)
            try:
                if event.__class__ is ScalarEvent and event.anchor is None and event.tag is None:
                    result.append(_scalar(event))
                else:
                    result.append(self._node(event, depth))
            except UnreadableError as error:
                raise error.below(len(result)) from error.__cause__
        self.nodes += len(result)
        self.marks[id(result)] = array("I", marks)
        return result

    def _node(self, event: Any, depth: int) -> Any:
        kind = event.__class__
        if kind is AliasEvent:
            return self._alias(event)
        if event.tag is not None:
            raise UnreadableError("tag", _span(event), tag=event.tag)
        if event.anchor is None:
            return self._untagged(event, kind, depth)
        before = self.nodes
        self.anchors[event.anchor] = None
        value = self._untagged(event, kind, depth)
        self.anchors[event.anchor] = (value, self.nodes - before + 1)
        return value

    def _untagged(self, event: Any, kind: type, depth: int) -> Any:
        if kind is ScalarEvent:
            return _scalar(event)
        if depth == MAX_DEPTH:
            raise UnreadableError("too-deep", _span(event), limit=MAX_DEPTH)
        return self._map(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise UnreadableError("undefined-alias", _span(event), alias=event.anchor)
        anchored = self.anchors[event.anchor]
        if anchored is None:
            raise UnreadableError("recursive-alias", _span(event), alias=event.anchor)
        value, nodes = anchored
        self.nodes += nodes
        self.aliased += nodes
        if self.aliased > MAX_ALIASED:
            raise UnreadableError("alias-bomb", _span(event), limit=MAX_ALIASED)
        return value

    def _refuse_key(self, event: Any) -> None:
        """Raise the error for a key that is no plain text; a quoted ``<<`` is one."""
        if event.__class__ is not ScalarEvent:
            raise UnreadableError("key-not-text", _span(event))
        if event.tag is not None:
            raise UnreadableError("tag", _span(event), tag=event.tag)
        if event.implicit[0]:
            raise UnreadableError("merge-key", _span(event))

    def _duplicate_key(self, key: str, event: Any, start: int, end: int) -> UnreadableError:
        first = Lines(self.text).span(start, end)
        error = UnreadableError("duplicate-key", _span(event), first, key=key, line=first.line)
        return error.below(key)


def _scalar(event: Any) -> Any:
    """Return the value of a scalar in the core schema of YAML 1.2 (yaml.org/spec/1.2.2, 10.3.2)."""
    text: str = event.value
    if not text.isascii():
        return unicodedata.normalize("NFC", text)
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return _number(text, event) if text[0] in "-+.0123456789" else text


def _number(text: str, event: Any) -> Any:
    if _INTEGER.fullmatch(text) and len(text) <= 18:
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)
    if _FLOAT.fullmatch(text) and abs(number := float(text)) < 1e300 and len(text) <= 300:
        return number if "." in text or "e" in text.lower() else _too_large(text, event)
    if _NO_NUMBER.fullmatch(text) or _FLOAT.fullmatch(text):
        return _too_large(text, event)
    return text


def _too_large(text: str, event: Any) -> Any:
    raise UnreadableError("no-number", _span(event), number=text[:20])


def _span(event: Any) -> Span:
    """Return the span of an event; if it has several lines, that of its first character."""
    start, end = event.start_mark, event.end_mark
    column = start.column + 1
    last = end.column + 1 if start.line == end.line else column
    return Span(start.line + 1, column, start.line + 1, max(last, column + 1))
