"""Decodes the bytes of a file, and describes why a text cannot be read."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from io import StringIO
from itertools import accumulate
from typing import Any

from raci.findings.place import TOP, Span

MAX_BYTES = 256 * 1024 * 1024

PROPOSAL = "raci-proposal"
KINDS = ("raci", PROPOSAL, "raci-test", "raci-pack")
"""The top-level keys that mark the kinds of raci's files."""

_KIND_LINE = r"""(?m)^\s*\{{?\s*["']?({kinds})["']?\s*[:：]"""
BREAKS = "\n\r\x85\u2028\u2029"
_UNPRINTABLE = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_SURROGATES = r"(?<!\\)(?:\\\\)*\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"


_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 8192
_ENDS, _CONTROL = re.compile(r"[,;|\t\n\r]"), re.compile(r"[\0-\x08\x0e-\x1f]")


def is_binary(raw: bytes) -> bool:
    """Return whether the bytes of a file are no text: there is no line of it to show."""
    if raw.startswith(_BINARY):
        return True
    sample = raw[:_SAMPLE]
    if b"\0" not in sample or sample.startswith(_WIDE):
        return False
    wide = (sample.decode(encoding, "replace") for encoding in ("utf-16-le", "utf-16-be"))
    return not any(_ENDS.search(text) and not _CONTROL.search(text) for text in wide)


class UnreadableError(Exception):
    """A text cannot be read: the case of DEF001, its span, and the values of the message.

    ``route`` leads to the key concerned, as far as the text could be read.
    """

    def __init__(
        self, case: str, span: Span = TOP, first: Span | None = None, **values: Any
    ) -> None:
        super().__init__(case)
        self.case, self.span, self.first, self.values = case, span, first, values
        self.route: tuple[str | int, ...] = ()

    def below(self, step: str | int) -> "UnreadableError":
        """Return itself with its route below a key or an index of the container around it."""
        self.route = (step, *self.route)
        return self

    def move(self, to: Callable[[Span], Span]) -> None:
        """Replace its spans."""
        self.span = to(self.span)
        self.first = self.first and to(self.first)


def plain_lines(text: str) -> list[str]:
    """Return the lines of a text as editors break them, at CR, LF or both, with their breaks."""
    return list(StringIO(text, newline=""))


def yaml_lines(text: str) -> list[str]:
    """Return the lines of a text as YAML breaks them, with their breaks.

    Python breaks lines at four further characters, none of which YAML allows.
    """
    return text.splitlines(keepends=True)


class Lines:
    """The lines of a text; converts offsets to lines and columns, from 1."""

    def __init__(self, text: str, split: Callable[[str], list[str]] = yaml_lines) -> None:
        self.lines = split(text)
        self.starts = [0, *accumulate(map(len, self.lines))]
        if text and not split(self.lines[-1] + "x")[1:]:
            self.starts.pop()
        self._without_breaks: dict[int, str] = {}

    def span(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        line, end_line = bisect_right(self.starts, start), bisect_right(self.starts, end)
        return Span(
            line, start - self.starts[line - 1] + 1, end_line, end - self.starts[end_line - 1] + 1
        )

    def line(self, number: int) -> str:
        """Return a line without its line break; ``""`` behind the last one."""
        if number > len(self.lines):
            return ""
        if number not in self._without_breaks:  # thousands of findings may share a long line
            self._without_breaks[number] = self.lines[number - 1].rstrip(BREAKS)
        return self._without_breaks[number]


def legible(raw: bytes) -> str:
    """Return bytes decoded as far as possible."""
    return raw.decode(_utf_16(raw) or "utf-8", errors="replace").lstrip("\ufeff")


def claims_kind(raw: bytes, kinds: Sequence[str] = KINDS) -> bool:
    """Return whether a line begins with one of some kinds."""
    return re.search(_KIND_LINE.format(kinds="|".join(kinds)), legible(raw)) is not None


def _utf_16(raw: bytes) -> str:
    """Return the two-byte encoding that the first bytes indicate; ``""`` if none."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return {b"\0": "utf-16-be"}.get(raw[:1], "utf-16-le" if raw[1:2] == b"\0" else "")


def decode(raw: bytes) -> str:
    """Return UTF-8 bytes as text without byte-order mark.

    Raises:
        UnreadableError: the encoding is another one, or there are too many bytes.
    """
    if len(raw) > MAX_BYTES:
        raise UnreadableError("too-large", limit=MAX_BYTES // (1024 * 1024))
    if _utf_16(raw):
        raise UnreadableError("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        span = Lines(before).span(len(before), len(before) + 1)
        raise UnreadableError("not-utf-8", span, byte=f"0x{raw[error.start]:02X}") from error


def join_surrogates(text: str) -> tuple[str, list[int]]:
    r"""Write each escaped surrogate pair of JSON as one escape, which libyaml can read.

    Returns the text, and the offsets in it behind which two characters are missing.
    """
    joined: list[int] = []

    def join(match: re.Match[str]) -> str:
        high, low = (int(match[group], 16) for group in (1, 2))
        before = match[0][:-12]
        joined.append(match.end() - 2 * (len(joined) + 1))
        return f"{before}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"

    return re.sub(_SURROGATES, join, text), joined


def unprintable(text: str) -> UnreadableError:
    """Return the error for the character that libyaml refuses in a text."""
    match = re.search(_UNPRINTABLE, text)
    if match is None:
        return UnreadableError("syntax", detail="unreadable characters")
    span = Lines(text).span(match.start(), match.end())
    return UnreadableError("control-character", span, character=f"U+{ord(match[0]):04X}")
