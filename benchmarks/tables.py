"""Write a workbook of many cells, or read one with the library alone: `tables.py write|read`.

`write PATH EVERY` fills one in EVERY cells; `write PATH usual` a few in each row, as people do.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import cycle
from random import Random

ROWS, ROLES = 2_000, 300
USUAL = "ARRCCCIIII"

Letters = list[str | None]


def write(path: str, rows: Iterable[Letters]) -> None:
    """Write a workbook with some rows of letters."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("RACI")
    sheet.append(["Activity", *(f"Role {number}" for number in range(ROLES))])
    for number, letters in enumerate(rows):
        sheet.append([f"Activity {number} of process {number % 97}", *letters])
    book.save(path)


def filled(every: int) -> Iterator[Letters]:
    """Yield rows in which one in ``every`` cells has a letter; each row has one A, and R."""
    others = cycle("ICIIICI")
    for number in range(ROWS):
        row: Letters = []
        for column in range(ROLES):
            held = (column - number) % ROLES
            letter = {0: "A", 1: "R", 2: "R"}.get(held)
            row.append(letter or (next(others) if held % every == 0 else None))
        yield row


def usual() -> Iterator[Letters]:
    """Yield rows as people fill them: one A, and a few R, C and I anywhere."""
    random = Random(1)
    for _ in range(ROWS):
        row: Letters = [None] * ROLES
        for column, letter in zip(random.sample(range(ROLES), len(USUAL)), USUAL, strict=True):
            row[column] = letter
        yield row


def read(path: str) -> None:
    """Read all cells with the library, as raci would read them at best."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    sheet.to_python(skip_empty_area=False)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], usual() if sys.argv[3] == "usual" else filled(int(sys.argv[3])))
    else:
        read(sys.argv[2])
