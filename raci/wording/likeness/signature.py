"""Signatures of texts, one number for each word, to compare many of them quickly.

Texts that mean the same have the same numbers; texts with the same numbers may still differ.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from typing import Generic, TypeVar

from raci.wording.likeness.parse import ParsedWording, parse
from raci.wording.likeness.stem import stem
from raci.wording.likeness.thesaurus import COUNTING, SOLID, thesaurus
from raci.wording.likeness.tokens import HAN, MARKS, Token, chinese_meaning, split_chinese, tokens

Numbers = list[int]
Known = TypeVar("Known")

NOTHING, SPECIAL, OPENING, ETC, UNSAID = 0, -1, -2, -3, -4
"""Words without meaning; words for which the whole text must be parsed; words to be omitted."""

_PARTS = {"such": SPECIAL, "(": SPECIAL, ")": SPECIAL, "opening": OPENING, "etc": ETC}
_HAN = re.compile(f"[{HAN}]")
_RUNS = re.compile(rf"[{HAN}]+|[^{HAN}\s]+")


class Signatures:
    """The signatures of normalized texts.

    ``numbers`` has the signature of each text, ``unsaid`` how many further words of it may be
    omitted, ``parsed`` the texts with examples by their index. ``solid`` are the numbers of words
    that must not be missing, ``chars`` those of single characters.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.words = thesaurus()
        self._implied = _implied()
        self.solid: set[int] = set()
        self.chars: set[int] = set()
        self.parsed: dict[int, ParsedWording] = {}
        han, latin, stems = _Memory(self._chinese), _Memory(self._english), _Memory(_bare_stem)
        self.numbers: list[Numbers] = []
        self.unsaid: list[int] = []
        for place, text in enumerate(texts):
            if _HAN.search(text):
                pieces = self._pieces(text)
                numbers = [han[piece] for piece in pieces]
            else:
                pieces = text.split()
                numbers = [latin[piece] for piece in pieces]
                if not self.words.begun.isdisjoint(pairwise([stems[piece] for piece in pieces])):
                    numbers[0] = SPECIAL
            special = numbers and min(numbers) < 0 and _is_special(numbers, pieces, text)
            if special or not any(number > 0 for number in numbers):
                words = parse(text)
                if words.examples:
                    self.parsed[place] = words
                numbers = self.of(words.all)
                if not any(number > 0 for number in numbers):
                    numbers = self.of(words.all, free=True)
            stated = self._without_implied([n for n in dict.fromkeys(numbers) if n > 0])
            self.unsaid.append(numbers.count(UNSAID))
            self.numbers.append(stated)

    def of(self, words: Iterable[Token], *, free: bool = False) -> Numbers:
        """Return the numbers of words, the same on every run.

        Words that may be omitted have one only if ``free``: if the text has no others.
        """
        return [self._number(word.name, word.part, free=free) for word in words]

    def sum(self, words: Iterable[Token]) -> int:
        """Return the sum of the distinct numbers of words."""
        return sum(self._without_implied([n for n in {*self.of(words)} if n > 0]))

    def _without_implied(self, numbers: Numbers) -> Numbers:
        implied = self._implied.keys() & numbers
        drop = {n for n in implied if not self._implied[n].isdisjoint(numbers)}
        return [n for n in numbers if n not in drop] if drop else numbers

    def _number(self, name: str, part: str, *, free: bool = False) -> int:
        if part not in COUNTING:
            return _PARTS.get(part, NOTHING)
        merged = self.words.merged(name)
        if not merged:
            return NOTHING
        if merged in self.words.merged_free and not free:
            return UNSAID
        number = _hash(merged)
        if part in SOLID and name not in self.words.ambiguous:
            self.solid.add(number)
        if part == "char":
            self.chars.add(number)
        return number

    def _pieces(self, text: str) -> list[str]:
        pieces: list[str] = []
        for run in _RUNS.findall(text):
            pieces += split_chinese(run, self.words.longer) if _HAN.match(run) else (run,)
        return pieces

    def _chinese(self, piece: str) -> int:
        if not _HAN.match(piece):
            return self._english(piece)
        if piece == "在" or piece in self.words.compounds:
            return SPECIAL
        meaning = chinese_meaning(piece, self.words)
        return self._number(meaning.name, meaning.part)

    def _english(self, piece: str) -> int:
        words = tokens(piece)
        if len(words) > 1:
            words = [word for word in words if word.written not in MARKS or word.written in "()+/"]
        if len(words) > 1:
            return SPECIAL
        return self._number(words[0].name, words[0].part) if words else NOTHING


def _hash(name: str) -> int:
    """Return a number for a name, the same on every run."""
    return int.from_bytes(blake2b(name.encode(errors="surrogatepass"), digest_size=7).digest()) + 1


@cache
def _implied() -> Mapping[int, frozenset[int]]:
    """Return the numbers of names, each with those that imply it."""
    words = thesaurus()

    def number(name: str) -> int:
        return _hash(words.merged(name))

    return {number(name): frozenset(map(number, by)) for name, by in words.implied.items()}


class _Memory(dict[str, Known], Generic[Known]):
    def __init__(self, compute: Callable[[str], Known]) -> None:
        self._compute = compute

    def __missing__(self, word: str) -> Known:
        self[word] = result = self._compute(word)
        return result


def _bare_stem(piece: str) -> str:
    return stem(piece.strip(",;.:!?\"'"))


def _is_special(numbers: Sequence[int], pieces: Sequence[str], text: str) -> bool:
    """Return whether a text must be parsed: it has examples, or words before an opening."""
    if SPECIAL in numbers or OPENING in numbers[1:]:
        return True
    return ETC in numbers and not (_AND.isdisjoint(pieces) and _JOINING.isdisjoint(text))


_JOINING = frozenset(",;、&+/")
_AND = frozenset(
    ("and", "or", "plus", *"和与及并或跟兼且暨", "以及", "并且", "同时", "或者", "还有")
)
