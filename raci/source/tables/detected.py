"""What was detected of a file, as a mapping says it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from raci.findings.notation import Notation
from raci.source.tables.decide import Decision
from raci.source.tables.grid import TableFile
from raci.source.tables.layout import regions_of
from raci.source.tables.lock import lock_of
from raci.source.tables.mapping import TableMapping
from raci.source.tables.notations import normal
from raci.source.tables.region import Region


def detected(
    file: TableFile,
    regions: Sequence[Region],
    decision: Decision,
    mapping: TableMapping,
    id_: str,
) -> Mapping[str, Any]:
    """Return the entry of settings with which a file is read as it was read now.

    What differs from matrix to matrix is left to detection.
    """
    facts = {
        "id": id_,
        "sheet": mapping.sheet or _sheet(file, regions),
        "heading": mapping.heading or _heading(file, regions),
        "roles": _common([region.direction for region in regions]),
        "header-rows": _common([region.header_rows for region in regions]),
        "notation": mapping.notation or _notation(decision),
        "groups": mapping.groups,
        "letters": {**_signs(decision, mapping), **mapping.letters},
        "lock": [
            {key: value for key, value in asdict(lock_of(region)).items() if value}
            for region in regions
        ],
    }
    return {key: value for key, value in facts.items() if value}


def _common(values: Sequence[Any]) -> Any:
    return values[0] if len({*values}) == 1 else None


def _sheet(file: TableFile, regions: Sequence[Region]) -> str | None:
    """Return the one sheet of several that has matrices."""
    sheet: str | None = _common([region.grid.sheet for region in regions])
    return sheet if len(file.grids) > 1 else None


def _heading(file: TableFile, regions: Sequence[Region]) -> str | None:
    """Return the heading of the one matrix that is read, where other tables look like one too."""
    if len(regions) != 1:
        return None
    others = (grid for grid in file.grids if grid is not regions[0].grid)
    return regions[0].heading if any(map(regions_of, others)) else None


def _notation(decision: Decision) -> str | dict[str, Any] | None:
    """Return the notation's name, or what its letters mean; words need neither."""
    if decision.decided == "words":
        return None
    return decision.name or _plain(decision.reader.notation)


def _signs(decision: Decision, mapping: TableMapping) -> dict[str, Any]:
    """Return what the file's own signs mean."""
    known = {*map(normal, mapping.letters)}
    return _plain({k: v for k, v in decision.reader.extra.items() if k not in known})


def _plain(notation: Notation) -> dict[str, Any]:
    return {
        sign: meaning[0].value if len(meaning) == 1 else [each.value for each in meaning]
        for sign, meaning in notation.items()
    }
