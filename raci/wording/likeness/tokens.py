"""Splits a text into words with their meanings: Chinese by longest match, English by stems."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from raci.wording.likeness.stem import stem
from raci.wording.likeness.thesaurus import COUNTING, Meaning, Thesaurus, thesaurus

HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"[^\W\d_{HAN}]"
_RUNS = re.compile(
    rf"[{HAN}]+|\d+(?:[.,]\d+)*%?|{_WORD}+(?:['&]{_WORD}+)*(?:\d+{_WORD}*)?|[,;、&+()/]"
)
_HAN = re.compile(f"[{HAN}]")
_DIGIT = re.compile(r"\d")
NUMERALS = frozenset("一二三四五六七八九十百千万亿两")
MARKS = {mark: Meaning(",", "and") for mark in ",;、&+/"} | {m: Meaning(m, m) for m in "()"}
WITHIN = frozenset("中上里内")
"""Characters that only close a phrase begun by 在."""


class Token(NamedTuple):
    """A word as written, the name of its meaning, and the part that the meaning plays."""

    written: str
    name: str
    part: str

    @property
    def counts(self) -> bool:
        """Whether the word has a meaning of its own."""
        return self.part in COUNTING


def is_chinese(text: str) -> bool:
    """Return whether a text has Chinese characters."""
    return _HAN.search(text) is not None


def tokens(text: str) -> list[Token]:
    """Return the words of a normalized text."""
    words = thesaurus()
    result: list[Token] = []
    pieces, at = _RUNS.findall(text), 0
    while at < len(pieces):
        token, used = _token(pieces, at, words)
        if token:
            result.append(token)
        else:
            result += _chinese(pieces[at], words)
        at += used
    return result


def _token(pieces: list[str], at: int, words: Thesaurus) -> tuple[Token | None, int]:
    piece = pieces[at]
    if piece in MARKS:
        return Token(piece, *MARKS[piece]), 1
    if _HAN.match(piece):
        return None, 1
    if _DIGIT.search(piece):
        return Token(piece, piece.replace(",", ""), "number"), 1
    return _english(pieces, at, words)


def split_chinese(run: str, longer: dict[str, list[str]]) -> list[str]:
    """Return Chinese split into the longest known words and single characters between them."""
    pieces: list[str] = []
    at = 0
    while at < len(run):
        for word in longer.get(run[at : at + 2], ()):
            if run.startswith(word, at):
                break
        else:
            word = run[at]
        pieces.append(word)
        at += len(word)
    return pieces


def _chinese(run: str, words: Thesaurus) -> Iterator[Token]:
    opened = False
    for word in split_chinese(run, words.longer):
        if word in WITHIN and opened:
            opened = False
            continue
        opened = opened or word == "在"
        for part in words.compounds.get(word, (word,)):
            yield Token(part, *chinese_meaning(part, words))


def chinese_meaning(word: str, words: Thesaurus) -> Meaning:
    """Return the meaning of a Chinese word or character."""
    meaning = words.chinese.get(word)
    if meaning is None:
        part = "word" if len(word) > 1 else "number" if word in NUMERALS else "char"
        return Meaning(word, part)
    return meaning


def _english(pieces: list[str], at: int, words: Thesaurus) -> tuple[Token, int]:
    """Return the longest known phrase at a position, else the word, and its length in words."""
    piece = pieces[at].removesuffix("'s").removesuffix("'")
    first = stem(piece)
    longest = min(words.phrases.get(first, 0), len(pieces) - at)
    stems = (first, *map(stem, pieces[at + 1 : at + longest]))
    for size in range(longest, 0, -1):
        if meaning := words.english.get(stems[:size]):
            written = piece if size == 1 else " ".join((piece, *pieces[at + 1 : at + size]))
            return Token(written, *meaning), size
    return Token(piece, first, "word"), 1
