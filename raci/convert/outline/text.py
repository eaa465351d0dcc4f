"""Reads plain text: lines, of which some continue the one before."""

import re
from collections.abc import Iterator, Sequence

from raci.convert.outline.clean import without_furniture, without_page_counters, without_readings
from raci.convert.outline.continuation import joined
from raci.convert.outline.lines import Line, Lines, Piece, shadow
from raci.convert.outline.marks import marks_of
from raci.findings.place import Span
from raci.source.decode import UnreadableError
from raci.source.tables.decoding import decode_table

MAX_BYTES = 8 * 1024 * 1024
"""No outline is larger."""
LONGEST_LINE = 20_000

_UNDERLINE = re.compile(r"\s*([=\-~_*#]){3,}\s*")


def read(raw: bytes) -> Lines:
    """Read a plain text.

    Raises:
        UnreadableError: the bytes are too many, or no text.
    """
    return lines_of(text_of(raw))


def text_of(raw: bytes) -> str:
    """Return the bytes of an outline as text.

    Raises:
        UnreadableError: the bytes are too many, or no text.
    """
    if len(raw) > MAX_BYTES:
        raise UnreadableError("too-large", limit=MAX_BYTES // (1024 * 1024))
    return decode_table(raw)


def lines_of(text: str) -> Lines:
    """Return the lines of a plain text, those that are continued as one."""
    written = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)
    lines = [without_readings(each) for each in _lines(written)]
    found = without_furniture(lines)
    several = [len(list(marks_of(shadow(line.text)))) > 2 for line in found.lines]
    kept, counters = without_page_counters(found.lines, several)
    return Lines(joined(kept), [*found.furniture, *counters])


def _lines(written: Sequence[str]) -> Iterator[Line]:
    gap = page = False
    for number, whole in enumerate(written, 1):
        if len(whole) > LONGEST_LINE:
            raise UnreadableError("line-too-long", Span(number, 1, number, 1), limit=LONGEST_LINE)
        text = whole.replace("\f", " ").replace("\x0b", " ").replace("\u200b", " ").rstrip()
        page = page or "\f" in whole
        if not text.strip() or _UNDERLINE.fullmatch(text):
            gap = True
            continue
        indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
        bare = text.lstrip()
        yield Line(bare, (Piece(0, number, len(text) - len(bare) + 1),), indent, gap=gap, page=page)
        gap = page = False
