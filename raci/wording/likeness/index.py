"""An index that finds the similar ones of many wordings without comparing all pairs."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest, nsmallest
from math import log

from raci.wording.likeness.parse import ParsedWording, parse
from raci.wording.likeness.signature import Numbers, Signatures
from raci.wording.likeness.similarity import THRESHOLD, Similarity, compare, plain_weight
from raci.wording.likeness.tokens import Token

FEW = 20
"""The number of wordings with the same words that are compared with each; there are more of them
only if the order or the owner of a duty differs."""

MANY, CLOSEST = 500, 5
"""The most texts of which the nearest is chosen by common words, and those then compared."""

RAREST = 3
"""How many of a text's words, the rarest, lead to the texts that may be the nearest."""

USUAL = 1000
"""Pseudo-count that smooths the rarity of words in small organisations."""


class SimilarityIndex:
    """An index over distinct normalized texts, known by their places in sorted order.

    ``texts`` maps each to its subject, None if it has several; two wordings of one subject are not
    compared. A text without significant words is similar to none.
    """

    def __init__(self, texts: Mapping[str, Hashable]) -> None:
        self.texts = sorted(texts)
        self._places = {text: place for place, text in enumerate(self.texts)}
        self._subjects = [texts[text] for text in self.texts]
        self._signatures = Signatures(self.texts)
        self._parsed: dict[int, ParsedWording] = dict(self._signatures.parsed)
        self._common = Counter(n for numbers in self._signatures.numbers for n in numbers)
        self._weights_of: dict[tuple[str, str], float] = {}
        self._rare = {number: self._rarity(number) for number in self._common}

    def _rarity(self, number: int) -> float:
        usual = (len(self.texts) + USUAL) / (self._common[number] + USUAL / 100)
        return log(usual) if usual > 1 else 0.0

    def parsed(self, place: int) -> ParsedWording:
        """Return the text at a place taken apart."""
        if place not in self._parsed:
            self._parsed[place] = parse(self.texts[place])
        return self._parsed[place]

    def has_content(self, text: str) -> bool:
        """Return whether one of the texts has a significant word."""
        return bool(self._signatures.numbers[self._places[text]])

    def weigh(self, word: Token) -> float:
        """Return the weight of a word: the rarer in these texts, the heavier."""
        weight = self._weights_of.get((word.name, word.part))
        if weight is None:
            weight = plain_weight(word) * self._rare.get(
                self._signatures.of((word,))[0], self._rarity(0)
            )
            self._weights_of[word.name, word.part] = weight
        return weight

    def similarity(self, one: int, other: int) -> Similarity:
        """Return the similarity of the texts at two places."""
        return compare(self.parsed(one), self.parsed(other), self.weigh)

    def pairs(self, threshold: float = THRESHOLD) -> Iterator[tuple[int, int]]:
        """Yield pairs of places of texts that mean the same, enough of them to link all."""
        for one, other in sorted(set(self._candidates(threshold))):
            if self.similarity(one, other).same(threshold):
                yield one, other
        self._parsed = dict(self._signatures.parsed)  # the others would take much memory

    def nearest(self, text: str, threshold: float) -> str | None:
        """Return the text most similar to a normalized one; None if none is near.

        Only texts with one of the rarest of its known words are candidates, of which the closest
        by their words are compared.
        """
        target = parse(text)
        numbers = {number for number in self._signatures.of(target.all) if number in self._common}
        if not numbers:
            return None
        rarest = nsmallest(RAREST, numbers, key=lambda number: (self._common[number], number))
        places = {place for n in rarest for place in self._places_by_number[n][:MANY]}
        likely = nlargest(
            CLOSEST,
            sorted(places),
            key=lambda place: _common_share(numbers, self._signatures.numbers[place]),
        )
        compared = ((compare(target, self.parsed(place), self.weigh), place) for place in likely)
        near = [(result.share, -place) for result, place in compared if result.same(threshold)]
        return self.texts[-max(near)[1]] if near else None

    @cached_property
    def _places_by_number(self) -> Mapping[int, Sequence[int]]:
        return _by_key(self._signatures.numbers)

    def _candidates(self, threshold: float) -> Iterator[tuple[int, int]]:
        by_sum = _by_key(map(self._sums, range(len(self.texts))))
        for places in by_sum.values():
            for at, one in enumerate(places):
                for other in places[at + 1 : at + FEW]:
                    yield from self._pair(one, other)
        for place in range(len(self.texts)):
            for key in self._shorter_sums(place, threshold):
                for other in by_sum.get(key, ())[:FEW]:
                    yield from self._pair(place, other)
        yield from self._exemplified()

    def _pair(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        if one != other and (
            self._subjects[one] is None or self._subjects[one] != self._subjects[other]
        ):
            yield min(one, other), max(one, other)

    def _sums(self, place: int) -> set[int]:
        """Return the sums of a text's words with all its examples, with one, with none."""
        whole = sum(self._signatures.numbers[place])
        wording = self._signatures.parsed.get(place)
        if wording is None or not wording.examples:
            return {whole} if whole else set()
        readings = (wording.units, *((*wording.units, *item) for item in wording.examples))
        return {whole, *map(self._signatures.sum, readings)} - {0}

    def _shorter_sums(self, place: int, threshold: float) -> Iterator[int]:
        """Yield the sums of a text without words light enough to be missing."""
        numbers = self._signatures.numbers[place]
        weights = self._weights(numbers)
        beside = self._signatures.unsaid[place] * self._rarity(0)
        spare = (sum(weights) + beside) * (1 - threshold)
        if not weights or min(weights) > spare:
            return
        whole, solid = sum(numbers), self._signatures.solid
        for start in range(len(numbers)):
            missing, left = 0.0, whole
            for number, weight in zip(numbers[start:], weights[start:], strict=True):
                missing, left = missing + weight, left - number
                if missing > spare or number in solid:
                    break
                yield left

    def _weights(self, numbers: Numbers) -> list[float]:
        rare, chars = self._rare, self._signatures.chars
        return [rare[n] / 2 if n in chars else rare[n] for n in numbers]

    def _exemplified(self) -> Iterator[tuple[int, int]]:
        """Yield texts with bare examples together with those that name one of these in full."""
        by_rarest: dict[int, list[tuple[int, set[int]]]] = {}
        for place, wording in self._signatures.parsed.items():
            for item in () if wording.headed else wording.examples:
                example = {n for n in self._signatures.of((*wording.units, *item)) if n > 0}
                if example:
                    rarest = min(example, key=lambda number: (self._common[number], number))
                    by_rarest.setdefault(rarest, []).append((place, example))
        for place, numbers in enumerate(self._signatures.numbers if by_rarest else ()):
            for number in by_rarest.keys() & numbers:
                for other, example in by_rarest[number]:
                    if example.issubset(numbers):
                        yield from self._pair(place, other)


def _common_share(numbers: set[int], others: Numbers) -> float:
    common = len(numbers.intersection(others))
    return common / (len(numbers) + len(others) - common)


def _by_key(keys: Iterable[Iterable[int]]) -> Mapping[int, Sequence[int]]:
    places: dict[int, list[int]] = {}
    for place, own in enumerate(keys):
        for key in own:
            places.setdefault(key, []).append(place)
    return places
