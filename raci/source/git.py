"""Reads the files of a git revision through the ``git`` program, without a checkout."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from errno import ENOENT
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath

from raci.findings.sentence import Sentence
from raci.findings.spelling import Nearest
from raci.source.files import belongs, is_outside
from raci.source.git_program import (
    GitError,
    ask,
    error_message,
    lines,
    run,
)
from raci.source.regular import NotRegularError

DEEPEN = Sentence("shallow-clone")
REGULAR = "100"
LINK = "120000"
SUBMODULE = "160000"


class NoFolderError(GitError):
    """The commit does not have the folder."""


def repository_of(path: Path) -> Path:
    """Return the top of the work tree around a path, which need not exist.

    Raises:
        GitError: there is no work tree, or git refuses to read it.
    """
    whole = Path(os.path.realpath(path))
    folder = next(above for above in (whole, *whole.parents) if above.is_dir())
    try:
        top = ask(folder, "rev-parse", "--show-toplevel")
    except GitError as error:
        if re.search(r"not a git repository \(or any|must be run in a work tree", str(error)):
            raise GitError(Sentence("no-work-tree", path=path)) from error
        raise
    return Path(os.fsdecode(top.removesuffix(b"\n")))


def git_folder(folder: Path) -> tuple[Path, Path] | None:
    """Return the top of the work tree around a folder and git's own folder for it, by the files.

    None where there is no repository; git itself is not asked.
    """
    for top in (folder, *folder.parents):
        link = top / ".git"
        try:
            text = os.fsdecode(link.read_bytes()) if link.is_file() else ""
        except OSError:
            return None
        own = top / text.removeprefix("gitdir:").strip() if text else link
        if (own / "HEAD").is_file():
            return top, own
    return None


def folder_in(repository: Path, path: Path) -> str:
    """Return a path as a folder of the repository, ``""`` for its top.

    Raises:
        GitError: the path lies outside.
    """
    try:
        whole = Path(os.path.realpath(path))  # which knows links that lead to themselves
        inside = whole.relative_to(repository.resolve()).as_posix()
    except ValueError as error:
        outside = Sentence("outside-repository", path=path, repository=repository)
        raise GitError(outside) from error
    return "" if inside == "." else inside


def resolve(repository: Path, rev: str) -> str:
    """Return the full name of a revision's commit.

    Raises:
        GitError: there is no such commit; the message has advice.
    """
    result = run(repository, "rev-parse", "--verify", "-q", "--end-of-options", f"{rev}^{{commit}}")
    name = result.out.decode("ascii", "replace").strip()
    if result.status == 0 and re.fullmatch(r"[0-9a-f]{40,}", name):
        return name
    if b"fatal: " in result.err:
        raise GitError(error_message(result))
    raise GitError(Sentence("unknown-revision", rev=rev), *_advice(repository, rev))


def merge_base(repository: Path, rev: str) -> str:
    """Return the full name of the commit since which HEAD and a revision diverge.

    Raises:
        GitError: there is no such revision, or the two have no common history.
    """
    commits = resolve(repository, rev), resolve(repository, "HEAD")
    result = run(repository, "merge-base", *commits)
    if result.status == 0:
        return result.out.decode("ascii").strip()
    if result.status != 1:
        raise GitError(error_message(result))
    advice = [DEEPEN] if is_shallow(repository) else []
    raise GitError(Sentence("no-common-history", rev=rev), *advice)


class Revision:
    """The files of a commit below a folder: regular ones only, nothing hidden, no submodules.

    ``name`` is the user's name of the commit. All paths are relative to the folder, which
    ``folder_in`` returns.
    """

    def __init__(self, repository: Path, sha: str, folder: str = "", name: str = "") -> None:
        self.repository = repository
        self.sha = sha
        self.folder = folder
        self.name = name or sha[:12]

    def paths(self) -> Iterator[str]:
        """Return the paths of the YAML and JSON files, sorted.

        Raises:
            GitError: the commit has no such folder.
        """
        yield from sorted(filter(belongs, self._blobs))

    def unread(self) -> Iterator[str]:
        """Return the paths of links that have the name of a file, sorted."""
        links = (path for path, (mode, _) in self._entries.items() if mode == LINK)
        yield from sorted(filter(belongs, links))

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises OSError, and GitError as ``paths`` does."""
        mode, blob = self._entry(path)
        if mode == LINK:
            raise NotRegularError("link", self.title(path))
        if not mode.startswith(REGULAR):
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), self.title(path))
        text = (self._texts if belongs(path) else self._contents([blob])).get(blob)
        if text is None:
            raise GitError(Sentence("missing-from-repository", path=self.title(path)))
        return text

    def title(self, path: str) -> str:
        """Return the path to show, as git writes it: ``main:org/sales.yaml``."""
        return f"{self.name}:{normpath(join(self.folder, path))}"

    def above(self) -> Iterator[str]:
        """Yield ``""``, ``..``, ``../..`` up to the repository's top."""
        yield ""
        depth = len(self.folder.split("/")) if self.folder else 0
        yield from ("/".join([".."] * up) for up in range(1, depth + 1))

    def reaches(self, path: str) -> bool:
        """Return whether a path is in the repository."""
        return not path.startswith("/") and not is_outside(join(self.folder, path))

    @cached_property
    def _blobs(self) -> Mapping[str, str]:
        entries = self._entries.items()
        return {path: blob for path, (mode, blob) in entries if mode.startswith(REGULAR)}

    @cached_property
    def _entries(self) -> Mapping[str, tuple[str, str]]:
        """Map each path to its mode and its blob."""
        below = ("--", self.folder) if self.folder else ()
        listed = ask(self.repository, "ls-tree", "-r", "-z", "--full-tree", self.sha, *below)
        if self.folder and not listed:
            raise NoFolderError(Sentence("no-folder", path=self.title("")))
        entries: dict[str, tuple[str, str]] = {}
        for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            kind, _, path = entry.partition("\t")
            mode, _, blob = kind.split(" ")
            if path == self.folder:
                key = "is-a-submodule" if mode == SUBMODULE else "is-no-folder"
                raise GitError(Sentence(key, path=self.title("")))
            entries[path[len(self.folder) :].removeprefix("/")] = (mode, blob)
        return entries

    def _entry(self, path: str) -> tuple[str, str]:
        """Return the mode and the blob of a path, perhaps above the folder; ``""`` if not there."""
        if not path.startswith("../"):
            return self._entries.get(path, ("", ""))
        whole = normpath(join(self.folder, path))
        listed = ask(self.repository, "ls-tree", "-z", "--full-tree", self.sha, "--", whole)
        mode, _, blob = listed.partition(b"\t")[0].decode("ascii").partition(" ")
        return mode, blob.rpartition(" ")[2]

    @cached_property
    def _texts(self) -> dict[str, bytes]:
        return self._contents(blob for path, blob in self._blobs.items() if belongs(path))

    def _contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Read blobs as stored, all at once, except for missing ones."""
        asked = sorted(set(blobs))
        request = "".join(f"{blob}\n" for blob in asked).encode()
        answer = ask(self.repository, "cat-file", "--batch", request=request)
        texts: dict[str, bytes] = {}
        at = 0
        for blob in asked:
            start = answer.index(b"\n", at) + 1
            _, kind, *size = answer[at:start].split()  # NAME blob SIZE, or NAME missing
            at = start
            if kind == b"blob":
                end = start + int(size[0])
                texts[blob] = answer[start:end]
                at = end + 1
        return texts


def _advice(repository: Path, rev: str) -> Iterator[Sentence]:
    """Yield what may help if a revision is unknown."""
    if not ask(repository, "rev-list", "--all", "-n", "1"):
        yield Sentence("no-commits")
        return
    name = re.split(r"[~^:@]", rev)[0]
    remote, _, branch = name.partition("/")
    refs = ("refs/heads", "refs/remotes", "refs/tags")
    listed = lines(repository, "for-each-ref", "--format=%(refname:short)", *refs)
    names = [ref for ref in listed if not ref.endswith("/HEAD")]
    if is_shallow(repository):
        yield DEEPEN
    if name not in names:
        of_remote = branch and remote in lines(repository, "remote")
        if of_remote:
            # spelt out, since a clone of a single branch keeps no other under a name
            command = f"git fetch {remote} {branch}:refs/remotes/{name}"
            yield Sentence("fetch-branch", command=command)
        if near := _near(name, names, f"{remote}/" if of_remote else ""):
            yield Sentence("did-you-mean", near=f"`{near}{rev.removeprefix(name)}`")


def _near(name: str, names: list[str], remote: str) -> str:
    """Return the branch of that name at a remote, else the nearest name of the remote."""
    same = next((ref for ref in names if ref.endswith(f"/{name}")), "")
    own = (ref.removeprefix(remote) for ref in names if ref.startswith(remote))
    near = Nearest(own).to(name.removeprefix(remote))
    return same or (near and f"{remote}{near}")


def is_shallow(repository: Path) -> bool:
    """Return whether a clone lacks commits that its origin has; raises GitError."""
    return lines(repository, "rev-parse", "--is-shallow-repository") == ["true"]
