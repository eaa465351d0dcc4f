"""Reads TOML into plain data with places: tomllib reads the values, a scanner finds the places."""

import json
import re
import unicodedata
from array import array
from dataclasses import dataclass
from math import isfinite
from typing import Any

from raci.findings.place import Span
from raci.source.decode import UnreadableError, decode
from raci.source.document import Document
from raci.source.marks import PLAIN, wide_mark, with_plain_mark
from raci.source.toml_positions import MAX_DEPTH, Node, Offsets, Scanner

_DIGITS = re.compile("[0-9_]{640,}")
"""At least as many digits as the lowest limit that Python can have."""

_ENTRY = re.compile(r"""\s*([\w.-]+)\s*([:=])\s*([^\s{#][^{#]*?)\s*""")
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(raw: bytes, path: str, table: tuple[str, ...] = ()) -> Document | None:
    """Read the bytes of a file, or one table of it; None if there is no such table.

    Keys and texts are in NFC, dates and times are texts. Places refer to the whole file.

    Raises:
        UnreadableError: encoding, syntax or duplicate keys; in the table, numbers out of range or
            values nested too deeply.
    """
    document = Document(path, decode(raw))
    data: Any = _load(document)
    for key in table:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    node = Scanner(document.text).scan()
    for key in table:
        node = node.at(key)
        document.top = node.key
    document.data = _Builder(document).plain(data, node, 0)
    return document


def _load(document: Document) -> dict[str, Any]:
    import tomllib

    text = document.text
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), document) from error
    except RecursionError as error:
        scanner = Scanner(text)
        scanner.scan()
        span = _span(document, scanner.deep)
        raise UnreadableError("too-deep", span, limit=MAX_DEPTH) from error
    except ValueError as error:  # an integer of more digits than Python reads
        match = _DIGITS.search(text)
        span = _span(document, match.span() if match else (0, 0))
        raise UnreadableError("no-number", span, number=match[0][:20] if match else "") from error


def _syntax(message: str, document: Document) -> UnreadableError:
    """Return the error for a syntax error of tomllib; duplicate keys have a case of their own."""
    text = document.text
    at = len(text)
    if (match := _WHERE.search(message)) and match[1]:
        before = text.split("\n")[: int(match[1]) - 1]
        at = sum(len(line) + 1 for line in before) + int(match[2]) - 1
    scanner = Scanner(text[:at])
    scanner.scan()
    if scanner.twice:
        return _duplicate_key(document, *scanner.twice)
    at = min(at, len(text.rstrip()))  # not on the empty line behind the last
    span = _span(document, (at, at))
    line = document.lines.line(span.line)
    detail = _WHERE.sub("", message)
    mistyped = _mistyped(line, span.line, detail)
    return mistyped or UnreadableError("toml-syntax", span, detail=detail)


def _mistyped(line: str, row: int, detail: str) -> UnreadableError | None:
    """Explain a line with full-width characters, a colon for ``=``, or a text without quotes."""
    index = wide_mark(line, in_list=True)
    if index is not None:
        span = Span(row, index + 1, row, index + 2)
        mark, instead = line[index], (with_plain_mark(line, index),)
        return UnreadableError("wide-mark", span, found=mark, plain=PLAIN[mark], instead=instead)
    if not (match := _ENTRY.fullmatch(line)):
        return None
    if match[2] == "=" and detail != "Invalid value":
        return None
    case, part = ("toml-colon", 2) if match[2] == ":" else ("toml-quotes", 3)
    start, end = match.span(part)
    instead = (f"{match[1]} = {_toml_value(match[3].strip())}",)
    return UnreadableError(case, Span(row, start + 1, row, end + 1), instead=instead)


def _toml_value(text: str) -> str:
    """Return a value with the quotes that TOML wants."""
    if text.startswith("["):
        items = re.split("[,，、]", text.strip("[]"))
        return f"[{', '.join(_toml_value(item.strip()) for item in items if item.strip())}]"
    if text.lower() in ("true", "false") or re.fullmatch("-?[0-9.]+", text):
        return text.lower()
    return json.dumps(text.strip("\"'"), ensure_ascii=False)


def _duplicate_key(
    document: Document, key: str, first: Offsets, second: Offsets
) -> UnreadableError:
    where = _span(document, first)
    return UnreadableError(
        "duplicate-key", _span(document, second), where, key=key, line=where.line
    )


def _span(document: Document, offsets: Offsets) -> Span:
    """Return a span; if it is empty or has several lines, that of its first character."""
    span = document.between(*offsets)
    end = span.end_column if span.line == span.end_line else 0
    return span._replace(end_line=span.line, end_column=max(end, span.column + 1))


@dataclass(slots=True)
class _Builder:
    document: Document

    def plain(self, value: Any, node: Node, depth: int) -> Any:
        """Return a value as plain data; ``depth`` counts the containers around it."""
        if isinstance(value, dict | list):
            if depth == MAX_DEPTH:
                span = _span(self.document, node.value)
                raise UnreadableError("too-deep", span, limit=MAX_DEPTH)
            if isinstance(value, dict):
                return self._map(value, node, depth + 1)
            return self._list(value, node, depth + 1)
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value)
        if isinstance(value, int | float):
            return self._number(value, node.value)
        return value.isoformat()

    def _map(self, table: dict[str, Any], node: Node, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        marks = array("I")
        for written, value in table.items():
            inside = node.at(written)
            key = unicodedata.normalize("NFC", written)
            if key in result:
                at = list(result).index(key) * 4
                raise _duplicate_key(self.document, key, (marks[at], marks[at + 1]), inside.key)
            marks.extend((*inside.key, *inside.value))
            result[key] = self.plain(value, inside, depth)
        self.document.marks[id(result)] = marks
        return result

    def _list(self, items: list[Any], node: Node, depth: int) -> list[Any]:
        nodes = [node.at(index) for index in range(len(items))]
        result = [self.plain(item, at, depth) for item, at in zip(items, nodes, strict=True)]
        self.document.marks[id(result)] = array("I", [o for at in nodes for o in at.value])
        return result

    def _number(self, number: float, offsets: Offsets) -> float:
        """Return a number; raise an error beyond 64 bits and for infinity and NaN."""
        if isfinite(number) if isinstance(number, float) else -(2**63) <= number < 2**63:
            return number
        written = self.document.text[slice(*offsets)][:20]
        raise UnreadableError("no-number", _span(self.document, offsets), number=written)
