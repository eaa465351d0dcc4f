"""Chooses the matrices of a file; other tables are left out, and told."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from raci.source.tables.grid import Cell, Grid, TableFile, filled
from raci.source.tables.layout import regions_of
from raci.source.tables.legend import legend_of
from raci.source.tables.letters import ANY, is_lettered
from raci.source.tables.mapping import TableMapping
from raci.source.tables.notations import covering, normal
from raci.source.tables.region import Region

FEW = 2
"""A column with no more letters is no matrix where the file has one."""

FOREIGN = 1 / 3
"""The share of letters from which a table of a file has others than its matrices."""


def matrices_of(
    file: TableFile, mapping: TableMapping, signs: Collection[str] = ()
) -> list[Region]:
    """Return the matrices of a file that a mapping means; the first tells which tables are none.

    ``signs`` are texts of cells that the file itself explains.
    """
    explained = {*signs, *mapping.letters}
    grids = [grid for grid in file.grids if _is_meant(grid, mapping)]
    regions = [region for grid in grids for region in regions_of(grid, mapping, explained)]
    headed = [
        region
        for region in regions
        if not mapping.heading or normal(mapping.heading) in normal(region.heading)
    ]
    whole = [region for region in headed if not _is_hardly_one(region)] or headed
    notation = mapping.notation and not mapping.lock  # one that was detected changes nothing
    says = mapping.sheet or mapping.heading or notation
    chosen = whole if says else _of_one_notation(whole, {*legend_of(file), *explained})
    if chosen:
        chosen[0].left_out += _others(grids, chosen)
        chosen[0].left_out += (Cell(grid.sheet) for grid in file.hidden if regions_of(grid))
        _tell_beside(regions, chosen)
    return chosen


def _tell_beside(regions: Sequence[Region], chosen: Sequence[Region]) -> None:
    """Note the matrices that are not chosen beside one that is: they are left out as a whole."""
    for region in regions:
        near = next((each for each in chosen if each.grid is region.grid), None)
        if near is None or any(each is region for each in chosen):
            continue
        first = [*region.roles, *(names.name for names in region.names)][0]
        near.left_out.append(Cell(region.heading or first.text, first.start, first.end))
        near.labels += [*region.labels, *region.marks, *region.roles, *region.letters]
        near.labels += [cell for line in region.lines for _, cell in line.held]
        near.labels += [doubt.cell for doubt in region.doubts]


def _is_meant(grid: Grid, mapping: TableMapping) -> bool:
    return not mapping.sheet or normal(mapping.sheet) == normal(grid.sheet)


def _is_hardly_one(region: Region) -> bool:
    if region.names or len(region.roles) > 1:
        return False
    cells = [cell for line in region.lines for _, cell in line.held if is_lettered(cell.text)]
    return len(region.roles) == 1 and len(cells) <= FEW


def _of_one_notation(regions: list[Region], explained: set[str]) -> list[Region]:
    """Return regions without those whose letters are of no notation where others' are: a roster."""
    letters = [_letters(region) for region in regions]
    known = [counts for counts in letters if covering({*counts} - explained)]
    common = explained.union(*known)

    def is_roster(counts: Counter[str]) -> bool:
        foreign = {letter: n for letter, n in counts.items() if letter not in common}
        return len(foreign) > 1 and sum(foreign.values()) >= FOREIGN * sum(counts.values())

    pairs = zip(regions, letters, strict=True)
    return [region for region, counts in pairs if not (known and is_roster(counts))]


def _letters(region: Region) -> Counter[str]:
    cells = Counter([cell.text for line in region.lines for _, cell in line.held])
    return Counter(
        token
        for text, count in cells.items()
        for token in (ANY.tokens(text) or ()) * count
        if len(token) == 1 and token.isupper()
    )


def _others(grids: Sequence[Grid], chosen: Sequence[Region]) -> Iterable[Cell]:
    """Yield the names of tables that are none: their sheet or heading, else their first row."""
    for grid in grids:
        texts = next((texts for row in grid.rows if (texts := filled(row))), [])
        if texts and all(region.grid is not grid for region in chosen):
            name = grid.sheet or grid.heading or " | ".join(cell.text for cell in texts)
            yield Cell(name, texts[0].start, texts[0].end)
