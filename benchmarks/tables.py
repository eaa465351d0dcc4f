"""Write a workbook of many cells, or read one with the library alone: `tables.py write|read`."""

import sys
from itertools import cycle

ROWS, ROLES = 2_000, 300


def write(path: str, every: int) -> None:
    """Write a workbook in which one in ``every`` cells has a letter; each row has one A, and R."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("RACI")
    sheet.append(["Activity", *(f"Role {number}" for number in range(ROLES))])
    others = cycle("ICIIICI")
    for number in range(ROWS):
        row: list[str | None] = [f"Activity {number} of process {number % 97}"]
        for column in range(ROLES):
            held = (column - number) % ROLES
            letter = {0: "A", 1: "R", 2: "R"}.get(held)
            row.append(letter or (next(others) if held % every == 0 else None))
        sheet.append(row)
    book.save(path)


def read(path: str) -> None:
    """Read all cells with the library, as raci would read them at best."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    sheet.to_python(skip_empty_area=False)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]))
    else:
        read(sys.argv[2])
