"""The base version of a change: the same organisations at the merge base, from git."""

from functools import cache
from pathlib import Path

from raci.check.base import NoBaseError
from raci.check.compilation import Compiled, no_collector
from raci.source.discover import find, find_in
from raci.source.git import NoFolderError, Revision, folder_in, merge_base, repository_of
from raci.source.git_program import GitError


class Since:
    """The organisations at the merge base of HEAD and a revision."""

    def __init__(self, rev: str) -> None:
        self.name = rev
        self._sha = cache(lambda repository: merge_base(repository, rev))
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
        folder = Path(compiled.found.title("")).resolve()
        repository = repository_of(folder)
        ids = {compiled.org.id, *compiled.org.formerly}
        place = folder_in(repository, folder)
        for where in dict.fromkeys((place, "")):
            for version in self._versions(repository, where):
                if version.org.id in ids:
                    return version
        return self._renamed(repository, place)

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
