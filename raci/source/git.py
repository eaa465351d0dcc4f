"""Text from a git revision without a checkout: what the ``git`` program tells of it."""

import os
import re
from collections.abc import Iterable, Iterator
from errno import EIO, ENOENT
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from raci.findings.spelling import Nearest
from raci.source.files import belongs

DEEPEN = (
    "this is a shallow clone: run `git fetch --unshallow`"
    " (GitHub Actions: fetch-depth: 0; GitLab: GIT_DEPTH: 0)"
)
ELSEWHERE = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE"),
    *("GIT_NAMESPACE", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
)
"""What a hook sets for its own repository, and what makes paths mean something else."""
SURELY = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
REGULAR = "100"
SUBMODULE = "160000"


class GitError(Exception):
    """What git cannot give, in words for the user."""


class NoFolderError(GitError):
    """A commit that has no such folder."""


class _Ran(NamedTuple):
    status: int
    out: bytes
    err: bytes


def repository_of(path: Path) -> Path:
    """Give the top of the work tree around a path, which need not be there (any more).

    Raises:
        GitError: there is none, or git refuses to read it.
    """
    whole = path.resolve()
    folder = next(each for each in (whole, *whole.parents) if each.is_dir())
    try:
        top = _ask(folder, "rev-parse", "--show-toplevel")
    except GitError as error:
        if re.search(r"not a git repository \(or any|must be run in a work tree", str(error)):
            raise GitError(f"{path} lies in no work tree of a git repository") from error
        raise
    return Path(os.fsdecode(top.removesuffix(b"\n")))


def folder_in(repository: Path, path: Path) -> str:
    """Give a path, relative to the working folder, as a folder of the repository: ``""`` its top.

    Raises:
        GitError: it lies outside.
    """
    try:
        inside = path.resolve().relative_to(repository.resolve()).as_posix()
    except ValueError as error:
        raise GitError(f"{path} lies outside of the repository {repository}") from error
    return "" if inside == "." else inside


def resolve(repository: Path, rev: str) -> str:
    """Give the full name of the commit that a revision is.

    Raises:
        GitError: there is no such commit; says what may help.
    """
    ran = _run(repository, "rev-parse", "--verify", "-q", "--end-of-options", f"{rev}^{{commit}}")
    name = ran.out.decode("ascii", "replace").strip()
    if ran.status == 0 and re.fullmatch(r"[0-9a-f]{40,}", name):
        return name
    if b"fatal: " in ran.err:
        raise GitError(_complaint(ran))
    raise GitError(": ".join((f"unknown revision `{rev}`", *_advice(repository, rev))))


def merge_base(repository: Path, rev: str) -> str:
    """Give the full name of the commit at which HEAD and a revision parted.

    Raises:
        GitError: there is no such revision, or the two share no history.
    """
    commits = resolve(repository, rev), resolve(repository, "HEAD")
    ran = _run(repository, "merge-base", *commits)
    if ran.status == 0:
        return ran.out.decode("ascii").strip()
    if ran.status != 1:
        raise GitError(_complaint(ran))
    reason = f": {DEEPEN}" if _is_shallow(repository) else ""
    raise GitError(f"`{rev}` and HEAD have no common history{reason}")


class Revision:
    """The files of a commit below a folder: as on disk, nothing hidden and no symbolic links.

    Submodules are other repositories and left out. ``name`` is what the user called the commit.
    All paths are relative to the folder, which is one as ``folder_in`` gives it.
    """

    def __init__(self, repository: Path, sha: str, folder: str = "", name: str = "") -> None:
        self.repository = repository
        self.sha = sha
        self.folder = folder
        self.name = name or sha[:12]

    def paths(self) -> Iterator[str]:
        """Give the paths of the YAML and JSON files, sorted.

        Raises:
            GitError: the commit has no such folder.
        """
        yield from sorted(filter(belongs, self._blobs))

    def read(self, path: str) -> bytes:
        """Give a file's bytes; raises OSError, and GitError as ``paths`` does."""
        if path not in self._blobs:
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), self.title(path))
        blob = self._blobs[path]
        text = (self._texts if belongs(path) else self._contents([blob])).get(blob)
        if text is None:
            raise OSError(EIO, "missing from the git repository", self.title(path))
        return text

    def title(self, path: str) -> str:
        """Give the path to show, as git understands it: ``main:org/sales.yaml``."""
        return f"{self.name}:{'/'.join(filter(None, (self.folder, path))) or '.'}"

    def above(self) -> Iterator[str]:
        """Give its own folder alone: settings above it are those of the work tree."""
        yield ""

    @cached_property
    def _blobs(self) -> dict[str, str]:
        """The regular files below the folder: path to the name of the bytes."""
        below = ("--", self.folder) if self.folder else ()
        listed = _ask(self.repository, "ls-tree", "-r", "-z", "--full-tree", self.sha, *below)
        if self.folder and not listed:
            raise NoFolderError(f"there is no folder {self.title('')}")
        blobs: dict[str, str] = {}
        for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            kind, _, path = entry.partition("\t")
            mode, _, blob = kind.split(" ")
            if path == self.folder:
                what = "a submodule, another repository" if mode == SUBMODULE else "not a folder"
                raise GitError(f"{self.title('')} is {what}")
            if mode.startswith(REGULAR):
                blobs[path[len(self.folder) :].removeprefix("/")] = blob
        return blobs

    @cached_property
    def _texts(self) -> dict[str, bytes]:
        return self._contents(blob for path, blob in self._blobs.items() if belongs(path))

    def _contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Read blobs as they are stored, all at once; what is missing is left out."""
        asked = sorted(set(blobs))
        request = "".join(f"{blob}\n" for blob in asked).encode()
        answer = _ask(self.repository, "cat-file", "--batch", request=request)
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


def _advice(repository: Path, rev: str) -> Iterator[str]:
    """Say what may help where a revision is unknown, in one sentence, or nothing."""
    if not _ask(repository, "rev-list", "--all", "-n", "1"):
        yield "the repository has no commits yet"
        return
    name = re.split(r"[~^:@]", rev)[0]
    remote, _, branch = name.partition("/")
    refs = ("refs/heads", "refs/remotes", "refs/tags")
    listed = _lines(repository, "for-each-ref", "--format=%(refname:short)", *refs)
    names = [each for each in listed if not each.endswith("/HEAD")]
    advice = [DEEPEN] if _is_shallow(repository) else []
    if name not in names:
        of_remote = branch and remote in _lines(repository, "remote")
        if of_remote:
            # spelt out, since a clone of a single branch keeps no other under a name
            advice.append(f"run `git fetch {remote} {branch}:refs/remotes/{name}`")
        if near := _near(name, names, f"{remote}/" if of_remote else ""):
            advice.append(f"did you mean `{near}{rev.removeprefix(name)}`?")
    if advice:
        yield "; ".join(advice)


def _near(name: str, names: list[str], remote: str) -> str:
    """Give the branch of that name at a remote, or else the nearest of the remote's own names."""
    there = next((each for each in names if each.endswith(f"/{name}")), "")
    own = (each.removeprefix(remote) for each in names if each.startswith(remote))
    near = Nearest(own).to(name.removeprefix(remote))
    return there or (near and f"{remote}{near}")


def _is_shallow(repository: Path) -> bool:
    return _lines(repository, "rev-parse", "--is-shallow-repository") == ["true"]


def _lines(folder: Path, *arguments: str) -> list[str]:
    return os.fsdecode(_ask(folder, *arguments)).splitlines()


def _ask(folder: Path, *arguments: str, request: bytes = b"") -> bytes:
    """Run git and give what it prints; raises GitError with what it complains of."""
    ran = _run(folder, *arguments, request=request)
    if ran.status:
        raise GitError(_complaint(ran))
    return ran.out


def _run(folder: Path, *arguments: str, request: bytes = b"") -> _Ran:
    import subprocess

    command = ("git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *arguments)
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    try:
        ran = subprocess.run(  # noqa: S603  no shell, and a revision is never an option
            command, input=request, env=kept | SURELY, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed, or not on the PATH") from error
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from error
    except ValueError as error:  # a zero byte, or half a surrogate pair
        raise GitError(f"git takes no such argument: {error}") from error
    return _Ran(ran.returncode, ran.stdout, ran.stderr)


def _complaint(ran: _Ran) -> str:
    return ran.err.decode("utf-8", "replace").strip() or "git failed and did not say why"
