"""Reads a table's file as a definition: the reader of its format, then what all have in common."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from raci.findings.place import TOP
from raci.source.decode import UnreadableError, plain_lines
from raci.source.document import Document
from raci.source.tables.decide import UndecidedError, decide
from raci.source.tables.definition import Reading, reading_of
from raci.source.tables.grid import EMPTY, TableFile
from raci.source.tables.kinds import reader_of
from raci.source.tables.mapping import NO_MAPPING, TableMapping
from raci.source.tables.matrices import matrices_of
from raci.source.tables.notations import normal
from raci.source.tables.region import Doubt, Region
from raci.source.tables.signs import signs_of


def read_tables(raw: bytes, path: str) -> TableFile:
    """Return the tables of a file.

    Raises:
        UnreadableError: the file cannot be read.
    """
    module = import_module(f"raci.source.tables.{reader_of(raw, path)}")
    read: Callable[[bytes], TableFile] = module.read
    return read(raw)


def read_table(raw: bytes, path: str, id_: str, mapping: TableMapping = NO_MAPPING) -> Reading:
    """Return the definition that a file's matrices are.

    Args:
        raw: the bytes of the file.
        path: its path, whose suffix chooses the reader.
        id_: the id of the organisation.
        mapping: what settings say of it.

    Raises:
        UnreadableError: the file cannot be read, or has no matrix.
    """
    file = read_tables(raw, path)
    document = Document(path, file.text, sheets=file.sheets, split=plain_lines)
    signs = signs_of(file)
    wanted = mapping
    regions = matrices_of(file, mapping, signs)
    for key in ("heading", "sheet") if _has_sheet(file, mapping) else ("sheet", "heading"):
        if not regions and getattr(mapping, key):
            unset: dict[str, Any] = {key: ""}
            mapping = replace(mapping, **unset)
            regions = matrices_of(file, mapping, signs)
    if not regions:
        raise UnreadableError("no-matrix", TOP)
    try:
        decision = decide(file, regions, path, mapping, signs)
    except UndecidedError as error:
        cell = next((cell for cell in _cells(regions) if cell.text), EMPTY)
        reading = Reading(document)
        document.data = {"raci": 1, "org": {"id": id_}}
        document.is_private = any(region.people for region in regions)
        reading.doubts = [Doubt(error.case, cell, " ".join(error.letters))]
        return reading
    reading = reading_of(document, file, regions, decision, mapping, id_)
    reading.doubts += _unmatched(wanted, mapping, regions)
    gone = [key for key in ("sheet", "heading") if getattr(wanted, key) != getattr(mapping, key)]
    reading.mapping = {**dict.fromkeys(gone), **reading.mapping}
    return reading


def _has_sheet(file: TableFile, mapping: TableMapping) -> bool:
    return normal(mapping.sheet) in {normal(grid.sheet) for grid in file.grids}


def _unmatched(wanted: TableMapping, used: TableMapping, regions: list[Region]) -> Iterator[Doubt]:
    """Yield which keys of a mapping no matrix matches, with what there is instead."""
    there = {
        "sheet": [region.grid.sheet for region in regions],
        "heading": [region.heading for region in regions],
    }
    for key, names in there.items():
        if (value := getattr(wanted, key)) != getattr(used, key):
            listed = ", ".join(dict.fromkeys(filter(None, names))) or "–"
            cell = next((head for region in regions for head in region.roles), EMPTY)
            yield Doubt(f"{key}-unmatched", cell, listed, text=value)


def _cells(regions: list[Region]) -> Any:
    return (cell for region in regions for line in region.lines for _, cell in line.held)
