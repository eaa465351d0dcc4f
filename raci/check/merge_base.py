"""Earlier versions of organisations from git: at the merge base of a change, or at a commit."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from posixpath import join

from raci.check.base import NoBaseError
from raci.check.compilation import Compiled, no_collector
from raci.source.discover import OrganisationFiles, TableSource, find, find_in
from raci.source.files import Folder, Overlay
from raci.source.git import NoFolderError, Revision, folder_in, merge_base, repository_of
from raci.source.git_program import GitError


def home_of(found: OrganisationFiles) -> tuple[Path, str] | None:
    """Return the repository of an organisation's files and their folder in it.

    None where they are in memory alone.

    Raises:
        GitError: there is no work tree, or git refuses to read it.
    """
    files = found.files
    while isinstance(files, Overlay):
        files = files.base
    if isinstance(files, Revision):
        return files.repository, join(files.folder, found.root).strip("/")
    if not isinstance(files, Folder):
        return None
    folder = (files.root / found.root).resolve()
    repository = repository_of(folder)
    return repository, folder_in(repository, folder)


class AtCommit:
    """The organisations at a commit of their repository, which may be another in each."""

    def __init__(self, name: str, commit: Callable[[Path], str]) -> None:
        self.name = name
        self._sha = cache(commit)
        self._versions = cache(self._read)

    def of(self, compiled: Compiled) -> Compiled | None:
        """Return the base version of an organisation, moved or not; None where it is new.

        Raises:
            NoBaseError: no work tree, no such revision, or a clone that is too shallow.
        """
        try:
            return self._of(compiled)
        except GitError as error:
            raise NoBaseError(error.sentence, *error.advice) from error

    def _of(self, compiled: Compiled) -> Compiled | None:
        home = home_of(compiled.found)
        if home is None:
            return None
        repository, place = home
        if compiled.found.table:
            return self._table(repository, place, compiled.found.table)
        ids = {compiled.org.id, *compiled.org.formerly}
        for where in dict.fromkeys((place, "")):
            for version in self._versions(repository, where):
                if version.org.id in ids:
                    return version
        return self._renamed(repository, place)

    def _table(self, repository: Path, folder: str, table: TableSource) -> Compiled | None:
        """Return what stood in a table, read as the settings of today say."""
        from raci.source.table_organisation import organisation_of  # late: most files are YAML

        revision = Revision(repository, self._sha(repository), folder, self.name)
        try:
            found = organisation_of(revision, table.path, table.mapping)
        except (FileNotFoundError, NoFolderError):
            return None
        return Compiled(found)

    def _renamed(self, repository: Path, place: str) -> Compiled | None:
        """Return what stood in the folder under an id that nothing in the work tree has any more.

        Else another id would make all that is there new, and let the change excuse itself.
        """
        stood = next((v for v in self._versions(repository, place) if not v.found.root), None)
        if stood is None or not stood.org.id:
            return None
        with no_collector():
            today = {Compiled(found).org.id for found in find([repository])}
        return None if stood.org.id in today else stood

    def _read(self, repository: Path, folder: str) -> list[Compiled]:
        revision = Revision(repository, self._sha(repository), folder, self.name)
        with no_collector():
            try:
                return [Compiled(found) for found in find_in(revision)]
            except NoFolderError:  # the organisation stood elsewhere, or is new
                return []


class Since(AtCommit):
    """The organisations at the merge base of HEAD and a revision."""

    def __init__(self, rev: str) -> None:
        super().__init__(rev, lambda repository: merge_base(repository, rev))
