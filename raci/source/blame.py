"""Which commit brought a line, who is its author, and whose signature git verifies on it."""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from raci.source.git_program import GitError, Result, ask, error_message, lines, run

FACTS = ("%H", "%P", "%ae")
"""A commit's name, its parents and its author's address, as they are written."""

SIGNATURE = ("%G?", "%GS")
"""The state of its signature, and the signer: for these, git runs a program."""

GOOD = "G"
UNSIGNED = "N"

KEY_FILES = ("gpg.ssh.allowedsignersfile", "gpg.ssh.revocationfile")
PROGRAMS = {
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
    "gpg.program": "gpg",
}
"""What git runs to verify a signature, by setting with its default."""


class Source(NamedTuple):
    """The commit that brought a line, and the path that its file had there."""

    commit: str
    path: str


class Commit(NamedTuple):
    """A commit: its first parent (``""`` of none), its author's address, and its signature.

    The address is typed by whoever commits. ``signature`` is ``""`` where git cannot be asked for
    it; ``signer`` are the names of the key: addresses, or patterns of them.
    """

    parent: str
    author: str
    signature: str
    signer: str

    def is_signed_by(self, addresses: Collection[str]) -> bool:
        """Return whether git verifies the signature by a key of one of the addresses."""
        names = self.signer.casefold().replace("<", ",").replace(">", ",").split(",")
        patterns = [name.strip() for name in names if "@" in name or name.strip() == "*"]
        known = (fnmatchcase(each, pattern) for each in addresses for pattern in patterns)
        return self.signature == GOOD and any(known)


class History:
    """The history of a repository up to a commit; every method raises GitError."""

    def __init__(self, repository: Path, sha: str) -> None:
        self.repository = repository
        self.sha = sha

    def text(self, path: str, sha: str = "") -> bytes | None:
        """Return a file as it stands in the last commit or another, None where there is none."""
        result = run(self.repository, "cat-file", "blob", f"{sha or self.sha}:{path}")
        return None if result.status else result.out

    def sources(
        self, path: str, numbers: Collection[int], *, first_parent: bool = False
    ) -> Mapping[int, Source]:
        """Return which commit brought each of some lines of a file, which may have been renamed.

        No setting may leave a commit out, and no program is run on the file. ``first_parent``: a
        merge brought what its branch had.
        """
        along = ("--first-parent",) if first_parent else ()
        ranges = [word for number in sorted(set(numbers)) for word in ("-L", f"{number},{number}")]
        told = ask(
            *(self.repository, "-c", "core.quotePath=false", "blame", "--line-porcelain"),
            *("--no-textconv", "--ignore-revs-file=", *along, *ranges, self.sha, "--", path),
        )
        return dict(_sources(os.fsdecode(told)))

    def commits(self, names: Collection[str]) -> Mapping[str, Commit]:
        """Return commits by their names; without signatures where what verifies them fails."""
        result = self._log(names, SIGNATURE) if self.keys_are_outside else None
        if result is None or result.status:
            result = self._log(names, ("", ""))
        if result.status:
            raise GitError(error_message(result))
        fields = iter(result.out.decode("utf-8", "replace").split("\0")[:-1])
        return {
            name: Commit(parents.partition(" ")[0], author.casefold(), signature, signer)
            for name, parents, author, signature, signer in zip(*[fields] * 5, strict=True)
        }

    def _log(self, names: Iterable[str], signature: Iterable[str]) -> Result:
        return run(
            *(self.repository, "log", "--no-walk=unsorted", "--no-show-signature", "--no-mailmap"),
            *("-s", "-z", f"--format={'%x00'.join((*FACTS, *signature))}", "--stdin"),
            request="".join(f"{name}\n" for name in sorted(set(names))).encode(),
        )

    @cached_property
    def is_shallow(self) -> bool:
        """Whether commits are missing, so that their lines seem to come from later ones."""
        return lines(self.repository, "rev-parse", "--is-shallow-repository") == ["true"]

    @cached_property
    def keys_are_outside(self) -> bool:
        """Whether all that decides about signatures lies outside of what a commit can change.

        Git's own folder is no part of a work tree: what stands there is local.
        """
        return not any(map(self._is_inside, self._deciding()))

    def _deciding(self) -> Iterator[str]:
        """Yield the files that decide about signatures: settings, keys and programs."""
        told = ask(self.repository, "config", "--list", "--show-origin", "--null")
        words = os.fsdecode(told).split("\0")[:-1]
        programs = dict(PROGRAMS)
        for origin, setting in zip(words[::2], words[1::2], strict=True):
            key, _, value = setting.partition("\n")
            if key.startswith("gpg.") and origin.startswith("file:"):
                yield origin.removeprefix("file:")
            if key in KEY_FILES:
                yield value
            if key in PROGRAMS:
                programs[key] = value
        for program in programs.values():
            yield program if os.path.dirname(program) else shutil.which(program) or ""
        yield os.environ.get("GNUPGHOME", "")

    def _is_inside(self, path: str) -> bool:
        whole = Path(os.path.realpath(self.repository / os.path.expanduser(path)))
        if not path or whole.is_relative_to(self._own_folder):
            return False
        return any(whole.is_relative_to(tree) for tree in self._work_trees)

    @cached_property
    def _own_folder(self) -> Path:
        (folder,) = lines(self.repository, "rev-parse", "--git-common-dir")
        return Path(os.path.realpath(self.repository / folder))

    @cached_property
    def _work_trees(self) -> list[Path]:
        told = lines(self.repository, "worktree", "list", "--porcelain")
        named = (line.removeprefix("worktree ") for line in told if line.startswith("worktree "))
        return [Path(os.path.realpath(tree)) for tree in named]


def _sources(told: str) -> Iterator[tuple[int, Source]]:
    """Read what ``git blame --line-porcelain`` tells: a head, facts, and the line behind a tab."""
    head: list[str] = []
    path = ""
    for line in told.split("\n"):
        if line.startswith("\t"):
            yield int(head[2]), Source(head[0], path)
            head = []
        elif not head:
            head = line.split(" ")
        elif line.startswith("filename "):
            path = _unquoted(line.removeprefix("filename "))


def _unquoted(path: str) -> str:
    """Return a path that git writes in quotes where it has a quote, a backslash or a break."""
    if not path.startswith('"'):
        return path
    return os.fsdecode(os.fsencode(path[1:-1]).decode("unicode_escape").encode("latin-1"))
