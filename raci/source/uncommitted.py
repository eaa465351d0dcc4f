"""Which files git could restore: those that it has as they are."""

import os
from collections.abc import Mapping
from pathlib import Path

from raci.source.git import NoFolderError, Revision, resolve
from raci.source.git_program import (
    GitError,
    ask,
)


def uncommitted(repository: Path, folder: str, files: Mapping[str, bytes | None]) -> list[str]:
    """Return which files of a folder are not in the last commit and the index as they are.

    Line ends may differ, as git may change them; it is asked for nothing that runs a filter.

    Args:
        repository: the top of the work tree.
        folder: a folder of the repository, as ``folder_in`` returns it.
        files: what is on disk, by path from the folder; None stands for no file.

    Raises:
        GitError: git refuses to read the repository.
    """
    revision = Revision(repository, _head(repository), folder)
    listed = ask(
        *(repository, "-c", "core.fsmonitor=false"),  # a program that the repository may name
        *("diff-index", "--cached", "--name-only", "-z", revision.sha, "--"),
        *filter(None, [folder]),
    )
    staged = {path.removeprefix(f"{folder}/") for path in os.fsdecode(listed).split("\0")}
    return [
        path
        for path, content in files.items()
        if path in staged or is_other(revision, path, content)
    ]


def is_other(revision: Revision, path: str, content: bytes | None) -> bool:
    """Return whether a file has other content than in a revision; line ends may differ.

    None stands for no file.
    """
    return _lines_of(content) != _lines_of(_committed(revision, path))


def _head(repository: Path) -> str:
    """Return the last commit, or the empty tree where there is none."""
    try:
        return resolve(repository, "HEAD")
    except GitError:
        return ask(repository, "hash-object", "-t", "tree", "--stdin").decode().strip()


def _committed(revision: Revision, path: str) -> bytes | None:
    try:
        return revision.read(path)
    except (OSError, NoFolderError):
        return None


def _lines_of(content: bytes | None) -> bytes | None:
    return None if content is None else content.replace(b"\r\n", b"\n")
