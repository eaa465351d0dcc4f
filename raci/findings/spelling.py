"""Finds the nearest of several names, and names that differ only by a typo."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

SHORTLIST = 20
RAREST = 8
CANDIDATES = 1000
"""So many of the names that share a pair are looked at, those of the rarest pairs first."""

SHORT = 5
"""Names with fewer characters are too similar to detect typos."""

_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u1e00-\u1fff]+")
_BETWEEN = re.compile(r"(?<![0-9])[-_.]|[-_.](?![0-9])")
_ROMAN = re.compile("[ivxIVX]+")


class Nearest:
    """An index of names that shortlists by rare pairs of letters, then compares with difflib."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = {*names}
        self.pairs: dict[str, dict[str, None]] = {}
        self._found: dict[str, str] = {}
        for name in sorted(self.names):
            for pair in _pairs(name):
                self.pairs.setdefault(pair, {})[name] = None

    def to(self, name: str) -> str:
        """Return the nearest of the names, or ``""`` if none is near."""
        if name in self.names:
            return name
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def take(self, name: str) -> str:
        """Return the nearest of the names, as ``to`` does, and forget it."""
        found = self.to(name)
        if found:
            self.names.remove(found)
            self._found.clear()
            for pair in _pairs(found):
                del self.pairs[pair][found]
        return found

    def _search(self, name: str) -> str:
        known = [self.pairs[pair] for pair in sorted(_pairs(name)) if pair in self.pairs]
        rarest = chain.from_iterable(sorted(known, key=len)[:RAREST])
        shared = Counter(islice(rarest, CANDIDATES))
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:SHORTLIST]
        near = [(-_closeness(name, other), other) for other, _ in ranked]
        best = min(near, default=(0.0, ""))
        return best[1] if best[0] <= -0.6 else ""


def _closeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


def _pairs(name: str) -> set[str]:
    framed = f" {name.casefold()} "
    return {framed[i : i + 2] for i in range(len(framed) - 1)}


class Typos:
    """An index of names that differ from one another by one typo.

    A difference in digits, Chinese characters, case, numbering (a, b; ii, iii) or an abbreviation
    is no typo, and short names have none. The time grows with the length of the names, not with
    their pairs.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(name for name in names if len(name) >= SHORT)
        self._joined: dict[str, list[str]] = {}
        self._shortened: dict[str, list[str]] = {}
        self._near: dict[str, list[str]] = {}
        for name in self.names:
            self._joined.setdefault(_BETWEEN.sub("", name), []).append(name)
        for word in {word for name in self.names for word in _WORD.findall(name)}:
            for left in _shortened(word):
                self._shortened.setdefault(left, []).append(word)

    def of(self, name: str) -> tuple[str, ...]:
        """Return the other names, sorted, that are one edit away, in or between words."""
        return tuple(sorted(set(self._of(name)))) if len(name) >= SHORT else ()

    def _of(self, name: str) -> Iterator[str]:
        for other in self._joined.get(_BETWEEN.sub("", name), ()):
            if _one_edit(name, other):
                yield other
        for match in _WORD.finditer(name):
            for word in self._near_words(match[0]):
                other = f"{name[: match.start()]}{word}{name[match.end() :]}"
                if other in self.names:
                    yield other

    def _near_words(self, word: str) -> list[str]:
        if word not in self._near:
            likely = {w for left in _shortened(word) for w in self._shortened.get(left, ())}
            self._near[word] = [
                other for other in likely if _one_edit(word, other) and not _no_typo(word, other)
            ]
        return self._near[word]


def _shortened(word: str) -> set[str]:
    """Return a word and its forms without one character; near words share one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _one_edit(one: str, other: str) -> bool:
    """Return whether one character was inserted, omitted, changed or swapped with the next."""
    same = 0
    while one[same : same + 1] == other[same : same + 1] != "":
        same += 1
    one, other = one[same:], other[same:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return one != other and (swapped or one[1:] in (other, other[1:]) or one == other[1:])


def _no_typo(one: str, other: str) -> bool:
    if one.casefold() == other.casefold() or (_ROMAN.fullmatch(one) and _ROMAN.fullmatch(other)):
        return True
    return len(one) == len(other) <= 3 and sorted(one) != sorted(other)
