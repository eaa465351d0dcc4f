"""Letters of a responsibility matrix that stand where a wording belongs."""

import re
import unicodedata

from raci.findings.ref import FUNCTIONS
from raci.findings.text import Text

_ALL = "".join(function.letter for function in FUNCTIONS)
_LETTERS = re.compile(f"[{_ALL}]+|[{_ALL.lower()}]")
"""Capital letters together, or a small one alone: ``as`` and ``is`` are words."""

_BETWEEN = re.compile(r"[\s/,、]+")


def letters_of(text: str) -> tuple[str, ...]:
    """Return the letters, each once and in capitals, if a text is nothing else; else none."""
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if part]
    if not all(map(_LETTERS.fullmatch, parts)):
        return ()
    return tuple(dict.fromkeys("".join(parts).upper()))


def without_letters(text: Text) -> Text:
    """Return a wording in the languages in which it has words."""
    return {language: words for language, words in text.items() if not letters_of(words)}
