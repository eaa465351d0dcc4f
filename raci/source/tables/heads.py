"""Finds the rows of heads of matrices, and the titles above them."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from raci.source.tables.grid import EMPTY, Row, filled
from raci.source.tables.notations import TICKS, is_blank, normal
from raci.source.tables.sheet import UNSURE, Sheet, same_heads

SAMPLE = 4
"""So many rows below heads show in which columns letters stand."""

LEADING = 20
"""The first letters stand within so many rows below heads; above them are rows without any."""


def head_rows(sheet: Sheet) -> list[int]:
    """Return the numbers of the rows of heads: text above letters."""
    found: list[int] = []
    full = [number for number in range(len(sheet.rows)) if sheet.is_full(number)]
    for above, number in enumerate(full, 1):
        if not _is_head(sheet, number, full[above : above + LEADING]):
            continue
        if found and not _is_apart(sheet, number, found[-1] + 1):
            continue
        if found and same_heads(sheet, found[-1], number) and not _is_titled(sheet, number):
            continue
        found.append(number)
    return found


def _is_head(sheet: Sheet, number: int, first: Sequence[int]) -> bool:
    """Return whether a row is heads, by the first full rows below it."""
    row = sheet.rows[number]
    below = list(dropwhile(lambda n: not sheet.lettered(n), first))[:SAMPLE]
    columns = sorted({column for n in below for column in sheet.lettered(n)})
    leading = first[: first.index(below[0])] if below else first
    above = sheet.rows[number - 1] if number else []
    if not below or _is_odd(row, above, columns):
        return False
    leading = [n for n in leading if not _is_odd(sheet.rows[n], row, columns)]
    if any(sheet.rows[n][column].text for n in leading for column in columns):
        return False
    heads = [row[column] for column in columns if row[column].text]
    texts = [cell for cell in heads if not sheet.has_letters(cell) and not is_blank(cell.text)]
    if len(texts) * 2 < max(len(columns), len(heads)):
        return False
    above = sheet.rows[number - 1] if first_head(sheet, number) < number else [EMPTY] * len(row)
    is_first = not number or len(filled(sheet.rows[number - 1])) < 2
    pairs = [(row[c], above[c]) for c in columns if row[c] in texts]
    distinct = len({pair if is_first else (pair[0].text, pair[1].text) for pair in pairs})
    return distinct * 2 > len(texts)


def _is_odd(row: Row, heads: Row, columns: Sequence[int]) -> bool:
    """Return whether a row below heads is one of the matrix, although it has no letters.

    It has a name, and signs of doubt or ticks, or texts under some of the roles alone.
    """
    if not heads or not all(heads[c].text for c in columns):
        return False
    first = columns[0]
    names = [cell for cell in filled(row[:first]) if cell not in heads]
    texts = [row[c].text for c in columns if row[c].text and row[c] not in names]
    signs = all(normal(text) in UNSURE or normal(text) in TICKS for text in texts)
    return bool(names and texts) and (signs or len(texts) < len(columns))


def _is_apart(sheet: Sheet, number: int, start: int) -> bool:
    """Return whether an empty row or a title stands above a row of heads, or above further ones."""
    first = first_head(sheet, number, start=start)
    return len(filled(sheet.rows[first - 1])) < 2


def first_head(sheet: Sheet, head: int, columns: Sequence[int] = (), start: int = 0) -> int:
    """Return the number of the first row of heads, in some columns: others may stand above one."""
    first = head
    while first > start and not sheet.lettered(first - 1):
        above = {
            sheet.rows[first - 1][column] for column in columns or range(1, len(sheet.rows[head]))
        }
        if len([cell for cell in above if not is_blank(cell.text)]) < 2:
            break
        first -= 1
    return first


def _is_titled(sheet: Sheet, number: int) -> bool:
    return len(filled(sheet.rows[beginning(sheet, number)])) == 1


def titles_from(sheet: Sheet, start: int) -> Iterator[int]:
    """Yield the numbers of the rows from one on that have one text."""
    while start < len(sheet.rows) and len(filled(sheet.rows[start])) == 1:
        yield start
        start += 1


def beginning(sheet: Sheet, head: int) -> int:
    """Return the first row of a matrix: of its title, else of its heads."""
    heads = first_head(sheet, head)
    top = heads
    while top and len(filled(sheet.rows[top - 1])) == 1 and not sheet.lettered(top - 1):
        top -= 1
    is_alone = not top or not sheet.lettered(top - 1)
    return top if is_alone else max(top, heads - 1)  # else names without letters stand there too


def caption_of(sheet: Sheet, start: int, head: int) -> str:
    """Return the title right above heads, in rows with one text each."""
    first = beginning(sheet, head)
    for number in range(head - 1, start - 1, -1):
        texts = filled(sheet.rows[number])
        if len(texts) > 1 or sheet.lettered(number):
            break
        if texts and len(texts[0].text) <= 120:
            above = filled(sheet.rows[number - 1]) if number > max(start, first) else []
            title = above[0] if len(above) == 1 and len(above[0].text) <= 120 else texts[0]
            return title.text.replace("\n", " ")
    return ""
