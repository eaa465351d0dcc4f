"""Reads tables of CSV and TSV files, with commas, semicolons, tabs or bars between cells."""

import re
from collections import Counter
from functools import cache

from raci.source.decode import UnreadableError
from raci.source.tables.decoding import decode_table
from raci.source.tables.grid import MOST_CELLS, Cell, Grid, Row, TableFile
from raci.source.tables.letters import is_lettered

DELIMITERS = ",;\t|，"
_SHOWN, _SAMPLE = 50, 200_000
"""So many rows, and characters, show what stands between cells."""

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(raw: bytes) -> TableFile:
    """Read the one table of a file.

    Raises:
        UnreadableError: the bytes are no text, or too many cells.
    """
    text = decode_table(raw)
    said = _SEPARATOR_LINE.match(text)
    delimiter = said[1] if said else _delimiter(text)
    return TableFile(text, [Grid(_rows(text, delimiter, said.end() if said else 0))])


def _delimiter(text: str) -> str:
    """Return the delimiter that divides most rows, those with letters first.

    Of several, it is the one that divides rows into as many cells each, shows more cells with
    letters, and makes more columns.
    """
    start = text[:_SAMPLE]

    def fitness(delimiter: str) -> tuple[int, ...]:
        rows = [row for row in _rows(start, delimiter, 0, _SHOWN) if len(row) > 1]
        letters = [sum(is_lettered(cell.text) for cell in row[1:]) for row in rows]
        width, most = next(iter(Counter(map(len, rows)).most_common(1)), (0, 0))
        return sum(map(bool, letters)), len(rows), most, sum(letters), width

    return max(DELIMITERS, key=fitness)


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    other = re.escape(delimiter)
    return re.compile(
        rf'[ \t]*"((?:[^"]|"")*)"([^{other}\r\n]*)|([^{other}\r\n]*)'
        if delimiter != "\t"
        else r'"((?:[^"]|"")*)"([^\t\r\n]*)|([^\t\r\n]*)'
    )


def _read(match: re.Match[str]) -> Cell:
    """Return a cell; where a text stands behind its quotes, they are a part of it."""
    group = 3 if match[1] is None else 0 if match[2].strip() else 1
    raw = match[group]
    plain = (raw.replace('""', '"') if group == 1 else raw).strip()
    start = match.start(group) + len(raw) - len(raw.lstrip())
    return Cell(plain, start, start + len(raw.strip()))


def _rows(text: str, delimiter: str, at: int, most: int = 0) -> list[Row]:
    rows: list[Row] = [[]]
    pattern = _cell(delimiter)
    cells = 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:  # the pattern matches nothing as well
            break
        rows[-1].append(_read(match))
        at = match.end()
        if cells + len(rows[-1]) > MOST_CELLS:
            raise UnreadableError("table-too-large", limit=MOST_CELLS)
        if text.startswith(delimiter, at):
            at += 1
            if at == len(text):
                rows[-1].append(Cell("", at, at))
        elif at < len(text):
            at += 2 if text.startswith("\r\n", at) else 1
            if len(rows) == most:
                return rows
            if not any(cell.text for cell in rows[-1]):
                rows[-1] = []
            cells += max(len(rows[-1]), 1)
            rows.append([])
    return rows if rows[-1] else rows[:-1]
