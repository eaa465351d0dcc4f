"""What ``raci check --write-mapping`` does: write into settings how tables were read."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from raci.check.table_files import MappingPlace, mapping_place, wrong_settings
from raci.cli.echo import echo
from raci.cli.language import refused, reworded, say, wrong
from raci.cli.run.writing import FileChange, OrganisationChange, hold, write_changes
from raci.edit import EditError
from raci.edit.disk import content_of
from raci.edit.toml_entry import with_entry
from raci.project import Project, projects
from raci.source.discover import TableSource


def write_mappings(paths: Sequence[str]) -> None:
    """Write how the tables at some paths are read into the nearest settings, all or none.

    Nothing is written while settings have errors, which the check that follows reports: what they
    say of a table is not known.

    Ends with status 2 where there is no table, or where settings cannot be changed safely.
    """
    found = projects(paths)
    places = [mapping_place(path) for path, _ in _tables(found)]
    if not places:
        raise wrong("no-table-to-map")
    if wrong_files := {file for path, _ in _tables(found) for file in wrong_settings(path)}:
        for file in sorted(wrong_files):
            echo(say("mapping-of-wrong-settings", path=_shown(file)), err=True)
        return
    hold(*paths, beside=sorted({place.file.parent for place in places}))
    changes: dict[Path, FileChange] = {}
    lines: list[str] = []
    for path, table in _tables(projects(paths)):
        if not table.detected:
            lines.append(say("not-mapped", path=path))
            continue
        place = mapping_place(path)
        changes[place.file] = _changed(changes, place, table.detected)
        lines.append(say("mapped", path=path, settings=_shown(place.file)))
    if changes:
        write_changes([OrganisationChange(found[0].found, {})], beside=changes)
    for line in lines:
        echo(line, err=True)


def _tables(found: Sequence[Project]) -> Iterator[tuple[Path, TableSource]]:
    for project in found:
        if project.found.table is not None:
            yield Path(project.found.title("")), project.found.table


def _shown(file: Path) -> str:
    return Path(os.path.relpath(file)).as_posix()


def _changed(
    changes: dict[Path, FileChange], place: MappingPlace, entry: Mapping[str, Any]
) -> FileChange:
    before = changes[place.file].before if place.file in changes else content_of(place.file)
    now = changes[place.file].after if place.file in changes else before
    try:
        return FileChange(before, with_entry(now or b"", str(place.file), place.route, entry))
    except (EditError, ValueError) as error:
        reason = reworded(error) if isinstance(error, EditError) else str(error)
        raise refused("mapping-unwritable", path=_shown(place.file), reason=reason) from error
