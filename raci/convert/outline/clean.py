"""Removes what converting and printing leave in a text: readings, and heads and feet of pages."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from raci.convert.outline.lines import Line, Lines, Piece, shadow

_SYLLABLE = (
    "(?:b|p|m|f|d|t|n|l|g|k|h|j|q|x|zh|ch|sh|r|z|c|s|y|w)?"
    "(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|üan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in"
    "|ua|uo|ue|üe|ui|un|ün|a|o|e|i|u|ü|v|ve)"
)
_PINYIN = re.compile(rf"{_SYLLABLE}[1-5]?")
_READING = re.compile(
    "(?<=[\u3400-\u9fff\uf900-\ufaff])[(（]([a-zA-ZÀ-ǿ\u0300-\u030c\u3105-\u312fˊˇˋ˙ü1-5]{1,8})[)）]"
)
_TONES = frozenset("\u0300\u0301\u0304\u030c")

_PAGE = re.compile(
    r"[-–—~·• ]{0,3}(?:"
    r"第 ?[\d一二三四五六七八九十]{1,4} ?页(?:[,/ ]{0,2}共 ?\d{1,4} ?页)?"
    r"|(?:page|p\.|pg\.?) ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?"
    r"|\d{1,4} ?/ ?\d{1,4}|[-–—] ?\d{1,4} ?[-–—]|\d{1,3})[-–—~·• ]{0,3}",
    re.I,
)
_WITH_PAGE = re.compile(r"(?:第 ?\d{1,4} ?页|\bpage \d{1,4}\b(?: of \d+)?)", re.I)
_CONTENTS = re.compile(r"(?:\.{3,}|…{2,}|\. \. \.|·{3,}|_{3,}) ?\d{1,4}$")
_LONGEST_NUMBER = 30
_SPACED = re.compile(r"\S {4,}\S")
_COUNTER = re.compile(r" ?(\d{1,3}) ?[、.] ?")


def without_readings(line: Line) -> Line:
    """Return a line without the readings that follow characters, as in ``構(gòu)``."""
    result, done = None, 0
    for match in _READING.finditer(line.text):
        if not _is_reading(match[1]):
            continue
        part = line.cut(done, match.start())
        result = part if result is None else _glued(result, part)
        done = match.end()
    if result is None:
        return line
    return _glued(result, line.cut(done))


def _glued(line: Line, other: Line) -> Line:
    before = len(line.text)
    pieces = tuple(Piece(piece.at + before, piece.line, piece.column) for piece in other.pieces)
    return replace(line, text=line.text + other.text, pieces=line.pieces + pieces)


def _is_reading(written: str) -> bool:
    """Return whether letters are one syllable with its tone, in pinyin or zhuyin."""
    if any("\u3105" <= char <= "\u312f" for char in written):
        return True
    apart = unicodedata.normalize("NFD", written)
    plain = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    toned = len(apart) > len(plain.replace("ü", "u\u0308")) or written[-1].isdigit()
    return toned and _PINYIN.fullmatch(plain) is not None


def without_furniture(lines: Sequence[Line]) -> Lines:
    """Tell page numbers, heads and feet of pages, and tables of contents from the rest."""
    dark = [shadow(line.text).strip() for line in lines]
    counted = _counts_up(dark)
    mates = Counter(map(_numberless, dark))
    pages = {at for at, text in enumerate(dark) if _is_page(text, counted, mates)}
    repeated = _beside_pages(dark, pages) | _spaced_out(dark)
    kept: list[Line] = []
    furniture: list[Line] = []
    ended = False
    for at, line in enumerate(lines):
        if at in pages or at in repeated:
            furniture.append(line)
            ended = True
        else:
            kept.append(replace(line, page=line.page or ended))
            ended = False
    return Lines(kept, furniture)


def _is_page(text: str, counted: bool, mates: Counter[str]) -> bool:
    """Return whether a line is the number of a page, or has one as others like it have."""
    if _CONTENTS.search(text):
        return True
    if len(text) <= _LONGEST_NUMBER and _PAGE.fullmatch(text):
        return not text.isdigit() or counted
    return _WITH_PAGE.search(text) is not None and mates[_numberless(text)] > 1


def _counts_up(texts: Sequence[str]) -> bool:
    """Return whether the lines that are mere numbers count up, two at least."""
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    return len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _beside_pages(texts: Sequence[str], pages: set[int]) -> set[int]:
    """Return the lines that stand beside page numbers, the same each time, twice at least."""
    near = {at for page in pages for at in (_step(texts, page, -1), _step(texts, page, 1))}
    near = {at for at in near if 0 <= at < len(texts) and at not in pages}
    times = Counter(texts[at] for at in near if texts[at])
    return {at for at in near if times[texts[at]] > 1}


def _spaced_out(texts: Sequence[str]) -> set[int]:
    """Return the lines that come again word by word with a gap within, as heads of pages have."""
    spaced = [at for at, text in enumerate(texts) if _SPACED.search(text) and ":" not in text]
    times = Counter(texts[at] for at in spaced)
    return {at for at in spaced if times[texts[at]] > 1}


def _step(texts: Sequence[str], at: int, by: int) -> int:
    at += by
    while 0 <= at < len(texts) and not texts[at]:
        at += by
    return at


def without_page_counters(
    lines: Sequence[Line], several: Sequence[bool]
) -> tuple[list[Line], list[Line]]:
    """Cut the counters 1, 2, 3 that open the pages of a text with a page a line.

    ``several`` tells the lines that hold several items. Counters are none where each stands at
    the start of a sentence, as the numbers of items do. Returns the lines, and the counters.
    """
    at = [index for index, line in enumerate(lines) if line.text.strip()]
    runs = [index for index in at if several[index] and _COUNTER.match(shadow(lines[index].text))]
    numbers = [int(match[1]) for i in runs if (match := _COUNTER.match(shadow(lines[i].text)))]
    if len(runs) < 2 or numbers != list(range(1, len(runs) + 1)):
        return list(lines), []
    if not any(_is_inside(lines, at, index) for index in runs[1:]):
        return list(lines), []
    result, counters = list(lines), []
    for index in runs:
        match = _COUNTER.match(shadow(lines[index].text))
        assert match is not None
        counters.append(lines[index].cut(0, match.end()))
        result[index] = replace(lines[index].cut(match.end()), page=True)
    return result, counters


def _is_inside(lines: Sequence[Line], filled: list[int], index: int) -> bool:
    """Return whether a counter cuts a sentence, or stands before another number."""
    text = shadow(lines[index].text)
    match = _COUNTER.match(text)
    assert match is not None
    if _COUNTER.match(text, match.end()):
        return True
    place = filled.index(index)
    before = shadow(lines[filled[place - 1]].text).rstrip() if place else "。"
    return before[-1:] not in "。;:!?."
