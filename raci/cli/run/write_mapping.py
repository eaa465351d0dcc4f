"""What ``raci check --write-mapping`` does: write into settings how tables were read."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from raci.check.table_files import MappingPlace, mapping_place
from raci.cli.echo import echo
from raci.cli.language import refused, reworded, say, wrong
from raci.cli.run.writing import FileChange, OrganisationChange, hold, write_changes
from raci.edit import EditError
from raci.edit.disk import content_of
from raci.edit.toml_entry import with_entry
from raci.project import Project, projects
from raci.source.discover import OrganisationFiles


def write_mappings(paths: Sequence[str]) -> None:
    """Write how the tables at some paths are read into the nearest settings, all or none.

    Ends with status 2 where there is no table, or where settings cannot be changed safely.
    """
    found = projects(paths)
    places = [place for _, place in _tables(found)]
    if not places:
        raise wrong("no-table-to-map")
    hold(*paths, beside=sorted({place.file.parent for place in places}))
    changes: dict[Path, FileChange] = {}
    lines: list[str] = []
    for files, place in _tables(projects(paths)):
        title = files.title("")
        if files.table is None or not files.table.detected:
            lines.append(say("not-mapped", path=title))
            continue
        changes[place.file] = _changed(changes, place, files.table.detected)
        settings = Path(os.path.relpath(place.file)).as_posix()
        lines.append(say("mapped", path=title, settings=settings))
    if changes:
        write_changes([OrganisationChange(found[0].found, {})], beside=changes)
    for line in lines:
        echo(line, err=True)


def _tables(found: Sequence[Project]) -> Iterator[tuple[OrganisationFiles, MappingPlace]]:
    for project in found:
        files = project.found
        if files.table is not None:
            yield files, mapping_place(Path(files.title("")))


def _changed(
    changes: dict[Path, FileChange], place: MappingPlace, entry: Mapping[str, Any]
) -> FileChange:
    before = changes[place.file].before if place.file in changes else content_of(place.file)
    now = changes[place.file].after if place.file in changes else before
    try:
        return FileChange(before, with_entry(now or b"", str(place.file), place.route, entry))
    except (EditError, ValueError) as error:
        path = Path(os.path.relpath(place.file)).as_posix()
        reason = reworded(error) if isinstance(error, EditError) else str(error)
        raise refused("mapping-unwritable", path=path, reason=reason) from error
