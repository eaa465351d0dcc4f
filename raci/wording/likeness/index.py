"""Many wordings of one language: which of them say the same, found without comparing all pairs."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from math import log

from raci.wording.likeness.parse import ParsedWording, said
from raci.wording.likeness.signature import Coarse, Numbers
from raci.wording.likeness.similarity import THRESHOLD, Likeness, likeness, plain
from raci.wording.likeness.tokens import Token

FEW = 20
"""Of so many wordings with the same words each is compared with the next ones; there are more
only where order, or words for whose it is, tell them apart."""

MANY, CLOSEST = 500, 5
"""Of so many texts at most the nearest to another one is chosen: by their words, then compared."""

USUAL = 1000
"""As many texts as are imagined beside those at hand, lest a few make their words seem common."""


class Alike:
    """An index over different texts in their normal form: which say the same.

    ``texts`` maps each to what it is a wording of, None where of several things; two wordings of
    one thing are not compared. What says nothing is alike to nothing.
    """

    def __init__(self, texts: Mapping[str, Hashable]) -> None:
        self.texts = sorted(texts)
        self._places = {text: place for place, text in enumerate(self.texts)}
        self._of = [texts[text] for text in self.texts]
        self._coarse = Coarse(self.texts)
        self._said: dict[int, ParsedWording] = dict(self._coarse.said)
        self._common = Counter(number for each in self._coarse.numbers for number in each)
        self._weights_of: dict[tuple[str, str], float] = {}
        self._rare = {number: self._rarity(number) for number in self._common}

    def _rarity(self, number: int) -> float:
        usual = (len(self.texts) + USUAL) / (self._common[number] + USUAL / 100)
        return log(usual) if usual > 1 else 0.0

    def said(self, place: int) -> ParsedWording:
        """Give a text taken apart."""
        if place not in self._said:
            self._said[place] = said(self.texts[place])
        return self._said[place]

    def says_something(self, text: str) -> bool:
        """Tell whether one of the texts has a word that counts."""
        return bool(self._coarse.numbers[self._places[text]])

    def weigh(self, word: Token) -> float:
        """Weigh a word: the rarer in these texts, the more."""
        weight = self._weights_of.get((word.name, word.part))
        if weight is None:
            weight = plain(word) * self._rare.get(self._coarse.of((word,))[0], self._rarity(0))
            self._weights_of[word.name, word.part] = weight
        return weight

    def likeness(self, one: int, other: int) -> Likeness:
        """Compare two texts, by their places."""
        return likeness(self.said(one), self.said(other), self.weigh)

    def pairs(self, threshold: float = THRESHOLD) -> Iterator[tuple[int, int]]:
        """Give places of texts that say the same, in pairs: at least enough to link them all."""
        for one, other in sorted(set(self._candidates(threshold))):
            if self.likeness(one, other).same(threshold):
                yield one, other
        self._said = dict(self._coarse.said)  # the rest would fill much memory

    def nearest(self, text: str, threshold: float) -> str | None:
        """Give the text that is most like another one, in its normal form, if any is near.

        Only texts with the rarest of its words that they have at all are looked at, of many some.
        """
        wanted = said(text)
        numbers = {number for number in self._coarse.of(wanted.all) if number in self._common}
        if not numbers:
            return None
        rarest = min(numbers, key=lambda number: (self._common[number], number))
        likely = nlargest(
            CLOSEST,
            self._holding[rarest][:MANY],
            key=lambda place: len(numbers.intersection(self._coarse.numbers[place])),
        )
        found = ((likeness(wanted, self.said(place), self.weigh), place) for place in likely)
        near = [(each.share, -place) for each, place in found if each.same(threshold)]
        return self.texts[-max(near)[1]] if near else None

    @cached_property
    def _holding(self) -> Mapping[int, Sequence[int]]:
        """Give the places of the texts with a word, by its number."""
        found: dict[int, list[int]] = {}
        for place, numbers in enumerate(self._coarse.numbers):
            for number in numbers:
                found.setdefault(number, []).append(place)
        return found

    def _candidates(self, threshold: float) -> Iterator[tuple[int, int]]:
        found: dict[int, list[int]] = {}
        for place in range(len(self.texts)):
            for key in self._keys(place):
                found.setdefault(key, []).append(place)
        for places in found.values():
            for at, one in enumerate(places):
                for other in places[at + 1 : at + FEW]:
                    yield from self._pair(one, other)
        for place in range(len(self.texts)):
            for key in self._shorter(place, threshold):
                for other in found.get(key, ())[:FEW]:
                    yield from self._pair(place, other)
        yield from self._exemplified()

    def _pair(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        if one != other and (self._of[one] is None or self._of[one] != self._of[other]):
            yield min(one, other), max(one, other)

    def _keys(self, place: int) -> set[int]:
        """Give the sums of a text's words with all its examples, with one, with none."""
        whole = sum(self._coarse.numbers[place])
        each = self._coarse.said.get(place)
        if each is None or not each.examples:
            return {whole} if whole else set()
        read = (each.units, *((*each.units, *item) for item in each.examples))
        return {whole, *map(self._coarse.sum, read)} - {0}

    def _shorter(self, place: int, threshold: float) -> Iterator[int]:
        """Give a text's sum without words that weigh little enough to be missed."""
        numbers = self._coarse.numbers[place]
        weights = self._weights(numbers)
        beside = self._coarse.unsaid[place] * self._rarity(0)
        spare = (sum(weights) + beside) * (1 - threshold)
        if not weights or min(weights) > spare:
            return
        whole, solid = sum(numbers), self._coarse.solid
        for start in range(len(numbers)):
            missed, left = 0.0, whole
            for number, weight in zip(numbers[start:], weights[start:], strict=True):
                missed, left = missed + weight, left - number
                if missed > spare or number in solid:
                    break
                yield left

    def _weights(self, numbers: Numbers) -> list[float]:
        rare, chars = self._rare, self._coarse.chars
        return [rare[n] / 2 if n in chars else rare[n] for n in numbers]

    def _exemplified(self) -> Iterator[tuple[int, int]]:
        """Give texts with bare examples beside those that name one of these in full."""
        wanted: dict[int, list[tuple[int, set[int]]]] = {}
        for place, each in self._coarse.said.items():
            for item in () if each.headed else each.examples:
                names = {n for n in self._coarse.of((*each.units, *item)) if n > 0}
                if names:
                    rarest = min(names, key=lambda number: (self._common[number], number))
                    wanted.setdefault(rarest, []).append((place, names))
        for place, numbers in enumerate(self._coarse.numbers if wanted else ()):
            for number in wanted.keys() & numbers:
                for other, names in wanted[number]:
                    if names.issubset(numbers):
                        yield from self._pair(place, other)
