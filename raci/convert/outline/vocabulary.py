"""The words by which names, labels and duties of outlines are known: ``vocabulary.txt``."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if line and line[0] != "#")
    return {head: frozenset(word.strip() for word in words.split(",")) for head, _, words in lines}


def listed(name: str) -> frozenset[str]:
    """Return the words of a list, such as ``zh post``."""
    return _lists()[name]


@cache
def either(name: str) -> str:
    """Return the alternatives of a regular expression that the words of a list are."""
    return "|".join(map(re.escape, sorted(listed(name), key=len, reverse=True)))


@cache
def labels() -> Mapping[str, str]:
    """Return what a label says, by its words: ``duties``, ``reports``, ``skip`` and so on."""
    return {
        word: kind
        for kind in LABELS
        for language in ("en", "zh")
        for word in _lists()[f"{language} {kind}"]
    }


LABELS = ("neutral", "skip", "headcount", "department", "position", "reports", "mandate", "duties")
"""The kinds of labels; a later one wins where several have the same words."""
