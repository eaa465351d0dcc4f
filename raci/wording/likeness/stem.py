"""English words without their inflection, so that ``approves`` and ``approving`` are one."""

import re
from functools import lru_cache

SPELLING = {
    "centre": "center",
    "colour": "color",
    "labour": "labor",
    "licence": "license",
    "programme": "program",
    "catalogue": "catalog",
    "enquiry": "inquiry",
    "enquiries": "inquiries",
    "cheque": "check",
    "grey": "gray",
    "tyre": "tire",
    "fulfil": "fulfill",
    "people": "person",
    "bought": "buy",
    "sold": "sell",
    "kept": "keep",
    "made": "make",
    "written": "write",
    "held": "hold",
    "paid": "pay",
    "drawn": "draw",
    "taken": "take",
    "given": "give",
    "children": "child",
    "men": "man",
    "women": "woman",
    "analyses": "analysis",
    "production": "produce",
    "criteria": "criterion",
}
"""Spellings and irregular forms that the rules below do not cover."""

_PLURAL = (("sses", "ss"), ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("zes", "z"))
_ATE = re.compile("(?<=.{4})(?<=[^aeo])at$")
_VOWEL = re.compile("[aeiouy]")
_DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1$")
_ACTION = re.compile("(?<=[vws])al$")
_NOUN = re.compile("(?:is|iz)(?:ation|e)$")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a lower-case word without plural, -ing, -ed, -ation and -ment.

    This is coarser than Porter's stemmer, so that a verb and the nouns made of it share a stem.
    """
    word = SPELLING.get(word, word)
    if len(word) <= 3 or not word.isascii():
        return word
    word = _verb(_singular(word))
    return _noun(word)


def _singular(word: str) -> str:
    for ending, instead in _PLURAL:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word[-1] == "s" and word[-2] not in "siu" else word


def _verb(word: str) -> str:
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) >= 2 and _VOWEL.search(left):
            return _ATE.sub("", left)
    return word


def _noun(word: str) -> str:
    word = _ACTION.sub("e", _NOUN.sub("iz", word))
    for ending in ("ation", "ition", "ion", "ment", "ate"):
        left = word.removesuffix(ending)
        if left != word and len(left) >= 4:
            word = left
            break
    word = word.removesuffix("ment") if len(word) > 7 else word
    word = word[:-1] if word.endswith("e") and len(word) > 3 else word
    word = _DOUBLE.sub(r"\1", word)
    return f"{word[:-1]}i" if word.endswith("y") and len(word) > 3 else word
