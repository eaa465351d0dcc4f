"""Lines of cells set in columns, for tables small enough to need no library."""

from collections.abc import Collection, Iterator, Sequence

from raci.render.columns import columns, pad

Row = tuple[str, ...]


def aligned(rows: Sequence[Row], right: Collection[int] = ()) -> Iterator[str]:
    """Give rows as lines, two blanks between columns; those ``right`` end below one another.

    A column in which nothing stands is left out.
    """
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            " " * (width - columns(cell)) + cell if number in right else pad(cell, width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        )
        yield "  ".join(cells).rstrip()
