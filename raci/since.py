"""The version that a change started from: the same organisations at the merge base, from git."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from raci.compiled import Compiled, no_collector
from raci.git import GitError, Revision, folder_in, merge_base, repository_of
from raci.workspace import find_in


class Since:
    """The organisations of the commit at which HEAD and a revision parted."""

    def __init__(self, rev: str) -> None:
        self.name = rev
        self._whole: dict[Path, list[Compiled]] = {}

    def of(self, compiled: Compiled) -> Compiled | None:
        """Give the earlier version of an organisation: in the same folder, else moved or none.

        Raises:
            GitError: no work tree, no such revision, or a clone that is too shallow.
        """
        folder = Path(compiled.found.title("")).resolve()
        repository = repository_of(folder)
        sha = merge_base(repository, self.name)
        ids = {compiled.org.id, *compiled.org.formerly}
        there = _versions(repository, sha, folder_in(repository, folder), self.name)
        found = _named(there, ids)
        if found is None and folder != repository.resolve():
            if repository not in self._whole:
                self._whole[repository] = _versions(repository, sha, "", self.name)
            found = _named(self._whole[repository], ids)
        return found


def _versions(repository: Path, sha: str, folder: str, rev: str) -> list[Compiled]:
    with no_collector():
        try:
            return [Compiled(found) for found in find_in(Revision(repository, sha, folder, rev))]
        except GitError:  # there was no such folder yet
            return []


def _named(versions: Sequence[Compiled], ids: set[str]) -> Compiled | None:
    named: Iterator[Compiled] = (each for each in versions if each.org.id in ids)
    return next(named, None)
