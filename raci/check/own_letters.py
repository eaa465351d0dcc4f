"""Messages and advice in the letters of an organisation's notation."""

import re
from collections.abc import Callable

from raci.findings.notation import OWN, Notation, letter_for
from raci.findings.sentence import Sentence
from raci.findings.text import Text

_KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`)")
"""What stands for a value, and what is quoted."""

_LETTER = re.compile(
    r"(?P<open>\s?[(（])?(?<![A-Za-z0-9_.:#@\"-])(?P<letter>[" + "".join(OWN) + r"])"
    r"(?![A-Za-z0-9_'’:\"-]|\.\d)(?P<close>[)）])?"
)
"""One of raci's letters, standing alone."""


def in_letters_of(notation: Notation) -> Callable[[Text], Text]:
    """Return what writes a text of raci's with the letters of a notation instead of raci's own."""
    letters = {own: letter_for(functions[0], notation) for own, functions in OWN.items()}
    if all(own == letter for own, letter in letters.items()):
        return lambda text: text
    known: dict[int, tuple[Text, Text]] = {}

    def in_letters(text: Text) -> Text:
        if id(text) not in known:
            written = {
                language: _written(words, language, letters) for language, words in text.items()
            }
            known[id(text)] = text, written
        return known[id(text)][1]

    return in_letters


def _written(words: str, language: str, letters: dict[str, str]) -> str:
    def replace(found: re.Match[str]) -> str:
        before, own, behind = found["open"] or "", found["letter"], found["close"] or ""
        if letters[own]:
            return f"{before}{letters[own]}{behind}"
        if before and behind:  # it only repeats a word
            return ""
        return before + Sentence(f"function-{OWN[own][0].value}").say(language) + behind

    parts = _KEPT.split(words)
    return "".join(part if n % 2 else _LETTER.sub(replace, part) for n, part in enumerate(parts))
