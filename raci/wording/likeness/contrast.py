"""What wordings share and differ in, in the words that they use themselves."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from raci.wording.likeness.normalize import normal
from raci.wording.likeness.tokens import Token, tokens


class Contrast(NamedTuple):
    """The words that several wordings share, and those that only some of them have."""

    shared: tuple[str, ...]
    differing: tuple[str, ...]


def told(texts: Sequence[str]) -> Contrast:
    """Tell what texts share, as the first one says it, and what differs; nothing of no texts."""
    if not texts:
        return Contrast((), ())
    apart = [tokens(text) for text in dict.fromkeys(normal(texts))]
    common = _names(apart[0])
    for words in apart[1:]:
        common &= _names(words)
    shared, _ = _sorted_out(apart[0], common)
    differing = dict.fromkeys(word for words in apart for word in _sorted_out(words, common)[1])
    case = _Case(texts)
    return Contrast(tuple(map(case.of, shared)), tuple(map(case.of, differing)))


class _Case:
    """Upper case as the texts have it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = " ".join(unicodedata.normalize("NFKC", text) for text in texts)
        self.folded = self.text.lower()

    def of(self, words: str) -> str:
        """Give words of the texts as they are first written there."""
        at = self.folded.find(words) if len(self.folded) == len(self.text) else -1
        return words if at < 0 else self.text[at : at + len(words)]


def _names(words: Sequence[Token]) -> Counter[str]:
    return Counter(word.name for word in words if _telling(word))


def _telling(word: Token) -> bool:
    return word.counts or word.part == "frame"


def _sorted_out(
    words: Sequence[Token], common: Counter[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the words that tell something: the common ones, the others; neighbours together."""
    left = common.copy()
    runs: list[tuple[str, list[str]]] = []
    for word in words:
        side = "" if not _telling(word) else "common" if left[word.name] > 0 else "other"
        if side == "common":
            left[word.name] -= 1
        if runs and runs[-1][0] == side:
            runs[-1][1].append(word.shown)
        else:
            runs.append((side, [word.shown]))
    return tuple(_of("common", runs)), tuple(_of("other", runs))


def _of(side: str, runs: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    for each, words in runs:
        if each == side:
            yield "".join(
                word if not at or not word.isascii() or not words[at - 1].isascii() else f" {word}"
                for at, word in enumerate(words)
            )
