"""Writes the files of a new organisation into a folder that has none."""

from collections.abc import Mapping
from pathlib import Path

from raci.check.table_files import NOTHING
from raci.cli.language import refused
from raci.cli.options import refuse_links
from raci.cli.run.folders import make_folders, remove_empty
from raci.cli.run.writing import FileChange, OrganisationChange, hold_files, write_changes
from raci.convert.folder import FOLDERS
from raci.findings.place import Place
from raci.project import Project, projects
from raci.source.discover import NO_TEXTS, OrganisationFiles, files_at


def hold_new(folder: Path) -> None:
    """Keep other writers from a folder, where it exists, until the command ends.

    Ends with status 2 where it is a file, or has definitions already.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise refused("not-a-folder", folder=folder.as_posix())
    hold_files(_files_in(folder), beside=[each for each in _inner(folder) if each.is_dir()])
    for project in projects([folder]):
        if inside := [path for path in _definitions(project.found) if _is_in(folder, path)]:
            raise refused("folder-taken", folder=folder.as_posix(), path=inside[0])


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write definitions into a folder that is held or not there yet, all or none.

    Ends with status 2 where one is there already. What raci could not read is not written.
    """
    if not Project.of(files).definitions_sound:
        raise AssertionError("the definitions do not match the schema")
    refuse_links(folder)
    if there := next((path for path in files if (folder / path).exists()), None):
        raise refused("file-there", path=(folder / there).as_posix())
    is_new = not folder.exists()
    made = make_folders(folder, files)
    try:
        found = _files_in(folder)
        if is_new:
            hold_files(found)
        changes = {path: FileChange(None, text.encode()) for path, text in files.items()}
        write_changes([OrganisationChange(found, changes)])
    except BaseException:
        remove_empty(reversed(made))
        raise


def _inner(folder: Path) -> list[Path]:
    return [folder.resolve() / name for name in FOLDERS]


def _files_in(folder: Path) -> OrganisationFiles:
    return OrganisationFiles(files_at(folder.resolve(), NO_TEXTS), "")


def _definitions(found: OrganisationFiles) -> list[str]:
    return [found.title(each.path) for each in found.documents] + [
        found.title(verdict.hit.at.path)
        for verdict in found.defects
        if isinstance(verdict.hit.at, Place) and verdict.hit.case not in NOTHING
    ]


def _is_in(folder: Path, path: str) -> bool:
    return Path(path).resolve().is_relative_to(folder.resolve())
