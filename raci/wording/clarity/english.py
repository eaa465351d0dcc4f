"""English wordings split into words, and the verbs in their inflected forms."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from raci.wording.lexicon import verbs, words

_WORDS = re.compile(r"[a-z0-9][a-z0-9'&.+-]*[a-z0-9+]|[a-z0-9]|[,;:/()&!?]|\.(?=\s|$)|\u2014")
_NUMBERING = re.compile(r"^\s*(?:[-*•·–—]\s*|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)+")
_OPENING = re.compile(
    r"^(?:(?:(?:he|she|they|it|this role|the role|you|we|i)\s+)?(?:is|are|be|will be|to be)\s+)?"
    r"(?:(?:fully|solely|jointly|mainly|primarily|also|overall)\s+)*"
    r"(?:responsible for|responsibility for|accountable for|in charge of|charged with|tasked with"
    r"|will|shall|must|should|to)\s+"
)
_VOWELS = "aeiou"


def normalize(text: str) -> str:
    """Return a text in lower case, without numbering and "responsible for"."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").casefold().strip()
    return _OPENING.sub("", _NUMBERING.sub("", plain)).strip()


def tokens(normal_text: str) -> list[str]:
    """Return the words and punctuation marks of a normalized text."""
    return _WORDS.findall(normal_text)


def only_words(normal_text: str) -> list[str]:
    """Return the words of a normalized text without punctuation marks."""
    return [word for word in tokens(normal_text) if word[0].isalnum()]


def verb_at(phrase_tokens: list[str], at: int) -> tuple[str, int] | None:
    """Return the verb at a position in its base form, and how many words it takes."""
    if at >= len(phrase_tokens):
        return None
    first = verb_of(phrase_tokens[at])
    for size in (3, 2):
        phrase = " ".join((first or phrase_tokens[at], *phrase_tokens[at + 1 : at + size]))
        if phrase.count(" ") == size - 1 and phrase in verbs("en"):
            return phrase, size
    return (first, 1) if first else None


def verb_of(word: str) -> str | None:
    """Return the base form of a verb: manage, manages, managing."""
    return word if word in verbs("en") else _forms().get(word)


def action_of(word: str) -> str | None:
    """Return the verb that a noun derives from: approval, management, planning."""
    return _nouns_of_action().get(word)


def is_noun(word: str) -> bool:
    """Return whether a word is a listed noun, singular or plural."""
    nouns = words("en", "nouns")
    return word in nouns or any(one in nouns for one in _singulars(word))


def is_word(word: str) -> bool:
    """Return whether a word is in the vocabulary, in any form."""
    return (
        verb_of(word) is not None
        or action_of(word) is not None
        or is_noun(word)
        or word in words("en", "vague")
        or word in _parts_of_nouns()
    )


@cache
def _parts_of_nouns() -> frozenset[str]:
    return frozenset(part for noun in words("en", "nouns") for part in noun.split())


@cache
def _forms() -> Mapping[str, str]:
    forms: dict[str, str] = {}
    for verb in sorted(v for v in verbs("en") if " " not in v):
        for form in (*_gerunds(verb), _third(verb)):
            forms.setdefault(form, verb)
    return forms


def _gerunds(verb: str) -> Iterator[str]:
    if verb.endswith("ie"):
        yield verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        yield verb[:-1] + "ing"
    else:
        yield verb + "ing"
        if len(verb) > 2 and verb[-2] in _VOWELS and verb[-1] not in _VOWELS + "wxy":
            yield verb + verb[-1] + "ing"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


@cache
def _nouns_of_action() -> Mapping[str, str]:
    nouns: dict[str, str] = {}
    for verb in sorted(v for v in verbs("en") if " " not in v):
        stem = verb.removesuffix("e")
        ends = [
            stem + end for end in ("ation", "ion", "al", "ance", "ence", "ment", "ition", "ure")
        ]
        ends += [verb + end for end in ("ment", "ation", "al", "ing")]
        if verb.endswith("y"):
            ends += [verb[:-1] + end for end in ("ication", "ial", "iance", "iation")]
        if verb.endswith("er"):
            ends.append(verb + "y")
        if verb.endswith("ore"):
            ends.append(stem + "age")
        if verb.endswith("aintain"):
            ends.append("maintenance")
        if verb.endswith(("ibe", "ute", "ide", "ise", "end", "and", "ze", "yse", "uce", "mit")):
            ends += _irregular(verb)
        for noun in ends:
            nouns.setdefault(noun, verb)
    return nouns


def _irregular(verb: str) -> Iterator[str]:
    for end, instead in (
        ("ibe", "iption"), ("ide", "ision"), ("ise", "ision"), ("end", "ension"),
        ("and", "ansion"), ("lyse", "lysis"), ("lyze", "lysis"), ("uce", "uction"),
        ("mit", "mission"),
    ):  # fmt: skip
        if verb.endswith(end):
            yield verb.removesuffix(end) + instead


def _singulars(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
