"""DEF017: a duty or a mandate whose wording is letters of a matrix."""

import re
import unicodedata

from raci.findings.finding import Hit
from raci.findings.ref import FUNCTIONS
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Statement
from raci.rules.rule import Hits, rule

_FUNCTIONS = {function.letter: function for function in FUNCTIONS}
_ALL = "".join(_FUNCTIONS)
_LETTERS = re.compile(f"[{_ALL}]+|[{_ALL.lower()}]")
"""Capital letters together, or a small one alone: ``as`` and ``is`` are words."""

_BETWEEN = re.compile(r"[\s/,、]+")


@rule("DEF017", of=Statement)
def letters_for_wording(duty: Statement, _matrix: Matrix) -> Hits:
    """The wording is, in a language, nothing but letters: what they mean is lost."""
    letters = next(filter(None, map(_letters_of, duty.text.values())), ())
    if letters:
        lists = tuple(f"{_FUNCTIONS[letter].value}: [{duty.key}]" for letter in letters)
        yield Hit(
            case=duty.holder.kind,
            holder=duty.holder,
            activity=duty.activity,
            letters="/".join(letters),
            lists=lists,
        )


def _letters_of(text: str) -> tuple[str, ...]:
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if part]
    if not all(map(_LETTERS.fullmatch, parts)):
        return ()
    return tuple(dict.fromkeys("".join(parts).upper()))
