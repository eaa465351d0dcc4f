"""Detects the language of a text by its tag, else by its script and words."""

import re

from raci.findings.text import Text
from raci.wording.clarity import english
from raci.wording.lexicon import Language, words

IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHER_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\uac00-\ud7af\uff66-\uff9f]"
)
_LATIN = re.compile(r"[A-Za-z]+(?:['’&/-][A-Za-z]+)*")


def language_of(tag: str, text: str) -> Language | None:
    """Return the language of a text with a tag (``""``: a plain string); None if unknown.

    Ideographs without kana or hangul make a plain string Chinese; words that no neighbouring
    language has make it English.
    """
    main = tag.partition("-")[0]
    if main == "zh":
        return "zh" if IDEOGRAPH.search(text) else None
    if main == "en":
        return "en" if _LATIN.search(text) else None
    return None if tag else _detected(text)


def in_languages(text: Text) -> list[tuple[Language, str]]:
    """Return the wordings of a text whose language raci checks, with that language."""
    tagged = sorted(text.items())
    return [(language, words) for tag, words in tagged if (language := language_of(tag, words))]


def _detected(text: str) -> Language | None:
    if _OTHER_EAST_ASIAN.search(text):
        return None
    ideographs = IDEOGRAPH.findall(text)
    latin = [word.casefold() for word in _LATIN.findall(text)]
    if ideographs and len(latin) <= len(ideographs):
        return None if any(map(_is_japanese, ideographs)) else "zh"
    if any(c.isalpha() and not c.isascii() and not IDEOGRAPH.match(c) for c in text):
        return None
    return "en" if latin and _is_english(latin) else None


def _is_japanese(ideograph: str) -> bool:
    return can_encode(ideograph, "shift_jis") and not (
        can_encode(ideograph, "gb2312") or can_encode(ideograph, "big5")
    )


def can_encode(character: str, standard: str) -> bool:
    """Return whether a character set has a character."""
    try:
        character.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def _is_english(latin: list[str]) -> bool:
    grammar, weak = words("en", "function", "english"), words("en", "function", "weak")
    loans, foreign = words("en", "function", "loanwords"), words("en", "function", "foreign")
    others = sum(
        word in foreign and (at > 0 or english.verb_of(word) is None)
        for at, word in enumerate(latin)
    )
    proofs = sum(word in grammar and word not in weak for word in latin)
    if " ".join(latin) in words("en", "vague", "phrases"):
        return True
    if proofs or others:
        return proofs > others
    shared = loans | grammar | words("en", "adjectives")
    native = [word for word in latin if word not in shared]
    own = [word for word in native if english.is_word(word)]
    opens = latin[0] in own and english.verb_of(latin[0]) is not None
    return bool(own) and (opens or 2 * len(own) > len(native))
