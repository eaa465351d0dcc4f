"""The versions of an organisation along a first-parent line, each read where something changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from posixpath import join, normpath, split
from typing import Any

from raci.change.history.version import Committed, Home, Version
from raci.check.compilation import Compiled, no_collector
from raci.check.merge_base import home_of
from raci.check.settings_files import levels
from raci.findings.sentence import Sentence, SentenceError
from raci.source.discover import find_in
from raci.source.first_parent import (
    LineCommit,
    changed_paths,
    first_parent_line,
    moved_from,
)
from raci.source.git import DEEPEN, NoFolderError, is_shallow, resolve
from raci.source.git_program import GitError
from raci.source.tables.mapping import TableMapping
from raci.source.watched import watched

NOT_A_FOLDER = ("is-no-folder", "is-a-submodule")
"""What git says of a folder that was another thing at a commit."""


class HistoryError(SentenceError):
    """The history of an organisation cannot be told; the message says why."""


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

    def until(self, day: str, head: str = "") -> int:
        """Return how many commits of the line are of days up to a day, and not after ``head``."""
        numbers = (commit.number + 1 for commit in self.line if commit.sha == head)
        return min(bisect_right(self._days, day), next(numbers, len(self.line)))

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
