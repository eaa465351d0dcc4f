"""The words that several wordings share, and those in which they differ."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from raci.wording.likeness.normalize import normalize
from raci.wording.likeness.tokens import Token, tokens


class Contrast(NamedTuple):
    """The words that several wordings share, and those that only some of them use."""

    shared: tuple[str, ...]
    differing: tuple[str, ...]


def contrast(texts: Sequence[str]) -> Contrast:
    """Return the words that texts share, as the first one has them, and those that differ."""
    if not texts:
        return Contrast((), ())
    tokenized = [tokens(text) for text in dict.fromkeys(normalize(texts))]
    common = _names(tokenized[0])
    for words in tokenized[1:]:
        common &= _names(words)
    shared, _ = _split(tokenized[0], common)
    differing = dict.fromkeys(run for words in tokenized for run in _split(words, common)[1])
    original = " ".join(unicodedata.normalize("NFKC", text) for text in texts)
    return Contrast(
        tuple(_in_original_case(run, original) for run in shared),
        tuple(_in_original_case(run, original) for run in differing),
    )


def _in_original_case(words: str, original: str) -> str:
    lower = original.lower()
    at = lower.find(words) if len(lower) == len(original) else -1
    return words if at < 0 else original[at : at + len(words)]


def _names(words: Sequence[Token]) -> Counter[str]:
    return Counter(word.name for word in words if _is_significant(word))


def _is_significant(word: Token) -> bool:
    return word.counts or word.part == "frame"


def _split(words: Sequence[Token], common: Counter[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the common and the other significant words, with neighbours joined."""
    left = common.copy()
    runs: list[tuple[str, list[str]]] = []
    for word in words:
        side = "" if not _is_significant(word) else "common" if left[word.name] > 0 else "other"
        if side == "common":
            left[word.name] -= 1
        if runs and runs[-1][0] == side:
            runs[-1][1].append(word.written)
        else:
            runs.append((side, [word.written]))
    return tuple(_joined_runs("common", runs)), tuple(_joined_runs("other", runs))


def _joined_runs(side: str, runs: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    for run_side, words in runs:
        if run_side == side:
            yield "".join(
                word if not at or not word.isascii() or not words[at - 1].isascii() else f" {word}"
                for at, word in enumerate(words)
            )
