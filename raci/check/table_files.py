"""Finds tables: those that are named, and those that settings name; each with its mapping."""

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple

from raci.check.settings_files import levels, paths_of
from raci.findings.finding import Hit, Verdict
from raci.source.decode import UnreadableError
from raci.source.discover import NO_TEXTS, OrganisationFiles, Texts, files_at, find
from raci.source.links import top_of
from raci.source.tables.formats import READERS, is_table
from raci.source.tables.mapping import TableMapping

NOTHING = ("no-organisation", "tables-only")
"""The cases of DEF011 that say that a folder has no organisation."""
SHOWN, TRIED, LARGEST = 5, 50, 2_000_000
"""So many tables in such a folder are named, of so many files, none of more bytes."""


def find_all(paths: Iterable[Path], overlay: Texts = NO_TEXTS) -> list[OrganisationFiles]:
    """Return the organisations at paths, as ``find`` does, and those that are tables.

    A table is read where it is named, or where settings in or above a named folder name it.
    """
    wanted: list[Path] = []
    tables: dict[Path, OrganisationFiles] = {}
    for path in paths:
        if is_table(path.name) and not path.is_dir():
            whole = Path(os.path.realpath(path))
            tables.setdefault(whole, _named(whole, overlay))
        else:
            wanted.append(path)
    found = find(wanted, overlay) if wanted else []
    for path in wanted:
        if path.is_dir():
            for whole, table in _below(Path(os.path.realpath(path)), found, overlay):
                tables.setdefault(whole, table)
    if tables:
        found = [each for each in found if not _is_nothing(each)]
    elif found and all(map(_is_nothing, found)):
        _name_tables(found, [path for path in wanted if path.is_dir()])
    known = [each for each in found if not each.homeless]
    read = [each for each in tables.values() if not each.homeless]
    lost = [each for each in (*found, *tables.values()) if each.homeless]
    return [*known, *read, *lost]


class MappingPlace(NamedTuple):
    """The settings file that says how a table is read, or where that is to be written."""

    file: Path
    route: tuple[str, ...]
    """The keys that lead to the table's entry."""


def mapping_place(table: Path) -> MappingPlace:
    """Return where settings say how a table is read: the nearest that do, else the nearest.

    Without any, it is ``raci.toml`` at the repository's top, or else beside the table.
    """
    table = Path(os.path.realpath(table))
    files = files_at(table.parent, NO_TEXTS, deep=False)
    known = [
        MappingPlace(Path(os.path.normpath(table.parent / path)), keys)
        for path, keys in paths_of(files, "")
    ]
    for place, level in zip(known, levels(files, "")[0], strict=False):
        for path in level.data.get("tables", {}):
            if Path(os.path.normpath(place.file.parent / path)) == table:
                known.append(place._replace(route=(*place.route, "tables", path)))
    if known and "tables" in known[-1].route:
        return known[-1]
    new = MappingPlace((top_of(table.parent) or table.parent) / "raci.toml", ())
    file, keys = known[-1] if known else new
    path = Path(os.path.relpath(table, file.parent)).as_posix()
    return MappingPlace(file, (*keys, "tables", path))


def wrong_settings(table: Path) -> set[Path]:
    """Return the settings files that count for a table and have errors."""
    folder = Path(os.path.realpath(table)).parent
    defects = levels(files_at(folder, NO_TEXTS, deep=False), "")[1]
    return {Path(os.path.normpath(folder / defect.subject.id)) for defect in defects}


def _named(path: Path, overlay: Texts) -> OrganisationFiles:
    from raci.source.table_organisation import organisation_of  # late: most files are YAML

    mapping = mapping_of(path, overlay)
    return organisation_of(files_at(path.parent, overlay, deep=False), path.name, mapping)


def mapping_of(path: Path, overlay: Texts = NO_TEXTS) -> TableMapping:
    """Return what settings above a table, by its absolute path, say of it."""
    return dict(_mappings(path.parent, overlay)).get(path, TableMapping())


def _below(
    folder: Path, found: Iterable[OrganisationFiles], overlay: Texts
) -> Iterator[tuple[Path, OrganisationFiles]]:
    """Yield the tables in a folder that settings name, above it or in its organisations."""
    roots = [each.files.title(each.root) for each in found if not each.homeless]
    for root in dict.fromkeys((folder, *(Path(os.path.realpath(root)) for root in roots))):
        for path, _ in _mappings(root, overlay):
            if path.is_relative_to(folder) and is_table(path.name) and path.is_file():
                yield path, _named(path, overlay)


def _mappings(folder: Path, overlay: Texts) -> Iterator[tuple[Path, TableMapping]]:
    """Yield the path of each table that settings above a folder name, and what they say of it."""
    for level in levels(files_at(folder, overlay, deep=False), "")[0]:
        tables: Mapping[str, Any] = level.data.get("tables", {})
        for path, data in tables.items():
            yield Path(os.path.normpath(folder / level.inside / path)), TableMapping.of(data)


def _name_tables(found: Iterable[OrganisationFiles], folders: Iterable[Path]) -> None:
    """Let what says that folders have no organisation name the tables in them."""
    for each, folder in zip(found, folders, strict=False):
        tables = [quote(path.as_posix()) for path in islice(_matrices(folder), SHOWN)]
        if tables:
            nothing = each.defects[0]
            at, shown = nothing.hit.at, tuple(tables)
            hit = Hit(at=at, case="tables-only", tables=shown, first=tables[0])
            each.defects[:] = [Verdict(nothing.code, nothing.subject, hit)]


def _matrices(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, nothing hidden, that have a matrix; some are tried."""
    from raci.source.tables.read import read_table  # late: most files are YAML

    for path in islice(filter(_is_readable, map(Path, _files_below(folder))), TRIED):
        try:
            if path.stat().st_size <= LARGEST and not path.is_symlink():
                read_table(path.read_bytes(), path.name, "table")
                yield path
        except (OSError, UnreadableError):
            continue


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in READERS


def _files_below(folder: Path) -> Iterator[str]:
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(at, name) for name in sorted(files) if not name.startswith("."))


def _is_nothing(found: OrganisationFiles) -> bool:
    """Return whether there is only to say that a folder has no organisation."""
    return found.homeless and all(v.hit.case in NOTHING for v in found.defects)
