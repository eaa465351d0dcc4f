"""Folders that a command makes for its files, and takes back where it fails."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from raci.cli.options import unwritable


def make_folders(folder: Path, paths: Iterable[str]) -> list[Path]:
    """Make the folders of some files that are not there, and return them, the outer ones first.

    Ends with status 2 where one cannot be made.
    """
    wanted = {folder, *((folder / path).parent for path in paths)}
    missing = {each for path in wanted for each in (path, *path.parents) if not each.exists()}
    made: list[Path] = []
    for each in sorted(missing, key=lambda path: len(path.parts)):
        try:
            each.mkdir()
        except OSError as error:
            remove_empty(reversed(made))
            raise unwritable(each.as_posix(), error) from error
        made.append(each)
    return made


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders; one that is not empty stays."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
