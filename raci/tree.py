"""Where text comes from: a folder on disk, or files held in memory."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

SUFFIXES = (".yaml", ".yml", ".json")


class Tree(Protocol):
    """A set of files, named by path with ``/``; ``title`` gives a path as the user would."""

    def paths(self) -> Iterator[str]:
        """Give the paths of the YAML and JSON files, sorted."""

    def read(self, path: str) -> bytes:
        """Give a file's bytes; raises OSError."""

    def title(self, path: str) -> str:
        """Give the path to show."""


class Files:
    """Files held in memory, by path."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {
            path: text.encode() if isinstance(text, str) else text for path, text in files.items()
        }

    def paths(self) -> Iterator[str]:
        """Give the paths of the YAML and JSON files, sorted."""
        yield from sorted(path for path in self.files if path.endswith(SUFFIXES))

    def read(self, path: str) -> bytes:
        """Give a file's bytes."""
        return self.files[path]

    def title(self, path: str) -> str:
        """Give the path to show: itself; ``.`` for the whole."""
        return path or "."


class Folder:
    """A folder on disk: regular files only, nothing hidden, no symbolic links.

    A link that stays inside would define everything twice; one that leads out, or round in a
    circle, is nobody's intention.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self, *, deep: bool = True) -> Iterator[str]:
        """Give the paths of the YAML and JSON files, sorted; not ``deep``: of this folder alone."""
        found: list[str] = []

        def closed(error: OSError) -> None:  # reading it will say why
            found.append(Path(error.filename).relative_to(self.root).as_posix())

        for top, folders, names in os.walk(self.root, onerror=closed):
            folders[:] = [name for name in folders if deep and not name.startswith(".")]
            below = Path(top)
            found += (
                (below / name).relative_to(self.root).as_posix()
                for name in names
                if name.endswith(SUFFIXES)
                and not name.startswith(".")
                and stat.S_ISREG((below / name).lstat().st_mode)
            )
        yield from sorted(found)

    def read(self, path: str) -> bytes:
        """Give a file's bytes; raises OSError."""
        return (self.root / path).read_bytes()

    def title(self, path: str) -> str:
        """Give the path relative to the working folder, with ``/``."""
        whole = self.root / path
        try:
            return Path(os.path.relpath(whole)).as_posix()
        except ValueError:  # another drive
            return whole.as_posix()
