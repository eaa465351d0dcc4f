"""Finds what a file itself says of its letters: a legend in a table or in the text beside it."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from raci.findings.notation import BOTH, A, Meaning, Notation
from raci.source.tables.beside import explains_letter, is_meaningful, legends_beside
from raci.source.tables.grid import EMPTY, Grid, Row, TableFile, filled
from raci.source.tables.letters import is_letter
from raci.source.tables.notations import WORDS, approving, meaning_in, normal

_WORDS = r"([^\W\d_]+(?:[ -][^\W\d_]+)?)"
_ONE = re.compile(
    r"(?<![\w&/.])([A-Z])[*\"'”’]*"
    r"(?:\s*(?:[=:：]|\bis\b|\bare\b|\bmeans\b|\bstands for\b|→|->|[-–—(（]|代表|表示|是|为|指)"
    r"|(?<![AI])(?=\s))\s*[*_\"'“‘]*(?:(?:the|an?|is|are|one|who)\s+)*" + _WORDS
)
_REVERSED = re.compile(
    r"(?<![^\W\d_])" + _WORDS + r"[*_\"'”’]*\s*[(（\[]\s*[*_\"'“‘]*([A-Z])[*_\"'”’]*\s*[)）\]]"
)
_LETTER = re.compile(r"[\W_]*([A-Za-z])[\W_]*")
EQUATION = re.compile(r"\W*[^\W\d_]{1,2}\W*\s*[=＝]\s*\S")
"""A line of a legend in one cell: ``R = Responsible``."""

LEAST = 2
"""A legend explains so many letters."""


def legend_of(file: TableFile) -> Notation:
    """Return the meaning of each letter that a file explains; nothing where it has no legend."""
    if file.legend is None:
        file.legend = _legend(file)
    return file.legend


def _legend(file: TableFile) -> Notation:
    found: dict[str, Meaning] = {}
    rows = [row for grid in file.grids for row in grid.rows]
    listed = sorted(([*_listed(grid)] for grid in file.grids), key=len, reverse=True)
    beside = (pair for grid in file.grids for pair in _beside(grid))
    in_rows = (pair for row in rows for pair in _in_row(row))
    for letter, meaning in (*chain(*listed), *in_rows, *beside):
        found.setdefault(letter, meaning)
    prose: dict[str, Meaning] = {}
    for letter, meaning in _in_text(file.prose):
        prose.setdefault(letter, meaning)
    for each in (found, prose):
        if len(each) >= LEAST:
            return each if any(map(_is_exact, rows)) else approving(each)
    return {}


def _listed(grid: Grid) -> Iterator[tuple[str, Meaning]]:
    return (pair for row in grid.rows if is_legend(row) for pair in _in_row(row))


def _beside(grid: Grid) -> Iterator[tuple[str, Meaning]]:
    for column, numbers in legends_beside(grid.rows).items():
        for row in (grid.rows[n] for n in numbers):
            yield from _in_cells(row[column : column + 2])


def _is_exact(row: Row) -> bool:
    """Return whether a row says just who answers: two functions of a letter, or a word for it.

    Then no letter means more, or less, than stands behind it.
    """
    cells = filled(row)
    if len(cells) != 2:
        return False
    if " + " in cells[1].text:
        return len(meaning_in(cells[1].text) or ()) > 1
    is_word = WORDS.get(normal(cells[0].text)) in (A, BOTH)
    return is_word and meaning_in(cells[1].text) in (A, BOTH)


def explains(row: Row) -> bool:
    """Return whether a row is part of a legend."""
    return any(True for _ in _in_row(row)) and len(filled(row)) <= 4


def is_legend(row: Row) -> bool:
    """Return whether a row is a letter and what it means."""
    first = next((cell for cell in row if cell.text), None)
    if first is None or not _LETTER.fullmatch(first.text):
        return False
    cells = filled(row)
    if len(cells) < 2 or not _LETTER.fullmatch(cells[0].text) or not is_meaningful(cells[1].text):
        return False
    return meaning_in(cells[1].text) is not None and not any(
        _LETTER.fullmatch(cell.text) for cell in cells[1:]
    )


def _in_row(row: Row) -> Iterator[tuple[str, Meaning]]:
    """Yield letters explained in a cell, or in the cell to the right; none in a matrix's row.

    A row with letters is a matrix's, unless all of them, or the first, are explained; there, only
    a text that is an equation explains.
    """
    cells = filled(row)
    letters = [n for n, cell in enumerate(cells) if is_letter(cell.text)]
    if not letters or _is_line(cells, letters):
        yield from _in_cells(cells)
        return
    for cell in cells:
        if EQUATION.match(cell.text):
            yield from _in_text(cell.text)


def _is_line(cells: Row, letters: Sequence[int]) -> bool:
    """Return whether a row is a legend: its first letter, or each of several, has a meaning."""
    texts = [*(cell.text for cell in cells), ""]
    explained = [n for n in letters if explains_letter(texts[n + 1])]
    if letters[0] == 0:
        return explained[:1] == [0]
    return len(letters) > 1 and explained == letters and letters[0] == 1


def _in_cells(cells: Row) -> Iterator[tuple[str, Meaning]]:
    for cell, behind in pairwise((*cells, EMPTY)):
        if len(cell.text) <= 3 and not is_meaningful(behind.text):
            continue
        letter = _LETTER.fullmatch(cell.text)
        if letter and is_meaningful(behind.text):
            meaning = meaning_in(behind.text)
            if meaning is not None and letter[1].isupper():
                yield letter[1], meaning
        elif len(cell.text) > 3:
            yield from _in_text(cell.text)


def _in_text(text: str) -> Iterator[tuple[str, Meaning]]:
    for line in text.splitlines():
        for match in _ONE.finditer(line):
            letter, words = match[1], match[2].casefold()
            meaning = _first_known(words)
            if meaning is not None:
                yield letter, meaning
        for match in _REVERSED.finditer(line):
            meaning = _first_known(match[1].casefold(), last=True)
            if meaning is not None:
                yield match[2], meaning


def _first_known(words: str, *, last: bool = False) -> Meaning | None:
    parts = words.split()
    for candidate in (words, parts[-1] if last else parts[0]):
        if candidate in WORDS:
            return WORDS[candidate]
    if not words.isascii():
        known = (word for word in WORDS if not word.isascii() and words.startswith(word))
        return next((WORDS[word] for word in known), None)
    return None
