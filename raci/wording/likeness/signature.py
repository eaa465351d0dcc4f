"""Many texts as numbers, one for each word: a quick first look at what they say.

Whatever says the same has the same numbers; what has the same numbers may still differ.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Generic, TypeVar

from raci.wording.likeness.parse import ParsedWording, said
from raci.wording.likeness.stem import stem
from raci.wording.likeness.thesaurus import COUNTING, SOLID, meanings
from raci.wording.likeness.tokens import HAN, MARKS, Token, chinese, parted, tokens

Numbers = list[int]
Known = TypeVar("Known")

NOTHING, SPECIAL, OPENING, ETC, UNSAID = 0, -1, -2, -3, -4
"""What says nothing; words for which a text must be looked at as a whole; and what may be left
unsaid."""

_PARTS = {"such": SPECIAL, "(": SPECIAL, ")": SPECIAL, "opening": OPENING, "etc": ETC}
_HAN = re.compile(f"[{HAN}]")
_RUNS = re.compile(rf"[{HAN}]+|[^{HAN}\s]+")


class Coarse:
    """Texts in their normal form as numbers.

    ``numbers`` holds those of each text, ``unsaid`` how many words it has beside that may be left
    out; ``said`` the texts with examples, taken apart, by place;
    ``solid`` the numbers of words that may not be missed, ``chars`` those of lone characters.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.words = meanings()
        self._free = {self.words.coarse.get(name, name) for name in self.words.free}
        self._implied = {
            self._hashed(name): frozenset(map(self._hashed, by))
            for name, by in self.words.implied.items()
        }
        self.solid: set[int] = set()
        self.chars: set[int] = set()
        self.said: dict[int, ParsedWording] = {}
        self._begun = {stems[:2] for stems in self.words.english if len(stems) > 1}
        han, latin, stems = _Memory(self._chinese), _Memory(self._english), _Memory(_bare)
        self.numbers: list[Numbers] = []
        self.unsaid: list[int] = []
        for place, text in enumerate(texts):
            if _HAN.search(text):
                pieces = self._pieces(text)
                numbers = [han[piece] for piece in pieces]
            else:
                pieces = text.split()
                numbers = [latin[piece] for piece in pieces]
                if not self._begun.isdisjoint(pairwise([stems[piece] for piece in pieces])):
                    numbers[0] = SPECIAL
            special = numbers and min(numbers) < 0 and _is_special(numbers, pieces, text)
            if special or not any(number > 0 for number in numbers):
                words = said(text)
                if words.examples:
                    self.said[place] = words
                numbers = self.of(words.all)
                if not any(number > 0 for number in numbers):
                    numbers = self.of(words.all, free=True)
            said_so = self._without_implied([n for n in dict.fromkeys(numbers) if n > 0])
            self.unsaid.append(numbers.count(UNSAID))
            self.numbers.append(said_so)

    def of(self, words: Iterable[Token], *, free: bool = False) -> Numbers:
        """Give the numbers of words; they are the same on every run.

        What may be left unsaid has one only where it is ``free``: where nothing else is said.
        """
        return [self._number(word.name, word.part, free=free) for word in words]

    def sum(self, words: Iterable[Token]) -> int:
        """Give the sum of the numbers of words, of each once."""
        return sum(self._without_implied([n for n in {*self.of(words)} if n > 0]))

    def _without_implied(self, numbers: Numbers) -> Numbers:
        """Leave out what goes without saying beside another one of these."""
        if self._implied.keys().isdisjoint(numbers):
            return numbers
        found = self._implied.keys() & numbers
        drop = {n for n in found if not self._implied[n].isdisjoint(numbers)}
        return [n for n in numbers if n not in drop] if drop else numbers

    def _number(self, name: str, part: str, *, free: bool = False) -> int:
        if part not in COUNTING:
            return _PARTS.get(part, NOTHING)
        coarse = self.words.coarse.get(name, name)
        if not coarse:
            return NOTHING
        if coarse in self._free and not free:
            return UNSAID
        number = _hash(coarse)
        if part in SOLID and name not in self.words.ambiguous:
            self.solid.add(number)
        if part == "char":
            self.chars.add(number)
        return number

    def _hashed(self, name: str) -> int:
        return _hash(self.words.coarse.get(name, name))

    def _pieces(self, text: str) -> list[str]:
        found: list[str] = []
        for run in _RUNS.findall(text):
            found += parted(run, self.words.longer) if _HAN.match(run) else (run,)
        return found

    def _chinese(self, piece: str) -> int:
        if not _HAN.match(piece):
            return self._english(piece)
        if piece == "在" or piece in self.words.compounds:
            return SPECIAL
        meaning = chinese(piece, self.words)
        return self._number(meaning.name, meaning.part)

    def _english(self, piece: str) -> int:
        words = tokens(piece)
        if len(words) > 1:
            words = [word for word in words if word.shown not in MARKS or word.shown in "()+/"]
        if len(words) > 1:
            return SPECIAL
        return self._number(words[0].name, words[0].part) if words else NOTHING


def _hash(name: str) -> int:
    """Give the number of a name, the same on every run."""
    return int.from_bytes(blake2b(name.encode(errors="surrogatepass"), digest_size=7).digest()) + 1


class _Memory(dict[str, Known], Generic[Known]):
    """What a function gives for each word, worked out once."""

    def __init__(self, work_out: Callable[[str], Known]) -> None:
        self._work_out = work_out

    def __missing__(self, word: str) -> Known:
        self[word] = found = self._work_out(word)
        return found


def _bare(piece: str) -> str:
    return stem(piece.strip(",;.:!?\"'"))


def _is_special(numbers: Sequence[int], pieces: Sequence[str], text: str) -> bool:
    """Tell whether examples, or words before an opening, ask for a closer look."""
    if SPECIAL in numbers or OPENING in numbers[1:]:
        return True
    return ETC in numbers and not (_AND.isdisjoint(pieces) and _JOINING.isdisjoint(text))


_JOINING = frozenset(",;、&+/")
_AND = frozenset(
    ("and", "or", "plus", *"和与及并或跟兼且暨", "以及", "并且", "同时", "或者", "还有")
)
