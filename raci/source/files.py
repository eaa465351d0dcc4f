"""Sets of files: a folder on disk, files in memory, or an overlay over another set."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

SUFFIXES = (".yaml", ".yml", ".json")


def belongs(path: str) -> bool:
    """Return whether a path belongs to a file set: YAML or JSON, and nothing hidden."""
    return path.endswith(SUFFIXES) and not any(part.startswith(".") for part in path.split("/"))


class FileSet(Protocol):
    """A set of files, named by paths with ``/``."""

    def paths(self) -> Iterator[str]:
        """Return the paths of the YAML and JSON files, sorted."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError."""

    def title(self, path: str) -> str:
        """Return the path to show to users."""

    def above(self) -> Iterator[str]:
        """Yield the folders that may have settings: its own, ``""``, then those above it."""


class Files:
    """Files held in memory, by path."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {
            path: text.encode() if isinstance(text, str) else text for path, text in files.items()
        }

    def paths(self) -> Iterator[str]:
        """Return the paths of the YAML and JSON files, sorted."""
        yield from sorted(path for path in self.files if path.endswith(SUFFIXES))

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        return self.files[path]

    def title(self, path: str) -> str:
        """Return the path itself, or ``.`` for the whole."""
        return path or "."

    def above(self) -> Iterator[str]:
        """Yield its own folder alone."""
        yield ""


class Overlay:
    """A file set with files replaced or added, by path; ``../`` leads above its top."""

    def __init__(self, base: FileSet, files: Mapping[str, bytes]) -> None:
        self.base = base
        self.files = files

    def paths(self) -> Iterator[str]:
        """Return the paths of the YAML and JSON files, sorted."""
        yield from sorted({*self.base.paths(), *filter(belongs, self.files)})

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError."""
        return self.files[path] if path in self.files else self.base.read(path)

    def title(self, path: str) -> str:
        """Return the path to show, as the base does."""
        return self.base.title(path)

    def above(self) -> Iterator[str]:
        """Return the folders of the base."""
        return self.base.above()


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
        paths: list[str] = []

        def closed(error: OSError) -> None:
            if not isinstance(error, FileNotFoundError):  # reading it will raise the reason
                paths.append(Path(error.filename).relative_to(self.root).as_posix())

        for top, folders, names in os.walk(self.root, onerror=closed):
            folders[:] = [name for name in folders if self.deep and not name.startswith(".")]
            below = Path(top)
            paths += (
                (below / name).relative_to(self.root).as_posix()
                for name in names
                if belongs(name) and stat.S_ISREG((below / name).lstat().st_mode)
            )
        yield from sorted(paths)

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError."""
        return (self.root / path).read_bytes()

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


def _is_top(folder: Path) -> bool:
    try:
        return folder.parent == folder or (folder / ".git").exists()
    except OSError:
        return True
