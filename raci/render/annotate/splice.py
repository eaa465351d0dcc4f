"""Insertions into a text whose own bytes stay as they are, whatever its encoding is."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from raci.findings.place import Span
from raci.render.annotate.notes import AnnotateError
from raci.source.decode import Lines
from raci.source.tables.decoding import decoded

_MARKS = {"utf-8-sig": (codecs.BOM_UTF8,), "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)}
_PLAIN = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class Insertion(NamedTuple):
    """A text to insert, and the offset at which it begins."""

    offset: int
    text: str


class SplicedText:
    """A text of some bytes, into which others are inserted."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.text, encoding = decoded(source)
        self.mark = next((m for m in _MARKS.get(encoding, ()) if source.startswith(m)), b"")
        self.encoding = _PLAIN.get(self.mark, encoding.removesuffix("-sig"))
        self.lines = Lines(self.text)

    @property
    def newline(self) -> str:
        """The line end of the text."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def start(self, span: Span) -> int:
        """Return the offset at which a span starts."""
        return self.lines.starts[span.line - 1] + span.column - 1

    def end(self, span: Span) -> int:
        """Return the offset at which a span ends."""
        return self.lines.starts[span.end_line - 1] + span.end_column - 1

    def with_all(self, insertions: Iterable[Insertion]) -> bytes:
        """Return the bytes with insertions; what the encoding lacks is a character reference.

        Raises:
            AnnotateError: the bytes of the text cannot be had back from it.
        """
        ordered = sorted(insertions, key=lambda each: each.offset)
        own = list(self._own([0, *(each.offset for each in ordered), len(self.text)]))
        if self.mark + b"".join(own) != self.source:
            raise AnnotateError("encoding", encoding=self.encoding)
        added = [each.text.encode(self.encoding, "xmlcharrefreplace") for each in ordered]
        return self.mark + b"".join(b"".join(pair) for pair in zip(own, [*added, b""], strict=True))

    def _own(self, edges: list[int]) -> Iterator[bytes]:
        for start, end in pairwise(edges):
            yield self.text[start:end].encode(self.encoding, "replace")
