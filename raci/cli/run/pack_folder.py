"""Writes a pack into a folder: all of it or nothing, and no file that is not of a pack."""

import os
from collections.abc import Collection, Iterator
from os.path import lexists
from pathlib import Path

from raci.cli.language import refused, reworded
from raci.cli.options import refuse_links, unwritable
from raci.cli.run.folders import make_folders, remove_empty
from raci.cli.run.writing import hold_files
from raci.edit.disk import status_of
from raci.edit.save import save
from raci.findings.sentence import Sentence
from raci.render.pack import MANIFEST, OVERVIEWS, Files
from raci.render.pack.read import MOST_BYTES, NoPackError, files_of, manifest_of
from raci.render.reports.job import FOLDER
from raci.source.regular import NotRegularError, read_regular


def held_files(folder: Path, *, force: bool) -> frozenset[str]:
    """Return the files of the pack that a folder holds; none where it is new or has no files.

    Keeps other writers from it until the command ends, and removes what a killed one left. Ends
    with status 2 where it is no folder, or holds anything else and may not be written.
    """
    refuse_links(folder)
    try:
        if status_of(folder) is None:
            return frozenset()
        if not folder.is_dir():
            raise refused("not-a-folder", folder=folder.as_posix())
        hold_files(beside=[*_folders(folder)])
        if not any(files_in(folder)):
            return frozenset()
        if not force:
            raise refused("folder-not-empty", folder=folder.as_posix())
        return files_of(manifest_of(manifest_in(folder))) | OVERVIEWS
    except NoPackError as error:
        why = reworded(error)
        raise refused("no-earlier-pack", folder=folder.as_posix(), reason=why) from error
    except OSError as error:
        raise unwritable(folder.as_posix(), error) from error


def _folders(folder: Path) -> Iterator[Path]:
    """Yield the folders that are there in which a pack has files."""
    inner = folder / FOLDER
    yield folder
    if inner.is_dir() and not inner.is_symlink():
        yield inner


def manifest_in(folder: Path) -> bytes:
    """Return the manifest of a folder; raises OSError, and NoPackError where there is none."""
    raw = raw_of(folder, MANIFEST)
    if raw is None:
        raise NoPackError(Sentence("no-manifest"))
    return raw


def raw_of(folder: Path, path: str) -> bytes | None:
    """Return a file of a pack; None where none is there, a link, or more than a pack has.

    Raises:
        OSError: it cannot be read.
    """
    try:
        if os.lstat(folder / path).st_size > MOST_BYTES:
            return None
        raw = read_regular(folder, path, MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError, NotRegularError):
        return None
    return raw if len(raw) <= MOST_BYTES else None


def files_in(folder: Path) -> Iterator[str]:
    """Yield the path of whatever is in a folder and is no folder itself; links are not followed.

    Raises:
        OSError: a folder cannot be listed.
    """
    folders = [""]
    while folders:
        inner = folders.pop()
        for entry in os.scandir(folder / inner):
            path = f"{inner}/{entry.name}" if inner else entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
            else:
                yield path


def write_pack(folder: Path, files: Files, held: Collection[str]) -> None:
    """Write a pack into a folder in place of the files of an earlier one: all or nothing.

    Ends with status 2 where it would overwrite another file, or a file cannot be written.
    """
    for path in sorted({*files, *held}):
        _refuse_inner_link(folder, path)
    gone = [path for path in held if path not in files and lexists(folder / path)]
    if taken := [path for path in files if path not in held and lexists(folder / path)]:
        raise refused("not-of-the-pack", path=(folder / taken[0]).as_posix())
    # the manifest first: a killed run leaves a folder that --force replaces
    new = {MANIFEST: files[MANIFEST], **files}
    made = make_folders(folder, files)
    try:
        hold_files(beside=[each for each in _folders(folder) if each in made])
        contents = {folder / path: raw for path, raw in new.items()}
        save({**contents, **dict.fromkeys(folder / path for path in gone)}, {})
    except BaseException as error:
        remove_empty(reversed(made))
        if isinstance(error, OSError):
            raise unwritable(Path(error.filename or folder).as_posix(), error) from error
        raise
    remove_empty((folder / path).parent for path in gone)


def _refuse_inner_link(folder: Path, path: str) -> None:
    parts = path.split("/")
    for end in range(1, len(parts) + 1):
        inner = folder.joinpath(*parts[:end])
        if inner.is_symlink():
            shown = (folder / path).as_posix()
            raise refused("through-link", path=shown, link=inner.as_posix())
