"""The cells of a page's matrix, and the legend of their letters."""

from dataclasses import replace
from typing import Any

from raci.matrix.rows import Cell, Row
from raci.render.letters import Held, LetterWords
from raci.render.page.index import Index, short
from raci.render.page.texts import LANGS, one_or_both
from raci.render.reports.matrix import View

MOST_CELLS = 600_000
"""The most cells of a page, of seven bytes each: as many as 2 000 activities × 300 roles have."""


def fitting(shown: View) -> View:
    """Return as many of a view's first rows as a page may hold."""
    most, rows = MOST_CELLS, 0
    for row in shown.rows:
        most -= sum(len(holders) for holders in row.written.values()) + len(row.derived)
        if most < 0:
            break
        rows += 1
    return replace(shown, rows=shown.rows[:rows])


class Cells:
    """The cells of a view, each kind of them once."""

    def __init__(self, shown: View, index: Index) -> None:
        self._letters = [LetterWords(shown.matrix.org.notation, lang) for lang in LANGS]
        self._kinds: dict[Held, tuple[int, list[Cell]]] = {}
        self._rows = [self._line(row, index) for row in shown.rows]

    def _line(self, row: Row, index: Index) -> list[int]:
        """Return the roles of a row, each with the number of its kind: ``[role, kind, …]``."""
        by_role: dict[str, list[Cell]] = {}
        for cell in row.cells():
            by_role.setdefault(cell.role, []).append(cell)
        line: list[int] = []
        for role, cells in sorted((index.roles[role], cells) for role, cells in by_role.items()):
            held = tuple((cell.function, cell.derived) for cell in cells)
            kind, _ = self._kinds.setdefault(held, (len(self._kinds), cells))
            line += (role, kind)
        return line

    def data(self) -> dict[str, Any]:
        """Return the rows and the kinds."""
        palette = [
            short(
                letters=one_or_both(*(str(each.cell(cells)) for each in self._letters)),
                functions=[cell.function.value for cell in cells],
                derived=all(cell.derived for cell in cells) or None,
            )
            for _, cells in self._kinds.values()
        ]
        return {"palette": palette, "rows": self._rows}

    def legend(self) -> dict[str, Any]:
        """Return what each letter in use means, and what is said of derived ones where they are."""
        used = [cell for _, cells in self._kinds.values() for cell in cells]
        signs = [
            {
                "letters": one_or_both(*(each.sign(sign) for each in self._letters)),
                "meaning": one_or_both(*(each.meaning(sign) for each in self._letters)),
                "functions": [function.value for function in sign.functions],
            }
            for sign in self._letters[0].signs(used)
        ]
        derived = one_or_both(*(each.derived for each in self._letters))
        return short(signs=signs, derived=derived if any(c.derived for c in used) else None)
