"""The versions of an organisation along a first-parent line, each read where something changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from posixpath import basename, dirname, join, normpath, split
from typing import Any, NamedTuple

from raci.check.compilation import Compiled, no_collector
from raci.check.effective_settings import settings_of
from raci.check.merge_base import home_of
from raci.check.settings_files import FILES, levels
from raci.check.wrong_policies import wrong_policies
from raci.findings.sentence import Sentence, SentenceError
from raci.source.discover import find_in
from raci.source.files import belongs
from raci.source.first_parent import (
    LineCommit,
    changed_paths,
    first_parent_line,
    moved_from,
)
from raci.source.git import DEEPEN, NoFolderError, Revision, is_shallow, resolve
from raci.source.git_program import GitError
from raci.source.tables.mapping import TableMapping
from raci.source.watched import watched

NOT_A_FOLDER = ("is-no-folder", "is-a-submodule")
"""What git says of a folder that was another thing at a commit."""


class HistoryError(SentenceError):
    """The history of an organisation cannot be told; the message says why."""


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
    def settings(self) -> list[Mapping[str, Any]]:
        """What the settings files say, the topmost first."""
        return [level.data for level in self.compiled.levels] if self.compiled else []


class Versions:
    """The first-parent line of an organisation's repository, and its versions there.

    Raises:
        GitError: there is no work tree, no commit, or git fails.
        HistoryError: the organisation is not on disk.
    """

    def __init__(self, compiled: Compiled) -> None:
        home = home_of(compiled.found)
        if home is None:
            raise HistoryError(Sentence("history-in-memory"))
        self.repository, folder = home
        table = compiled.found.table
        self._homes = [Home(folder, table.path if table else "")]
        self._ids = {compiled.org.id, *compiled.org.formerly}
        self._outside: set[str] = set()
        self.head = getattr(compiled.found.files, "sha", "") or resolve(self.repository, "HEAD")
        self.line = first_parent_line(self.repository, self.head)
        self._changes = cache(partial(changed_paths, self.repository, self.head))

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the line lacks commits before its first."""
        return is_shallow(self.repository)

    def before(self, day: str) -> int:
        """Return how many commits of the line are of days before a day."""
        return bisect_left(self._days, day)

    def until(self, day: str) -> int:
        """Return how many commits of the line are of days up to a day."""
        return bisect_right(self._days, day)

    @cached_property
    def _days(self) -> list[str]:
        return [commit.day for commit in self.line]

    def refuse_unless_known(self, day: str, *, whole: bool = True) -> None:
        """Raise HistoryError where commits may be missing that were there before a day.

        Not ``whole``, those matter that are missing at its end.
        """
        known = self.line[0].day < day or (not whole and self.line[0].day == day)
        if not known and self.is_shallow:
            raise HistoryError(Sentence("history-too-shallow", day=self.line[0].day), DEEPEN)

    @property
    def home(self) -> Home:
        """Where the organisation was when it was last read."""
        return self._homes[0]

    def readable_before(self, number: int) -> int:
        """Return the number of the last commit before one at which the organisation can be read.

        Where there is none, that of the first commit.
        """
        self._find_homes(max(number - 1, 0))
        for each in range(number - 1, -1, -1):
            is_next = each == number - 1 or self._touches(self.line[each + 1])
            if is_next and not self.at(self.line[each]).broken:
                return each
        return 0

    def between(self, first: int, last: int) -> Iterator[Version]:
        """Yield the version at a commit, by its number, and those of later ones that changed it."""
        self._find_homes(first)
        before: object = None
        for number in watched(range(first, last), "commits"):
            commit = self.line[number]
            if number == first or self._touches(commit):
                version = self.at(commit)
                here = version.home, version.content
                if here != before or version.broken:
                    yield version
                before = here

    def at(self, commit: LineCommit) -> Version:
        """Return the version at a commit."""
        with no_collector():
            for home in self._homes:
                compiled = self._read(commit, home)
                if compiled is not None:
                    self._homes.sort(key=lambda each: each != home)  # there it is looked for first
                    self._ids.add(compiled.org.id)
                    return Version(commit, home, compiled)
        return Version(commit, self._homes[0], None)

    def _read(self, commit: LineCommit, home: Home) -> Compiled | None:
        files = Committed(self.repository, commit.sha, home.folder)
        found: Compiled | None
        try:
            if home.table:
                found = self._table(files, home)
            else:
                found = self._own([Compiled(each) for each in find_in(files)])
        except FileNotFoundError:
            return None
        except GitError as error:
            if isinstance(error, NoFolderError) or error.sentence.key in NOT_A_FOLDER:
                return None
            raise
        if found is not None:
            _ = found.defects  # reads all that there is to read
            self._outside |= files.outside
        return found

    def _own(self, versions: Sequence[Compiled]) -> Compiled | None:
        """Return the version with a known id, else what is in the folder itself."""
        known = (each for each in versions if each.found.documents and each.org.id in self._ids)
        there = (each for each in versions if not each.found.root and not each.found.homeless)
        return next(known, None) or next(there, None)

    @staticmethod
    def _table(files: Committed, home: Home) -> Compiled:
        """Return the organisation of a table as the settings of its commit say it is read."""
        from raci.source.table_organisation import organisation_of  # late: most files are YAML

        mapping = TableMapping()
        for level in levels(files, "")[0]:
            tables: Mapping[str, Any] = level.data.get("tables", {})
            for path, data in tables.items():
                if normpath(join(level.inside, path)) == home.table:
                    mapping = TableMapping.of(data)
        return Compiled(organisation_of(files, home.table, mapping))

    def _touches(self, commit: LineCommit) -> bool:
        return any(
            path in self._outside or home.is_governed_by(path)
            for path in self._changed(commit)
            for home in self._homes
        )

    def _changed(self, commit: LineCommit) -> Sequence[str]:
        """Return what a commit changed of the files that matter, as far as they are known."""
        watched = self._outside.union(*(home.watched for home in self._homes))
        return self._changes(frozenset(watched)).get(commit.sha, ())

    def _find_homes(self, first: int) -> None:
        """Find where the organisation was before it was moved, back to a commit."""
        home, end = self._homes[0], len(self.line)
        while True:
            touching = (
                number
                for number in range(first + 1, end)
                if any(map(home.has, self._changed(self.line[number])))
            )
            end = next(touching, 0)
            if not end:
                return
            before, after = self.line[end - 1].sha, self.line[end].sha
            path = moved_from(self.repository, before, after, home.path) if home.path else None
            if path is None:
                return
            home = Home(*split(path)) if home.table else Home(path)
            if home in self._homes:
                return
            self._homes.append(home)
