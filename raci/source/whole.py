"""The repository around a set of files."""

from pathlib import Path
from typing import NamedTuple

from raci.source.files import FileSet, Folder, Overlay
from raci.source.git import Revision
from raci.source.links import top_of


class Whole(NamedTuple):
    """All files of a repository, and the folder of it that a set of files is."""

    files: FileSet
    folder: str


def whole(files: FileSet) -> Whole:
    """Return the repository of some files; where there is none, the files themselves."""
    match files:
        case Overlay():
            return whole(files.base)
        case Revision():
            return Whole(Revision(files.repository, files.sha, "", files.name), files.folder)
        case Folder() if top := top_of(Path(files.root).resolve()):
            folder = Path(files.root).resolve().relative_to(top.resolve()).as_posix()
            return Whole(Folder(top), "" if folder == "." else folder)
    return Whole(files, "")


def is_revision(files: FileSet) -> bool:
    """Return whether some files are those of a commit."""
    return isinstance(files, Revision)
