"""The first-parent line of a commit: its commits with their days, and the paths that each changed.

A day is that on which the committer says a commit was made, in UTC; one before the day of an
earlier commit counts as that day, so that nobody dates a change back into a period.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from raci.source.git_program import ask

PLAIN = (
    *("-c", "log.follow=false", "-c", "log.showSignature=false"),
    *("-c", "diff.relative=false", "-c", "diff.renameLimit=1000"),
)
"""What no setting of the user may change."""

FACTS = ("%H", "%ct", "%an", "%s", "%(trailers:key=Reviewed-by,valueonly,separator=%x01)")
LATEST = 253_402_300_799
"""The last second of the year 9999; git takes later ones too."""
FIRST = "\x01"
"""Stands before the name of a commit, and between trailers."""


class LineCommit(NamedTuple):
    """A commit of the line; ``reviewers`` are its ``Reviewed-by:`` trailers as written.

    ``number`` counts along the line. ``dated_back``: it has a day before that of an earlier commit,
    and counts on that day.
    """

    sha: str
    day: str
    author: str
    subject: str
    reviewers: tuple[str, ...]
    number: int
    dated_back: bool

    @property
    def short(self) -> str:
        """The beginning of its name, as reports show it."""
        return self.sha[:12]


def first_parent_line(repository: Path, sha: str) -> list[LineCommit]:
    """Return the commits of a commit's first-parent line, the oldest first.

    Raises:
        GitError: git fails.
    """
    told = ask(
        *(repository, *PLAIN, "log", "--first-parent", "--reverse", "-s", "-z"),
        *("--no-mailmap", "--encoding=UTF-8", f"--format={'%x00'.join(FACTS)}", sha, "--"),
    )
    fields = iter(told.decode("utf-8", "replace").split("\0"))
    return list(_dated(zip(*[fields] * len(FACTS), strict=False)))


def _dated(commits: Iterator[tuple[str, ...]]) -> Iterator[LineCommit]:
    latest = ""
    for number, (sha, seconds, author, subject, trailers) in enumerate(commits):
        own = datetime.fromtimestamp(min(int(seconds), LATEST), UTC).date().isoformat()
        latest = max(latest, own)
        reviewers = tuple(filter(None, map(str.strip, trailers.split(FIRST))))
        yield LineCommit(sha, latest, author, subject, reviewers, number, own < latest)


def changed_paths(repository: Path, sha: str, paths: Collection[str]) -> Mapping[str, list[str]]:
    """Return, by commit of the line, which of some paths, or what below them, it changed.

    Args:
        repository: where git runs.
        sha: the last commit of the line.
        paths: files and folders from the repository's top, ``.`` for the whole of it.

    Raises:
        GitError: git fails.
    """
    told = ask(
        *(repository, *PLAIN, "log", "--first-parent", "-m", "--name-only", "-z", "--no-renames"),
        *("--no-ext-diff", "--format=%x01%H", sha, "--", *sorted(paths)),
    )
    found: dict[str, list[str]] = {}
    of_commit: list[str] = []
    for word in os.fsdecode(told).split("\0"):
        if word.startswith(FIRST):
            of_commit = found.setdefault(word.removeprefix(FIRST), [])
        elif word:
            of_commit.append(word if of_commit else word.removeprefix("\n"))
    return found


def moved_from(repository: Path, before: str, after: str, path: str) -> str | None:
    """Return where a folder or a file of a commit was in an earlier one, by git's renames.

    A file may have another name there, but is as deep in the folder. None where none was moved.

    Raises:
        GitError: git fails.
    """
    told = ask(
        *(repository, *PLAIN, "diff-tree", "-r", "-M", "-z", "--name-status"),
        *("--diff-filter=R", before, after),
    )
    words = iter(os.fsdecode(told).split("\0"))
    origins: Counter[str] = Counter()
    for _, old, new in zip(words, words, words, strict=False):
        if new == path:
            origins[old] += 1
        elif new.startswith(f"{path}/"):
            depth = new.removeprefix(path).count("/")
            origins["/".join(old.split("/")[:-depth])] += 1
    return origins.most_common(1)[0][0] if origins else None
