"""Wordings that name a thing and nothing that is done with it."""

import re
from functools import cache, lru_cache

from raci.wording.clarity import chinese, english
from raci.wording.lexicon import Language, verbs, words

_JOINED = re.compile("[,;、和与及或的/()]|以及")
_BEFORE_NAMES = frozenset(
    ("of", "for", "in", "to", "with", "from", "on", "at", "by", "about", "between", "under", "per")
)
_JOINTS = frozenset(("and", "or", "&", "/", ",", ";", "(", ")", "-", ":", "."))


@lru_cache(maxsize=4096)
def is_verbless(language: Language, text: str) -> bool:
    """Tell whether a text is a bare noun: every word is known, the last is a thing, none a deed."""
    return _chinese_noun(text) if language == "zh" else _english_noun(text)


def _chinese_noun(text: str) -> bool:
    parts = [part.strip() for part in _JOINED.split(chinese.normal(text))]
    return all(_names_a_thing(part) for part in parts if part) and any(parts)


def _names_a_thing(part: str) -> bool:
    found = chinese.cut(part, chinese.vocabulary())
    things = words("zh", "nouns") | words("zh", "vague", "heads")
    return found[-1] in things and all(_no_deed(word) for word in found)


def _no_deed(word: str) -> bool:
    if word in chinese.vocabulary():
        return word not in verbs("zh")
    return chinese.is_latin(word) or _characters_of_verbs().isdisjoint(word)


@cache
def _characters_of_verbs() -> frozenset[str]:
    """Give the characters that verbs are made of: an unlisted word with one may be a verb."""
    return frozenset("".join(verbs("zh")))


def _english_noun(text: str) -> bool:
    found = english.tokens(english.normal(text).rstrip(" ."))
    capitals = frozenset(word.casefold() for word in re.findall(r"\b[A-Z]{2,6}s?\b", text))
    if not found or _may_order(found):
        return False
    head = next((at for at, word in enumerate(found) if word in _BEFORE_NAMES), len(found))
    if not head or not english.is_noun(found[head - 1]):
        return False
    names = _BEFORE_NAMES | _JOINTS | capitals
    return all(word in names or _is_plain(word) for word in found)


def _may_order(found: list[str]) -> bool:
    """Tell that the first word may be a verb: a lone word in its base form too, as in "Ship"."""
    first = english.verb_of(found[0])
    if first is None or (len(found) == 1 and first != found[0]):
        return False
    return not (len(found) > 2 and found[1] in _JOINTS and _is_only_noun(found[2]))


def _is_only_noun(word: str) -> bool:
    return english.is_noun(word) and english.verb_of(word) is None


def _is_plain(word: str) -> bool:
    """Tell a known noun or adjective, which is no deed."""
    return english.is_noun(word) or word in _parts_of_names() or word.isdigit()


@cache
def _parts_of_names() -> frozenset[str]:
    """Give adjectives, and the words of nouns of several words."""
    listed = (word for noun in words("en", "nouns") if " " in noun for word in noun.split())
    deeds = verbs("en")
    return words("en", "adjectives") | {word for word in listed if word not in deeds}
