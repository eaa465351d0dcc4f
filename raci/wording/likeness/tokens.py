"""A text as words, each with what it means: Chinese by the longest known word, English by stems."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from raci.wording.likeness.stem import stem
from raci.wording.likeness.thesaurus import COUNTING, Meaning, Meanings, meanings

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
"""Characters that only close what 在 has opened."""


class Token(NamedTuple):
    """A word as it stands, the name of what it means, and the part that it plays."""

    shown: str
    name: str
    part: str

    @property
    def counts(self) -> bool:
        """Tell whether the word says something of its own."""
        return self.part in COUNTING


def is_chinese(text: str) -> bool:
    """Tell whether a text has Chinese characters."""
    return _HAN.search(text) is not None


def tokens(text: str) -> list[Token]:
    """Give the words of a text in its normal form."""
    words = meanings()
    found: list[Token] = []
    pieces, at = _RUNS.findall(text), 0
    while at < len(pieces):
        token, used = _token(pieces, at, words)
        if token:
            found.append(token)
        else:
            found += _chinese(pieces[at], words)
        at += used
    return found


def _token(pieces: list[str], at: int, words: Meanings) -> tuple[Token | None, int]:
    piece = pieces[at]
    if piece in MARKS:
        return Token(piece, *MARKS[piece]), 1
    if _HAN.match(piece):
        return None, 1
    if _DIGIT.search(piece):
        return Token(piece, piece.replace(",", ""), "number"), 1
    return _english(pieces, at, words)


def parted(run: str, longer: dict[str, list[str]]) -> list[str]:
    """Part Chinese into the longest words known and, between them, single characters."""
    found: list[str] = []
    at = 0
    while at < len(run):
        for word in longer.get(run[at : at + 2], ()):
            if run.startswith(word, at):
                break
        else:
            word = run[at]
        found.append(word)
        at += len(word)
    return found


def _chinese(run: str, words: Meanings) -> Iterator[Token]:
    opened = False
    for word in parted(run, words.longer):
        if word in WITHIN and opened:
            opened = False
            continue
        opened = opened or word == "在"
        for part in words.compounds.get(word, (word,)):
            yield Token(part, *chinese(part, words))


def chinese(word: str, words: Meanings) -> Meaning:
    """Give what a Chinese word or character means."""
    meaning = words.chinese.get(word)
    if meaning is None:
        part = "word" if len(word) > 1 else "number" if word in NUMERALS else "char"
        return Meaning(word, part)
    return meaning


def _english(pieces: list[str], at: int, words: Meanings) -> tuple[Token, int]:
    """Give the longest phrase that is known from here on, else the word, and its length."""
    piece = pieces[at].removesuffix("'s").removesuffix("'")
    first = stem(piece)
    longest = min(words.phrases.get(first, 0), len(pieces) - at)
    stems = (first, *map(stem, pieces[at + 1 : at + longest]))
    for size in range(longest, 0, -1):
        if meaning := words.english.get(stems[:size]):
            shown = piece if size == 1 else " ".join((piece, *pieces[at + 1 : at + size]))
            return Token(shown, *meaning), size
    return Token(piece, first, "word"), 1
