"""Finds the legends beside a matrix: columns of letters, each once, with their meanings behind."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from raci.source.tables.grid import Row
from raci.source.tables.letters import is_letter
from raci.source.tables.notations import begins_with_word, is_blank, meaning_in

LEAST = 2
"""A legend beside a matrix explains so many letters."""


def legends_beside(rows: Sequence[Row]) -> dict[int, list[int]]:
    """Return the columns of letters that are explained in the next ones, each with its rows.

    Where a letter stands twice in a column, or once without an explanation, the column is one of a
    matrix, and the text behind a letter is a remark. So it is where letters stand right before
    it too, unless most of the texts begin with the word for a function.
    """
    width = len(rows[0]) if rows else 0
    found = {column: [*_legends_in(rows, column)] for column in range(1, width - 1)}
    return {column: numbers for column, numbers in found.items() if numbers}


def explains_letter(text: str) -> bool:
    """Return whether a text is the meaning of a letter."""
    return is_meaningful(text) and not is_letter(text) and meaning_in(text) is not None


def is_meaningful(text: str) -> bool:
    """Return whether a text explains something: it is longer than letters are, or not Western."""
    return len(text) > 3 or (len(text) > 1 and not text.isascii())


def _legends_in(rows: Sequence[Row], column: int) -> Iterator[int]:
    written = [n for n, row in enumerate(rows) if row[column].text]
    for lettered, numbers in groupby(written, key=lambda n: is_letter(rows[n][column].text)):
        run = list(numbers)
        if lettered and _is_legend([rows[n] for n in run], column):
            yield from run


def _is_legend(rows: Sequence[Row], column: int) -> bool:
    letters = list(dict.fromkeys(row[column] for row in rows))
    texts = [row[column + 1].text for row in rows]
    if len({cell.text for cell in letters}) < max(len(letters), LEAST):
        return False
    if not all(map(explains_letter, texts)):
        return False
    is_apart = all(is_blank(row[column - 1].text) for row in rows)
    return is_apart or sum(map(begins_with_word, texts)) * 2 > len(texts)
