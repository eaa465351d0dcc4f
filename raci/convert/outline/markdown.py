"""Reads Markdown: headings, lists and tables."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from raci.convert.outline.clean import without_furniture, without_readings
from raci.convert.outline.continuation import joined
from raci.convert.outline.forms import lines_of_rows
from raci.convert.outline.lines import Line, Lines, Piece, shadow
from raci.convert.outline.names import named
from raci.convert.outline.text import text_of
from raci.source.tables.inline import plain

BOLD_LEVEL = 7
"""A bold line that is no known name stands for a heading below all others."""

_SHORT = 60
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_BULLET = re.compile(r"([ \t]*)([-*+])[ \t]+(?:\[[ xX]\] )?(.*)$")
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<words>[^*_]+?)[:：]?(?:\*\*|__)[:：]?\s*(?:\\|  )?$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_THEMATIC = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")


def read(raw: bytes) -> Lines:
    """Read the lines of a Markdown text.

    Raises:
        UnreadableError: the bytes are too many, or no text.
    """
    written = re.sub(r"(?s)<!--.*?-->", _blank, text_of(raw)).replace("\r\n", "\n").split("\n")
    outside: list[Line] = []
    lines = [without_readings(line) for line in _lines(written, outside)]
    found = without_furniture(lines)
    return Lines(joined(found.lines), found.furniture, outside)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _lines(written: Sequence[str], outside: list[Line]) -> Iterator[Line]:
    """Yield the lines of the text; those of front matter and of code are ``outside``."""
    gap, at = True, _behind_front_matter(written)
    outside += _outside(written, 0, at)
    while at < len(written):
        text = written[at].rstrip()
        rows = _table(written, at)
        if rows:
            yield from lines_of_rows(rows)
            at += len(rows) + 1
            gap = True
            continue
        fence = _FENCE.match(text)
        if fence:
            start, at = at, _end_of_code(written, at, fence[1])
            outside += _outside(written, start, at)
            continue
        if text.strip() and not _THEMATIC.match(text):
            following = written[at + 1] if at + 1 < len(written) else ""
            line = _line(text, at + 1, following, gap)
            yield line
            at += line.heading in (1, 2) and not _HEADING.match(text)
            gap = bool(line.heading)
        else:
            gap = True
        at += 1


def _outside(written: Sequence[str], start: int, end: int) -> Iterator[Line]:
    for number, text in enumerate(written[start:end], start + 1):
        if re.search(r"\w", text):
            yield Line(text.strip(), (Piece(0, number, len(text) - len(text.lstrip()) + 1),))


def _behind_front_matter(written: Sequence[str]) -> int:
    if written and written[0].strip() == "---":
        return next((at + 1 for at in range(1, len(written)) if written[at].strip() == "---"), 0)
    return 0


def _end_of_code(written: Sequence[str], at: int, fence: str) -> int:
    return next(
        (i + 1 for i in range(at + 1, len(written)) if written[i].strip().startswith(fence)),
        len(written),
    )


def _line(text: str, number: int, following: str, gap: bool) -> Line:
    text = re.sub(r"^ {0,3}(?:> ?)+", "", text)
    words, layout = _laid_out(text, following, gap)
    shown = plain(words).replace("\n", " ")
    column = max(text.find(words.strip()), 0) + 1
    return Line(shown, (Piece(0, number, column),), gap=gap, **layout)


def _laid_out(text: str, following: str, gap: bool) -> tuple[str, dict[str, Any]]:
    """Return the words of a line, and what its marks say: a heading, a bullet, an indentation."""
    heading = _HEADING.match(text)
    if heading:
        return heading[2], {"heading": len(heading[1])}
    bullet = _BULLET.match(text)
    if bullet:
        return bullet[3], {"bullet": "-", "indent": len(bullet[1].expandtabs(4))}
    underline = _UNDERLINE.match(following)
    if underline and (gap or underline[1][0] == "="):
        return text, {"heading": 1 if underline[1][0] == "=" else 2}
    bold = _BOLD.fullmatch(text)
    if bold and gap and len(text) < _SHORT and named(shadow(bold["words"])).kind == "unknown":
        return bold["words"], {"heading": BOLD_LEVEL}
    return text, {"indent": len(text) - len(text.lstrip())}


def _table(written: Sequence[str], at: int) -> list[list[Line]]:
    """Return the rows of the table that begins at a line; none where none does."""
    if at + 1 >= len(written) or not _ROW.match(written[at]) or not _RULE.match(written[at + 1]):
        return []
    numbers = [at]
    row = at + 2
    while row < len(written) and written[row].strip().startswith("|"):
        numbers.append(row)
        row += 1
    return [list(_cells(written[number], number + 1)) for number in numbers]


def _cells(text: str, number: int) -> Iterator[Line]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    at = text.find(inner)
    for cell in re.split(r"(?<!\\)\|", inner):
        yield _cell(cell, number, at + 1)
        at += len(cell) + 1


def _cell(cell: str, number: int, column: int) -> Line:
    """Return a cell, whose lines ``<br>`` tells apart."""
    texts: list[str] = []
    pieces: list[Piece] = []
    for match in re.finditer(r"(?i)(.*?)(?:<br ?/?>|$)", cell):
        words = match[1]
        start = column + match.start() + len(words) - len(words.lstrip())
        pieces.append(Piece(sum(len(each) + 1 for each in texts), number, start))
        texts.append(plain(words))
    return Line("\n".join(texts).rstrip("\n"), tuple(pieces))
