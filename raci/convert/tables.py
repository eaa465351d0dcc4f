"""Imports the responsibility matrices of a table's file, as ``raci check`` reads them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from raci.convert.ids import renamed
from raci.convert.imported import Imported, ImportOptions, Origin, Remark, Route, SourceFile
from raci.findings.codes import NOT_UNDERSTOOD
from raci.findings.place import TOP, Span
from raci.findings.ref import Ref
from raci.findings.text import fill, one_line
from raci.rules.catalogue import page
from raci.source.decode import UnreadableError
from raci.source.document import Document
from raci.source.table_organisation import values_of
from raci.source.tables.definition import Reading
from raci.source.tables.grid import Cell
from raci.source.tables.mapping import NO_MAPPING
from raci.source.tables.names import slug
from raci.source.tables.read import read_table
from raci.source.tables.region import Doubt


def read(file: SourceFile, options: ImportOptions) -> Imported:
    """Return the definition that the file's matrices are.

    Raises:
        UnreadableError: the file cannot be read, has no matrix (``no-matrix``), or its letters
            may mean several things (``undecided``).
    """
    mapping = options.tables.get(file.path, NO_MAPPING)
    reading = read_table(file.raw, file.path, options.id, mapping)
    data = dict(reading.document.data)
    if "roles" not in data:
        raise UnreadableError("undecided", TOP)
    del data["raci"]
    imported = Imported(data)
    imported.origins = {
        (section, id_): _origin(reading.document, section, id_)
        for section in data
        if section != "org"
        for id_ in data[section]
    }
    imported.remarks = [
        *_read(reading),
        *_doubts(reading, options.lang),
        *_again(reading),
        *_kinds(imported),
        *_left_out(reading),
    ]
    return imported if options.slug is slug else renamed(imported, options.slug)


def is_mine(file: SourceFile) -> bool:
    """Return whether the file has a matrix."""
    try:
        read_table(file.raw, file.path, "table")
    except UnreadableError:
        return False
    return True


def _origin(document: Document, *route: str) -> Origin:
    place = document.place(Ref("file:"), route)
    return Origin(document.path, place.span, place.cell)


def _read(reading: Reading) -> Iterator[Remark]:
    for table in reading.tables:
        line = max(table.line, 1)
        values = {"table": replace(table, left_out=())}
        at = (
            reading.document.path,
            Span(line, 1, line, 1),
            f"{table.sheet}!A1" * bool(table.sheet),
        )
        yield Remark("read", "table", *at, values)


def _doubts(reading: Reading, lang: str) -> Iterator[Remark]:
    document = reading.document
    for doubt in reading.doubts:
        span, cell = _place(document, doubt.cell)
        message = page(NOT_UNDERSTOOD).cases[doubt.case].message
        values = {"what": fill(message, values_of(doubt), lang, str)}
        route = _row_of(doubt, reading)
        yield Remark("doubt", "not-understood", document.path, span, cell, values, route)


def _again(reading: Reading) -> Iterator[Remark]:
    document = reading.document
    for id_, cell in reading.again:
        at = _place(document, cell)
        values = {"name": one_line(cell.text), "id": id_}
        yield Remark("doubt", "row-again", document.path, *at, values, ("activities", id_))


def _left_out(reading: Reading) -> Iterator[Remark]:
    document = reading.document
    for cell in reading.left_out:
        at = _place(document, cell)
        yield Remark("left-out", "beside", document.path, *at, {"text": one_line(cell.text)})


def _place(document: Document, cell: Cell) -> tuple[Span, str]:
    if document.sheets:
        found = document.sheets.at(cell.start)
        return found.span, found.name
    return document.between(cell.start, cell.end), ""


def _row_of(doubt: Doubt, reading: Reading) -> Route:
    """Return the route of the activity that a doubt is about, the nearest of its name above it."""
    activities = reading.document.data.get("activities", {})
    named = [
        id_
        for id_ in activities
        if id_ in reading.activities and activities[id_]["name"] == one_line(doubt.name)
    ]
    return ("activities", named[0]) if len(named) == 1 else ()


def _kinds(imported: Imported) -> Iterator[Remark]:
    """Yield the roles of which the name alone says that they are no post."""
    roles: dict[str, dict[str, Any]] = imported.data["roles"]
    for id_, role in roles.items():
        if "kind" in role:
            at = imported.origins["roles", id_]
            values = {"kind": role["kind"], "name": role["name"]}
            route = ("roles", id_)
            yield Remark("doubt", "kind-by-name", at.path, at.span, at.cell, values, route)
