"""General business vocabulary in English and simplified Chinese, in text files beside this one.

A list is a file ``LANGUAGE/LIST.txt`` of lines ``heading: word, word``; ``#`` begins a comment.
``traditional.txt`` maps the simplified characters to their traditional forms.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["en", "zh"]
"""The languages whose wordings raci checks."""

_FOLDER = Path(__file__).parent


@cache
def entries(language: Language, name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of a list by heading."""
    return _read(f"{language}/{name}.txt")


@cache
def traditional() -> Mapping[str, tuple[str, ...]]:
    """Return the traditional forms of Chinese characters by simplified form."""
    return _read("traditional.txt")


@cache
def families_by_class() -> Mapping[str, frozenset[str]]:
    """Return the families of each class of verbs: verbs of a family on one thing are one duty."""
    return _headings_by_word(_read("kin.txt"))


def _headings_by_word(listed: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    headings: dict[str, set[str]] = {}
    for heading, words_below in listed.items():
        for word in words_below:
            headings.setdefault(word, set()).add(heading)
    return {word: frozenset(above) for word, above in headings.items()}


def _read(path: str) -> Mapping[str, tuple[str, ...]]:
    text = (_FOLDER / path).read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if line and line[0] != "#")
    return {head.strip(): tuple(w.strip() for w in words.split(",")) for head, _, words in lines}


@cache
def words(language: Language, name: str, *headings: str) -> frozenset[str]:
    """Return the words of a list, or those below some of its headings."""
    listed = entries(language, name)
    return frozenset(word for head in headings or listed for word in listed[head])


def verbs(language: Language) -> frozenset[str]:
    """Return the verbs of duties; the English ones in their base form, ``sign off`` included."""
    return words(language, "verbs")


@cache
def verb_classes(language: Language) -> Mapping[str, frozenset[str]]:
    """Return the classes of each verb, such as ``approve``, ``check`` or ``plan``."""
    return _headings_by_word(entries(language, "verbs"))
