"""YAML text to plain data and the place of every key and value, in one pass of libyaml's events."""

import re
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

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

from raci.finding import Span

MAX_BYTES = 256 * 1024 * 1024
MAX_DEPTH = 50
MAX_ALIASED = 100_000
"""The number of nodes that aliases may repeat: more is an alias bomb."""

KINDS = ("raci", "raci-proposal", "raci-test", "raci-pack")
"""The top-level keys by which a file says its kind."""

_KIND_LINE = re.compile(r"""^\s*\{?\s*["']?raci(-proposal|-test|-pack)?["']?\s*:""", re.MULTILINE)
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB]\w\w)\\u([dD][c-fC-F]\w\w)")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_START = Span(1, 1, 1, 1)


class UnreadableError(Exception):
    """A text that is no data: which case of it, where, and with which values for the message."""

    def __init__(
        self, case: str, span: Span = _START, first: Span | None = None, **values: Any
    ) -> None:
        super().__init__(case)
        self.case, self.span, self.first, self.values = case, span, first, values


@dataclass(slots=True, eq=False)
class Document:
    """A file's data (maps, lists, texts, numbers, booleans, nulls) and its places.

    ``marks`` holds, for each container by identity, in the order of its entries, the start and
    end of every key and value (line and column from 0), flat.
    """

    path: str
    text: str
    data: Any = None
    marks: "dict[int, array[int]]" = field(default_factory=dict)
    joined: list[tuple[int, int]] = field(default_factory=list)
    _lines: list[str] | None = None

    def span(self, route: Sequence[str | int], *, value: bool = False) -> Span:
        """Give the place of the key at a route (or of its value), else of the nearest ancestor.

        A list's item has no key: its own place is given.
        """
        node, found = self.data, _START
        for depth, step in enumerate(route):
            marks = self.marks.get(id(node))
            if isinstance(node, dict) and step in node and marks is not None:
                at = list(node).index(step) * 8
                last = value and depth == len(route) - 1
                found = self._span(marks[at + 4 : at + 8] if last else marks[at : at + 4])
                node = node[step]
            elif isinstance(node, list) and isinstance(step, int) and marks is not None:
                found = self._span(marks[step * 4 : step * 4 + 4])
                node = node[step]
            else:
                break
        return found

    def _span(self, mark: Sequence[int]) -> Span:
        line, column, end_line, end_column = mark
        return Span(
            line + 1, self._column(line, column), end_line + 1, self._column(end_line, end_column)
        )

    def _column(self, line: int, column: int) -> int:
        """Undo the shift of the escaped pairs that were joined before this column."""
        for at_line, at_column in self.joined:
            if at_line == line and at_column < column:
                column += 2
        return column + 1

    def line(self, number: int) -> str:
        """Give a line of the text, from 1, without its break."""
        if self._lines is None:
            self._lines = _BREAK.split(self.text)
        return self._lines[number - 1] if number <= len(self._lines) else ""


def claims_kind(raw: bytes) -> bool:
    """Tell whether one of the lines begins with a key that marks a file of raci's."""
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return _KIND_LINE.search(raw.decode(encoding, errors="replace").lstrip("\ufeff")) is not None


def read(raw: bytes, path: str) -> Document:
    """Read one file's bytes.

    Raises:
        UnreadableError: encoding, syntax, duplicate keys, aliases out of hand, limits.
    """
    text = _decode(raw)
    document = Document(path, text)
    if path.endswith(".json"):
        text = _join_surrogates(document)
    try:
        document.data = _Builder(text, document.marks).build()
    except yaml.reader.ReaderError as error:
        raise _unprintable(text) from error
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text) from error
    return document


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise UnreadableError("too-large", limit=MAX_BYTES // (1024 * 1024))
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableError("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        raise UnreadableError(
            "not-utf-8", _at(before, len(before)), byte=f"0x{raw[error.start]:02X}"
        ) from error


def _at(text: str, offset: int) -> Span:
    lines = _BREAK.split(text[:offset])
    line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + 1)


def _join_surrogates(document: Document) -> str:
    """Write JSON's escaped surrogate pairs as one escape, which libyaml reads."""

    def join(match: re.Match[str]) -> str:
        high, low = (int(match[group], 16) for group in (2, 3))
        return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"

    joined: list[str] = []
    for number, line in enumerate(_BREAK.split(document.text)):
        for count, match in enumerate(_SURROGATES.finditer(line)):
            document.joined.append((number, match.start() - 2 * count))
        joined.append(_SURROGATES.sub(join, line))
    return "\n".join(joined) if document.joined else document.text


def _unprintable(text: str) -> UnreadableError:
    match = _UNPRINTABLE.search(text)
    if match is None:
        return UnreadableError("syntax", detail="unreadable characters")
    return UnreadableError(
        "control-character", _at(text, match.start()), character=f"U+{ord(match[0]):04X}"
    )


def _syntax(error: yaml.MarkedYAMLError, text: str) -> UnreadableError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    span = Span(line + 1, column + 1, line + 1, column + 2)
    lines = _BREAK.split(text)
    here = lines[line] if line < len(lines) else ""
    if here[column : column + 1] == "\t" or here[: len(here) - len(here.lstrip())].count("\t"):
        return UnreadableError("tab", span)
    return UnreadableError("syntax", span, detail=error.problem or "not YAML")


def _resolve(text: str, event: Any) -> Any:
    """Give a plain scalar's value by YAML 1.2's core schema (yaml.org/spec/1.2.2, 10.3.2)."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+.0123456789":
        if _NO_NUMBER.fullmatch(text):
            raise UnreadableError("no-number", _span(event), number=text)
        if _INTEGER.fullmatch(text):
            if len(text) > 18:
                raise UnreadableError("no-number", _span(event), number=text[:20])
            return int(text, 0 if text[:2] in ("0o", "0x") else 10)
        if _FLOAT.fullmatch(text):
            return _float(text, event)
    return text


def _float(text: str, event: Any) -> float:
    number = float(text)
    if abs(number) > 1e300:
        raise UnreadableError("no-number", _span(event), number=text[:20])
    return number


class _Builder:
    """Builds data from events, container by container."""

    def __init__(self, text: str, marks: "dict[int, array[int]]") -> None:
        self.next: Callable[[], Any] = CParser(text).get_event
        self.marks = marks
        self.nodes = 0
        self.aliased = 0
        self.anchors: dict[str, tuple[Any, int] | None] = {}

    def build(self) -> Any:
        """Build the one document of the text; None where there is none."""
        root, documents = None, 0
        while (event := self.next()).__class__ is not StreamEndEvent:
            if event.__class__ is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise UnreadableError("several-documents", _span(event))
                root = self._node(self.next(), 0)
        return root

    def _node(self, event: Any, depth: int) -> Any:
        self.nodes += 1
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
            text = _normal(event.value)
            return _resolve(text, event) if event.implicit[0] else text
        if depth == MAX_DEPTH:
            raise UnreadableError("too-deep", _span(event), limit=MAX_DEPTH)
        return self._map(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)

    def _map(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        marks: list[int] = []
        following = self.next
        while (event := following()).__class__ is not MappingEndEvent:
            key = self._key(event)
            if key in result:
                line, column, end_line, end_column = marks[
                    (at := list(result).index(key) * 8) : at + 4
                ]
                first = Span(line + 1, column + 1, end_line + 1, end_column + 1)
                raise UnreadableError(
                    "duplicate-key", _span(event), first, key=key, line=first.line
                )
            start, end = event.start_mark, event.end_mark
            marks += (start.line, start.column, end.line, end.column)
            event = following()
            start, end = event.start_mark, event.end_mark
            marks += (start.line, start.column, end.line, end.column)
            result[key] = self._node(event, depth)
        self.marks[id(result)] = array("I", marks)
        return result

    def _list(self, depth: int) -> list[Any]:
        result: list[Any] = []
        marks: list[int] = []
        following = self.next
        while (event := following()).__class__ is not SequenceEndEvent:
            start, end = event.start_mark, event.end_mark
            marks += (start.line, start.column, end.line, end.column)
            result.append(self._node(event, depth))
        self.marks[id(result)] = array("I", marks)
        return result

    def _key(self, event: Any) -> str:
        if event.__class__ is not ScalarEvent:
            raise UnreadableError("key-not-text", _span(event))
        if event.tag is not None:
            raise UnreadableError("tag", _span(event), tag=event.tag)
        if event.value == "<<" and event.implicit[0]:
            raise UnreadableError("merge-key", _span(event))
        return _normal(event.value)

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


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    if start.line != end.line:
        return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(
        start.line + 1, start.column + 1, end.line + 1, max(end.column, start.column + 1) + 1
    )
