"""Letters of a responsibility matrix that stand where a wording belongs."""

import re
import unicodedata
from functools import cache

from raci.findings.notation import OWN, Notation
from raci.findings.text import Text

_BETWEEN = re.compile(r"[\s/,、]+")


def letters_of(text: str, notation: Notation) -> tuple[str, ...]:
    """Return the letters, each once and in capitals, if a text is nothing else; else none.

    They are those of the notation, and raci's own.
    """
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if part]
    letters = _letters("".join(sorted({*OWN, *filter(_is_one, notation)})))
    if not all(map(letters.fullmatch, parts)):
        return ()
    return tuple(dict.fromkeys("".join(parts).upper()))


def without_letters(text: Text, notation: Notation) -> Text:
    """Return a wording in the languages in which it has words."""
    return {language: words for language, words in text.items() if not letters_of(words, notation)}


def _is_one(letter: str) -> bool:
    return len(letter) == 1 and letter.isascii()


@cache
def _letters(alphabet: str) -> re.Pattern[str]:
    """Match capital letters together, or a small one alone: ``as`` and ``is`` are words."""
    return re.compile(f"[{alphabet}]+|[{alphabet.lower()}]")
