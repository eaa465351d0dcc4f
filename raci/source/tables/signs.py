"""Signs of a file's own, which its legend explains: ``◎ lead``, ``OK = signs off``."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from raci.findings.notation import Meaning, Notation
from raci.source.tables.grid import Row, TableFile, filled
from raci.source.tables.letters import parts_of
from raci.source.tables.notations import WORDS, approving, meaning_in, normal

LEAST = 2
"""A legend explains so many signs, and so many stand in cells."""

_EQUATION = re.compile(
    r"(?:^|[\s;；,，、:：|·(（])([A-Z]{1,4}|[^\W\d_]{2,12})(?:[(（][A-Z][)）])?\s*[=＝]\s*(.+?)"
    r"(?=\s*[;；|·]|[\s,，、]+[A-Z]{1,4}\s*[=＝]|$)"
)
_WORD = re.compile(r"[A-Z]{2,4}")
_NO_SIGNS = frozenset("=+<>|~^¬±×÷→←↑↓⇒©®™°¦")


def signs_of(file: TableFile) -> Notation:
    """Return what a file's own signs mean, in the form of ``normal``; none where letters suffice.

    Own signs are symbols, short words in capitals, and usual words to which the legend gives a
    meaning; where there are some, the legend's letters are among them.
    """
    rows = [filled(row) for grid in file.grids for row in grid.rows]
    cells = dict.fromkeys(cell.text for row in rows for cell in row)
    found: dict[str, Meaning] = {}
    for sign, words in _explained(file, rows, cells):
        meaning = meaning_in(words) or WORDS.get(normal(sign))
        if meaning is not None:
            found.setdefault(normal(sign), meaning)
    own = {sign for sign in found if not (len(sign) == 1 and sign.isalpha())}
    if not own:
        return {}
    used = {normal(part) for text in cells for part in parts_of(text)}
    return approving(found) if own & used and len(used & {*found}) >= LEAST else {}


def _explained(
    file: TableFile, rows: Iterable[Row], cells: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield signs with what is said of them: in a line, or in the cell behind one."""
    for text in (*cells, file.prose):
        for line in text.splitlines():
            for match in _EQUATION.finditer(line):
                if match[1].isupper() or normal(match[1]) in WORDS:
                    yield match[1], match[2]
            yield from _symbols(line)
    for row in rows:
        texts = [cell.text for cell in row[:4]]
        is_sign = len(texts) in (2, 3) and (_WORD.fullmatch(texts[0]) or _is_symbol(texts[0]))
        if is_sign and len(texts[1]) > 3:
            yield texts[0], texts[1]


def _symbols(line: str) -> Iterator[tuple[str, str]]:
    at = [n for n, sign in enumerate(line) if _is_symbol(sign)]
    for start, end in pairwise([*at, len(line)]):
        yield line[start], line[start + 1 : end].strip(" \t=＝:：-–—、，,;；")


def _is_symbol(text: str) -> bool:
    return (
        len(text) == 1
        and text not in _NO_SIGNS
        and not text.isascii()
        and unicodedata.category(text) in ("So", "Sm")
    )
