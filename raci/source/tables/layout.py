"""Finds the matrices of a grid: heads, rows, groups, and the cells in which letters stand."""

from collections.abc import Collection

from raci.source.tables.activity_lines import one_a_row
from raci.source.tables.grid import Grid
from raci.source.tables.letters_under_roles import letters_under_roles
from raci.source.tables.mapping import NO_MAPPING, TableMapping
from raci.source.tables.names_under_letters import by_letters
from raci.source.tables.region import Region
from raci.source.tables.ruled import ruled_regions


def regions_of(
    grid: Grid, mapping: TableMapping = NO_MAPPING, explained: Collection[str] = ()
) -> list[Region]:
    """Return the matrices of a grid, in their order.

    ``explained`` are texts that have a meaning, as letters have.
    """
    if mapping.roles in (None, "across") and (found := letters_under_roles(grid)):
        return found
    if mapping.roles in (None, "letters") and (found := one_a_row(grid)):
        return found
    if mapping.roles != "letters":
        ruled = ruled_regions(grid, mapping, explained)
        if ruled and not (mapping.roles is None and by_letters(grid)):
            return ruled
    return by_letters(grid) if mapping.roles in (None, "letters") else []
