"""General business vocabulary in English and simplified Chinese, as plain lists beside this file.

A list is a file ``LANGUAGE/LIST.txt`` of lines ``heading: word, word``; ``#`` opens a comment.
Chinese is simplified; ``traditional.txt`` has the other forms of its characters.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["en", "zh"]
"""The languages whose wordings are judged."""

_FOLDER = Path(__file__).parent


@cache
def entries(language: Language, name: str) -> Mapping[str, tuple[str, ...]]:
    """Give a list's words by heading, as they stand."""
    return _read(f"{language}/{name}.txt")


@cache
def traditional() -> Mapping[str, tuple[str, ...]]:
    """Give the traditional forms of the characters of the Chinese lists, by simplified form."""
    return _read("traditional.txt")


@cache
def kin() -> Mapping[str, frozenset[str]]:
    """Give by class of verbs the kins it belongs to: deeds of one kin on one thing are one duty."""
    found: dict[str, set[str]] = {}
    for head, classes in _read("kin.txt").items():
        for each in classes:
            found.setdefault(each, set()).add(head)
    return {each: frozenset(heads) for each, heads in found.items()}


def _read(path: str) -> Mapping[str, tuple[str, ...]]:
    text = (_FOLDER / path).read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if line and line[0] != "#")
    return {head.strip(): tuple(w.strip() for w in words.split(",")) for head, _, words in lines}


@cache
def words(language: Language, name: str, *headings: str) -> frozenset[str]:
    """Give the words of a list, or those below some headings of it."""
    listed = entries(language, name)
    return frozenset(word for head in headings or listed for word in listed[head])


def verbs(language: Language) -> frozenset[str]:
    """Give the verbs that duties are worded with: English base forms, ``sign off`` included."""
    return words(language, "verbs")


@cache
def verb_classes(language: Language) -> Mapping[str, frozenset[str]]:
    """Give each verb's classes: what is done, as ``approve``, ``check``, ``plan``."""
    found: dict[str, set[str]] = {}
    for head, listed in entries(language, "verbs").items():
        for word in listed:
            found.setdefault(word, set()).add(head)
    return {word: frozenset(classes) for word, classes in found.items()}
