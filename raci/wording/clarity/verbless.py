"""Finds wordings that name a thing but not what is done with it."""

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
    """Return whether a text is a bare noun: known words without a verb, the last one a thing."""
    return _chinese_noun(text) if language == "zh" else _english_noun(text)


def _chinese_noun(text: str) -> bool:
    parts = [part.strip() for part in _JOINED.split(chinese.normalize(text))]
    return all(_names_a_thing(part) for part in parts if part) and any(parts)


def _names_a_thing(part: str) -> bool:
    pieces = chinese.cut(part, chinese.vocabulary())
    things = words("zh", "nouns") | words("zh", "vague", "heads")
    return pieces[-1] in things and all(_is_no_verb(word) for word in pieces)


def _is_no_verb(word: str) -> bool:
    if word in chinese.vocabulary():
        return word not in verbs("zh")
    return chinese.is_latin(word) or _characters_of_verbs().isdisjoint(word)


@cache
def _characters_of_verbs() -> frozenset[str]:
    """Return the characters of all verbs: an unlisted word with one of them may be a verb."""
    return frozenset("".join(verbs("zh")))


def _english_noun(text: str) -> bool:
    tokens = english.tokens(english.normalize(text).rstrip(" ."))
    capitals = frozenset(word.casefold() for word in re.findall(r"\b[A-Z]{2,6}s?\b", text))
    if not tokens or _may_begin_with_verb(tokens):
        return False
    head = next((at for at, word in enumerate(tokens) if word in _BEFORE_NAMES), len(tokens))
    if not head or not english.is_noun(tokens[head - 1]):
        return False
    names = _BEFORE_NAMES | _JOINTS | capitals
    return all(word in names or _is_plain(word) for word in tokens)


def _may_begin_with_verb(tokens: list[str]) -> bool:
    """Return whether the first word may be a verb; a lone one in its base form too ("Ship")."""
    first = english.verb_of(tokens[0])
    if first is None or (len(tokens) == 1 and first != tokens[0]):
        return False
    return not (len(tokens) > 2 and tokens[1] in _JOINTS and _is_only_noun(tokens[2]))


def _is_only_noun(word: str) -> bool:
    return english.is_noun(word) and english.verb_of(word) is None


def _is_plain(word: str) -> bool:
    return english.is_noun(word) or word in _parts_of_names() or word.isdigit()


@cache
def _parts_of_names() -> frozenset[str]:
    listed = {word for noun in words("en", "nouns") if " " in noun for word in noun.split()}
    return words("en", "adjectives") | (listed - verbs("en"))
