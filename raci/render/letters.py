"""The letters of a matrix as they are printed: those of the organisation's notation."""

from collections.abc import Iterable, Iterator

from raci.findings.notation import Letters, Notation, Sign
from raci.findings.ref import FUNCTIONS, Function
from raci.findings.sentence import Sentence
from raci.matrix.rows import Cell
from raci.render.phrases import Words

BETWEEN = "/"

Held = tuple[tuple[Function, bool], ...]
"""The functions of a role in a row, each with whether it is derived."""


class LetterWords:
    """Prints functions in one language, by the letters of a notation, else by their words.

    ``spare``: by another letter rather than by a word.
    """

    def __init__(self, notation: Notation, lang: str, *, spare: bool = False) -> None:
        self.letters = Letters(notation, spare=spare)
        self.words = Words("letters", lang)
        self._cells: dict[Held, str] = {}

    def cell(self, cells: Iterable[Cell]) -> str:
        """Return a role's functions in one row: ``R/A``, derived ones in brackets."""
        held = tuple((cell.function, cell.derived) for cell in cells)
        if held not in self._cells:
            self._cells[held] = self._cell(held)
        return self._cells[held]

    def _cell(self, held: Held) -> str:
        written = tuple(function for function, derived in held if not derived)
        derived = tuple(function for function, derived in held if derived)
        signs = [
            *((sign, "{}") for sign in self.letters.of(written)),
            *((sign, "({})") for sign in self.letters.of(derived)),
        ]
        signs.sort(key=lambda each: FUNCTIONS.index(each[0].functions[0]))
        return BETWEEN.join(form.format(self.sign(sign)) for sign, form in signs)

    def of(self, *functions: Function) -> str:
        """Return the letters of functions that one role has."""
        return BETWEEN.join(map(self.sign, self.letters.of(functions)))

    def named(self, function: Function) -> str:
        """Return the letter of a function, and its word."""
        (sign,) = self.letters.of((function,))
        return f"{sign.letter} {self.words[function.value].partition(':')[0]}".strip()

    def sign(self, sign: Sign) -> str:
        """Return a letter, or the word of the function that no letter is left for."""
        function = sign.functions[0].value
        word = Sentence(f"function-{function}").say(self.words.lang)
        return sign.letter or (function if word in self.letters.notation else word)

    def meaning(self, sign: Sign) -> str:
        """Return what a sign stands for."""
        meaning = self.words["plus"].join(self.words[each.value] for each in sign.functions)
        return meaning if sign.known else self.words["not-of-the-notation"].format(meaning=meaning)

    def signs(self, cells: Iterable[Cell]) -> tuple[Sign, ...]:
        """Return the signs that some cells are printed with, in the order of their functions."""
        held: dict[tuple[str, str, bool], set[Function]] = {}
        for cell in cells:
            held.setdefault((cell.row, cell.role, cell.derived), set()).add(cell.function)
        kinds = {frozenset(functions) for functions in held.values()}
        signs = {sign for functions in kinds for sign in self.letters.of(functions)}
        return tuple(sorted(signs, key=_order))

    def legend(self, cells: Iterable[Cell]) -> Iterator[str]:
        """Yield the notes that explain the letters of some cells, derived ones too."""
        cells = tuple(cells)
        entries = (f"{sign.letter} {self.meaning(sign)}".strip() for sign in self.signs(cells))
        yield self.words["semicolon"].join(entries)
        if any(cell.derived for cell in cells):
            yield self.derived

    @property
    def derived(self) -> str:
        """What is said of derived letters."""
        return self.words["derived"].format(letter=self.of(Function.ACCOUNTABLE))


def _order(sign: Sign) -> tuple[list[int], str]:
    return [FUNCTIONS.index(function) for function in sign.functions], sign.letter
