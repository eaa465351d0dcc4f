"""Notations: what the letters of a matrix mean, and the letters by which functions are printed."""

from collections.abc import Collection, Iterable, Mapping
from string import ascii_uppercase
from typing import NamedTuple

from raci.findings.ref import FUNCTIONS, Function

Meaning = tuple[Function, ...]
Notation = Mapping[str, Meaning]

R, A = (Function.RESPONSIBLE,), (Function.ACCOUNTABLE,)
S, C, I = (Function.SUPPORT,), (Function.CONSULTED,), (Function.INFORMED,)  # noqa: E741
V, G = (Function.VERIFIER,), (Function.SIGNATORY,)
BOTH = R + A
OUT: Meaning = ()
"""On purpose not involved."""

LETTER = (
    r"""^[^a-z0-9\s/\\,;:&|+#*.!?~^_"'<>()\[\]{}\x00-\x1f\x7f-\x9f\xa0-\xbf\u2000-\u206f"""
    r"""\u3000-\u301f\u30fb\u3164\ufe00-\ufe0f\ufeff\uff01-\uff65-]{1,12}$"""
)
"""A letter of a notation, or a short word such as 主责: no sign that a cell may have besides."""

OWN: Notation = {function.letter: (function,) for function in FUNCTIONS}
"""raci's own letters, of an organisation that has no notation."""

_RACI: Notation = {"R": R, "A": A, "C": C, "I": I}

NOTATIONS: Mapping[str, Notation] = {
    "raci": _RACI,
    "rasci": {**_RACI, "S": S},
    "rasci-approval": {"R": BOTH, "A": G, "S": S, "C": C, "I": I},
    "rasci-control": {"R": R, "A": A, "S": S, "C": V, "I": I},
    "raci-alternative": {"R": BOTH, "A": S, "C": C, "I": I},
    "raci-vs": {**_RACI, "V": V, "S": G},
    "raciq": {**_RACI, "Q": V},
    "racio": {**_RACI, "O": OUT},
    "drasci": {**_RACI, "S": S, "D": S},
    "ratsi": {"R": A, "A": G, "T": R, "S": S, "I": I},
    "pacsi": {"P": R, "A": A, "C": V, "S": C, "I": I},
    "paris": {"P": R, "A": A, "R": V, "I": C, "S": G},
    "pdqa": {"P": BOTH, "D": G, "Q": V, "A": S},
    "daci": {"D": R, "A": A, "C": C, "I": I},
    "rapid": {"R": S, "A": G, "P": R, "I": C, "D": A},
    "dci": {"D": A, "C": C, "I": I},
    "clam": {"C": S, "L": BOTH, "A": G, "M": V},
    "oarp": {"O": BOTH, "A": G, "R": V, "P": C},
    "mocha": {"O": BOTH, "A": G, "C": C, "H": S, "M": G},
    "demi": {"D": R, "E": A, "M": S, "I": I},
}
"""Notations by name; of two letters with one meaning, the first is printed."""


_NO_LETTERS = "NXY"
"""Letters that stand for something else in cells: N/A, and ticks."""


class Sign(NamedTuple):
    """What is printed for some functions: a letter, ``""`` where only their word is unambiguous.

    ``known``: it is a letter of the notation.
    """

    letter: str
    functions: Meaning
    known: bool


class Letters:
    """Finds the letters of a notation for functions; each letter stands for what it means alone.

    A function that the notation has no letter for is printed by raci's own letter; where the
    notation uses that one for something else, by its word, or, if only letters will do, by a
    ``spare`` letter.
    """

    def __init__(self, notation: Notation, *, spare: bool = False) -> None:
        self.notation = notation or OWN
        self._others = {f: f.letter for f in FUNCTIONS if f.letter not in self.notation}
        if spare:
            self._add_spare_letters()
        self._letters = [
            (letter, frozenset(meaning)) for letter, meaning in self.notation.items() if meaning
        ]
        self._letters.sort(key=lambda each: -len(each[1]))
        self._known: dict[frozenset[Function], tuple[Sign, ...]] = {}

    def of(self, functions: Iterable[Function]) -> tuple[Sign, ...]:
        """Return the signs for all that a role is in a row, in the order in which they stand."""
        held = frozenset(functions)
        if held not in self._known:
            self._known[held] = self._signs(held)
        return self._known[held]

    def _signs(self, held: frozenset[Function]) -> tuple[Sign, ...]:
        left = {*held}
        signs: list[Sign] = []
        for letter, meaning in self._letters:
            if meaning <= held and meaning & left:
                signs.append(Sign(letter, _in_order(meaning), known=True))
                left -= meaning
        signs += (Sign(self._others.get(f, ""), (f,), known=False) for f in left)
        return tuple(sorted(signs, key=lambda sign: FUNCTIONS.index(sign.functions[0])))

    def _add_spare_letters(self) -> None:
        """Let the functions without a letter have one of their name that means nothing else."""
        for function in FUNCTIONS:
            if function not in self._others:
                free = (
                    letter
                    for letter in (*function.value.upper(), *ascii_uppercase)
                    if letter not in (*self.notation, *self._others.values(), *OWN, *_NO_LETTERS)
                )
                self._others[function] = next(free, "")


def _in_order(functions: Collection[Function]) -> Meaning:
    return tuple(function for function in FUNCTIONS if function in functions)


def letter_for(function: Function, notation: Notation) -> str:
    """Return the letter to give to who has a function: its own, else one that means more besides.

    Where the notation has none, it is raci's own; ``""`` where that one means something else.
    """
    if not notation:
        return function.letter
    fitting = sorted((len(m), n) for n, m in enumerate(notation.values()) if function in m)
    if fitting:
        return [*notation][fitting[0][1]]
    return "" if function.letter in notation else function.letter


def functions_of(written: str | Iterable[str]) -> Meaning:
    """Return the functions that a definition or settings name, one or a list."""
    return tuple(map(Function, [written] if isinstance(written, str) else written))


def name_of(notation: Notation) -> str:
    """Return the name of a notation, ``""`` where it has none."""
    return next((name for name, named in NOTATIONS.items() if named == notation), "")
