"""DEF012: a duty whose key is nearly another activity's id."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from raci.finding import Hit, Ref
from raci.matrix import Matrix
from raci.rows import Duty
from raci.rule import rule

SHORT = 5
"""Ids with fewer characters are all near each other."""

_WORD = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u1e00-\u1fff]+")
_BETWEEN = re.compile(r"(?<![0-9])[-_.]|[-_.](?![0-9])")
_ROMAN = re.compile("[ivxIVX]+")


@rule("DEF012", of=Duty)
def lookalike_activity(duty: Duty, matrix: Matrix) -> Iterator[Hit]:
    """The key stands once, is declared nowhere, and is one edit away from others."""
    key = duty.key
    if key not in matrix.undeclared_once or len(key) < SHORT or matrix.org.declared_only:
        return
    index = matrix.made(_index)
    near = {other for other in _near(key, index) if other > key or other not in index.singles}
    if near:
        others = tuple(Ref(f"activity:{other}") for other in sorted(near))
        also = tuple((ref, ref) for ref in others)
        yield Hit(involves=others, also=also, key=key, others=others)


class _Index(NamedTuple):
    """The ids of activities; those that stand once, as a duty; and where to look for near ones.

    ``words`` holds the words of ids that have others one edit away, ``joined`` the ids by what is
    left without hyphens (save between digits). So ids that differ in digits or Chinese characters
    never meet, and the work grows with the ids' length, not with their pairs.
    """

    ids: frozenset[str]
    singles: frozenset[str]
    words: Mapping[str, list[str]]
    joined: Mapping[str, list[str]]


def _index(matrix: Matrix) -> _Index:
    ids = frozenset(id_ for id_ in matrix.known["activity"] if len(id_) >= SHORT)
    joined: dict[str, list[str]] = {}
    for id_ in ids:
        joined.setdefault(_BETWEEN.sub("", id_), []).append(id_)
    singles = matrix.undeclared_once.intersection(duty.key for duty in matrix.duties)
    return _Index(ids, singles, _near_words({w for id_ in ids for w in _WORD.findall(id_)}), joined)


def _near_words(words: set[str]) -> Mapping[str, list[str]]:
    shortened = {
        word: {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))} for word in words
    }
    found: dict[str, list[str]] = {}
    for word, lefts in shortened.items():
        for left in lefts:
            found.setdefault(left, []).append(word)
    near: dict[str, list[str]] = {}
    for word, lefts in shortened.items():
        for other in {other for left in lefts for other in found[left]}:
            if _one_edit(word, other) and not _other_thing(word, other):
                near.setdefault(word, []).append(other)
    return near


def _near(key: str, index: _Index) -> Iterator[str]:
    """Give the other ids that are one edit away: in one word, or in what stands between words."""
    for other in index.joined[_BETWEEN.sub("", key)]:
        if _one_edit(key, other):
            yield other
    for match in _WORD.finditer(key):
        for word in index.words.get(match[0], ()):
            other = f"{key[: match.start()]}{word}{key[match.end() :]}"
            if other in index.ids:
                yield other


def _one_edit(one: str, other: str) -> bool:
    """Tell whether a character was put in, left out, changed, or swapped with the next."""
    same = 0
    while one[same : same + 1] == other[same : same + 1] != "":
        same += 1
    one, other = one[same:], other[same:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return one != other and (swapped or one[1:] in (other, other[1:]) or one == other[1:])


def _other_thing(one: str, other: str) -> bool:
    """Tell apart what is no slip: case (DEF006), numbering (a, b; ii, iii), abbreviations."""
    if one.casefold() == other.casefold() or (_ROMAN.fullmatch(one) and _ROMAN.fullmatch(other)):
        return True
    return len(one) == len(other) <= 3 and sorted(one) != sorted(other)
