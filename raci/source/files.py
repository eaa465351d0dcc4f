"""Sets of files: a folder on disk, files in memory, or an overlay over another set."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import normpath
from typing import Protocol

from raci.source.regular import NotRegularError, read_regular

SUFFIXES = (".yaml", ".yml", ".json")

ABSENT = (FileNotFoundError, NotADirectoryError, KeyError)
"""What a file set raises where no such file is; anything else hides one that may be there."""


def belongs(path: str) -> bool:
    """Return whether a path belongs to a file set: YAML or JSON, and nothing hidden."""
    return path.endswith(SUFFIXES) and not any(part.startswith(".") for part in path.split("/"))


def is_outside(path: str) -> bool:
    """Return whether a path with ``/`` leads out of the folder that it begins in."""
    return path.startswith("/") or normpath(path).split("/")[0] == ".."


class FileSet(Protocol):
    """A set of files, named by paths with ``/``."""

    def paths(self) -> Iterator[str]:
        """Return the paths of the YAML and JSON files, sorted."""

    def unread(self) -> Iterator[str]:
        """Return the paths that are neither listed nor followed, since a link is there, sorted.

        A pipe, a socket or a device with the name of a file counts as well.
        """

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError."""

    def title(self, path: str) -> str:
        """Return the path to show to users."""

    def above(self) -> Iterator[str]:
        """Yield the folders that may have settings: its own, ``""``, then those above it."""

    def reaches(self, path: str) -> bool:
        """Return whether a path is in the set, or in the repository around it."""


class Files:
    """Files held in memory, by path."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {
            path: text.encode() if isinstance(text, str) else text for path, text in files.items()
        }

    def paths(self) -> Iterator[str]:
        """Return the paths of the YAML and JSON files, sorted."""
        yield from sorted(path for path in self.files if path.endswith(SUFFIXES))

    def unread(self) -> Iterator[str]:
        """Return nothing: there are no links in memory."""
        return iter(())

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        return self.files[path]

    def title(self, path: str) -> str:
        """Return the path itself, or ``.`` for the whole."""
        return path or "."

    def above(self) -> Iterator[str]:
        """Yield its own folder alone."""
        yield ""

    def reaches(self, path: str) -> bool:
        """Return whether a path does not lead out."""
        return not is_outside(path)


class Overlay:
    """A file set with files replaced or added, by path; ``../`` leads above its top."""

    def __init__(self, base: FileSet, files: Mapping[str, bytes]) -> None:
        self.base = base
        self.files = files

    def paths(self) -> Iterator[str]:
        """Return the paths of the YAML and JSON files, sorted."""
        yield from sorted({*self.base.paths(), *filter(belongs, self.files)})

    def unread(self) -> Iterator[str]:
        """Return the links of the base that no file replaces, sorted."""
        return (path for path in self.base.unread() if path not in self.files)

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError."""
        return self.files[path] if path in self.files else self.base.read(path)

    def title(self, path: str) -> str:
        """Return the path to show, as the base does."""
        return self.base.title(path)

    def above(self) -> Iterator[str]:
        """Return the folders of the base."""
        return self.base.above()

    def reaches(self, path: str) -> bool:
        """Return whether the base reaches a path."""
        return self.base.reaches(path)


class Folder:
    """A folder on disk: regular files only, nothing hidden, no symbolic links.

    A link inside the folder would define everything twice; one that leads out, or in a circle,
    is a mistake. If not ``deep``, the folders in it are left out.
    """

    def __init__(self, root: Path, *, deep: bool = True) -> None:
        self.root = root
        self.deep = deep

    def paths(self) -> Iterator[str]:
        """Yield the paths of the YAML and JSON files, sorted; none if there is no such folder."""
        yield from sorted(path for path, is_read in self._entries() if is_read)

    def unread(self) -> Iterator[str]:
        """Yield the paths of links, and of what has the name of a file and is none, sorted."""
        yield from sorted(path for path, is_read in self._entries() if not is_read)

    def _entries(self) -> Iterator[tuple[str, bool]]:
        """Yield the path of each file, link to a folder and folder that cannot be listed.

        With each goes whether it is read: the error of such a folder is raised by reading it.
        """
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                entries = list(os.scandir(self.root / folder))
            except FileNotFoundError:
                continue
            except OSError:
                yield folder or ".", True
                continue
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders += [path] if self.deep else []
                elif entry.name.endswith(SUFFIXES):
                    yield path, entry.is_file(follow_symlinks=False)
                elif entry.is_symlink() and self.deep and os.path.isdir(entry):
                    yield path, False

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError, also where a link is on the path."""
        try:
            return read_regular(self.root, path)
        except NotRegularError as error:
            error.link = error.link and self.title(error.link)
            raise

    def title(self, path: str) -> str:
        """Return the path relative to the working folder, with ``/``."""
        whole = self.root / path
        try:
            return Path(os.path.relpath(whole)).as_posix()
        except ValueError:  # another drive
            return whole.as_posix()

    def above(self) -> Iterator[str]:
        """Yield ``""``, ``..``, ``../..`` up to the top of the repository or file system."""
        yield ""
        folder, up = self.root.resolve(), ".."
        while not _is_top(folder):
            yield up
            folder, up = folder.parent, f"../{up}"

    def reaches(self, path: str) -> bool:
        """Return whether a path is in the folder, or in the git repository around it."""
        if not is_outside(path):
            return True
        root = self.root.resolve()
        whole = Path(normpath(root / path))
        above = (root, *root.parents)
        top = next((folder for folder in above if (folder / ".git").exists()), None)
        return top is not None and not path.startswith("/") and whole.is_relative_to(top)


def _is_top(folder: Path) -> bool:
    try:
        return folder.parent == folder or (folder / ".git").exists()
    except OSError:
        return True
