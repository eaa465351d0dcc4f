"""The cells of a page's matrix, and the legend of their letters."""

from collections.abc import Sequence
from typing import Any

from raci.matrix.rows import Cell
from raci.render.letters import LetterWords
from raci.render.page.index import Index, short
from raci.render.page.texts import LANGS, one_or_both
from raci.render.reports.matrix import View


def cells(shown: View, index: Index) -> dict[str, Any]:
    """Return what the cells say, each kind once, and of each row ``[role, kind, role, kind …]``."""
    letters = [LetterWords(shown.matrix.org.notation, lang) for lang in LANGS]
    palette: dict[tuple[tuple[str, bool], ...], int] = {}
    kinds: list[dict[str, Any]] = []
    rows: list[list[int]] = []
    for row in shown.rows:
        by_role: dict[str, list[Cell]] = {}
        for cell in row.cells():
            by_role.setdefault(cell.role, []).append(cell)
        line: list[int] = []
        for role, held in sorted((index.roles[role], held) for role, held in by_role.items()):
            kind = tuple((cell.function.value, cell.derived) for cell in held)
            if kind not in palette:
                palette[kind] = len(kinds)
                kinds.append(_kind(held, letters))
            line += (role, palette[kind])
        rows.append(line)
    return {"palette": kinds, "rows": rows}


def _kind(held: Sequence[Cell], letters: Sequence[LetterWords]) -> dict[str, Any]:
    return short(
        letters=one_or_both(*(str(each.cell(held)) for each in letters)),
        functions=[cell.function.value for cell in held],
        derived=all(cell.derived for cell in held) or None,
    )


def legend(shown: View) -> dict[str, Any]:
    """Return what each letter in use means, and what is said of derived ones where there are."""
    used = [cell for row in shown.rows for cell in row.cells()]
    letters = [LetterWords(shown.matrix.org.notation, lang) for lang in LANGS]
    return short(
        signs=[
            {
                "letters": one_or_both(*(each.sign(sign) for each in letters)),
                "meaning": one_or_both(*(each.meaning(sign) for each in letters)),
                "functions": [function.value for function in sign.functions],
            }
            for sign in letters[0].signs(used)
        ],
        derived=one_or_both(*(each.derived for each in letters))
        if any(cell.derived for cell in used)
        else None,
    )
