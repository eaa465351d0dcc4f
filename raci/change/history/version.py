"""An organisation at a commit: where it is, its files, and what decides about its findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import basename, dirname, join, normpath
from typing import Any, NamedTuple

from raci.check.compilation import Compiled
from raci.check.effective_settings import settings_of
from raci.check.settings_files import FILES
from raci.check.wrong_policies import wrong_policies
from raci.model.entities import Org
from raci.model.renames import Renames
from raci.source.files import belongs
from raci.source.first_parent import LineCommit
from raci.source.git import Revision

NO_RENAMES = Renames(Org(id=""))


class Home(NamedTuple):
    """Where an organisation is in its repository: its folder, and its file where it is a table."""

    folder: str
    table: str = ""

    @property
    def path(self) -> str:
        """The path of the folder or the table from the repository's top."""
        return join(self.folder, self.table) if self.table else self.folder

    @property
    def folders(self) -> list[str]:
        """The folder and those above it, which may have settings."""
        above = [self.folder]
        while above[-1]:
            above.append(dirname(above[-1]))
        return above

    @property
    def watched(self) -> set[str]:
        """The files and folders that may change the organisation or its settings."""
        settings = {join(folder, name) for folder in self.folders for name in FILES}
        return {self.path or ".", *settings}

    def has(self, path: str) -> bool:
        """Return whether a file of the repository may be a part of the organisation."""
        below = path.removeprefix(f"{self.folder}/") if self.folder else path
        is_below = not self.folder or below != path
        return path == self.path or (is_below and belongs(below))

    def is_governed_by(self, path: str) -> bool:
        """Return whether a file of the repository may change the organisation or its settings."""
        is_setting = basename(path) in FILES and dirname(path) in self.folders
        return is_setting or self.has(path)


class Committed(Revision):
    """The files of a commit, shown by their paths from the repository's top.

    ``outside`` are the files above its folder that were asked for.
    """

    def __init__(self, repository: Path, sha: str, folder: str) -> None:
        super().__init__(repository, sha, folder)
        self.outside: set[str] = set()

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError, and GitError as ``paths`` does."""
        if path.startswith("../"):
            self.outside.add(normpath(join(self.folder, path)))
        return super().read(path)

    def title(self, path: str) -> str:
        """Return the path from the repository's top."""
        return normpath(join(self.folder, path))


@dataclass(frozen=True)
class Version:
    """The organisation at a commit; ``compiled`` is None where it is not there."""

    commit: LineCommit
    home: Home
    compiled: Compiled | None

    @cached_property
    def broken(self) -> bool:
        """Whether it is there and cannot be read, or has policies that cannot be evaluated."""
        if self.compiled is None or not self.compiled.sound:
            return self.compiled is not None
        return bool(wrong_policies(self.compiled, settings_of(self.compiled).selected))

    @property
    def content(self) -> tuple[Any, ...]:
        """What decides about its findings; versions with equal contents are judged alike."""
        if self.compiled is None:
            return ()
        found, loaded = self.compiled.found, self.compiled.loaded
        documents = (*found.documents, *found.packs, *loaded.origins.packs.values())
        baseline = self.compiled.baseline
        return (
            self.compiled.org.id,
            {document.path: document.data for document in documents},
            self.settings,
            None if baseline is None else baseline.entries,
            found.read(found.table.path) if found.table else b"",
        )

    @property
    def renames(self) -> Renames:
        """What leads from earlier ids to its own."""
        return self.compiled.matrix.renames if self.compiled else NO_RENAMES

    @property
    def settings(self) -> list[Mapping[str, Any]]:
        """What the settings files say, the topmost first."""
        return [level.data for level in self.compiled.levels] if self.compiled else []
