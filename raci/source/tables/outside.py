"""Counts letters without regard to layouts: those that no matrix took over are in doubt."""

from collections.abc import Iterator, Sequence

from raci.source.tables.beside import explains_letter
from raci.source.tables.decide import Decision
from raci.source.tables.grid import Cell, Grid, Row
from raci.source.tables.legend import is_legend
from raci.source.tables.region import Doubt, Region
from raci.source.tables.sheet import without_legends


def doubt_outside(regions: Sequence[Region], decision: Decision) -> None:
    """Put the letters of each grid that no matrix of it took over in doubt, in its first one."""
    of_grids: dict[int, list[Region]] = {}
    for region in regions:
        of_grids.setdefault(id(region.grid), []).append(region)
    for own in of_grids.values():
        taken = {cell for region in own for cell in _taken(region)}
        cells = _lettered(own[0].grid, decision)
        own[0].doubts += [Doubt("outside", cell) for cell in cells if cell not in taken]


def _taken(region: Region) -> Iterator[Cell]:
    yield from (*region.roles, *region.above.values(), *region.letters, *region.left_out)
    yield from (*region.labels, *region.marks)
    for person, role in region.people:
        yield from (person, role)
    for doubt in region.doubts:
        yield doubt.cell
    for line in region.lines:
        yield from (line.name, *line.groups, *(cell for _, cell in line.held))
    for names in region.names:
        yield from (names.name, *names.groups, *(cell for _, cell in names.held))
        yield from (doubt.cell for doubt in names.doubts)


def _lettered(grid: Grid, decision: Decision) -> Iterator[Cell]:
    """Yield the cells with letters, without those of legends; the first column has names."""
    rows = without_legends(grid.rows)
    below: Row
    for row, below in zip(rows, [*rows[1:], []], strict=True):
        columns = [c for c, cell in enumerate(row) if cell.text and is_counted(cell.text, decision)]
        if columns and not (is_legend(row) or _are_explained(row, below, columns)):
            yield from (row[column] for column in columns if column)


def _are_explained(row: Row, below: Row, columns: Sequence[int]) -> bool:
    """Return whether several letters are explained in the cells behind them, or below them."""
    behind = [row[column + 1].text for column in columns if column + 1 < len(row)]
    under = [below[column].text for column in columns if below]
    return any(sum(map(explains_letter, texts)) > 1 for texts in (behind, under))


def is_counted(text: str, decision: Decision) -> bool:
    """Return whether a cell has letters or signs; words count where there are no letters."""
    reader = decision.reader
    tokens = reader.tokens(text) or ()
    is_words = decision.decided == "words"
    return any(is_words or each in reader.notation or each in reader.extra for each in tokens)
