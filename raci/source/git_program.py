"""Runs the ``git`` program: no shell, no prompt, no fetch, and a limit of time."""

import os
import shlex
import signal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from raci.findings.sentence import Sentence, SentenceError

if TYPE_CHECKING:
    from subprocess import Popen

REMOVED_VARIABLES = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE"),
    *("GIT_NAMESPACE", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
)
"""Variables that a hook sets for its own repository, or that change the meaning of paths."""
ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # a check fetches nothing
}
SECONDS = 60
"""A call of git that takes longer is stopped."""


class GitError(SentenceError):
    """Git fails; the message is for the user."""


class Result(NamedTuple):
    """How git ended, and what it wrote to standard output and standard error."""

    status: int
    out: bytes
    err: bytes


def lines(folder: Path, *arguments: str) -> list[str]:
    """Return the lines that git answers; raises GitError."""
    return os.fsdecode(ask(folder, *arguments)).splitlines()


def ask(folder: Path, *arguments: str, request: bytes = b"") -> bytes:
    """Return what git answers.

    Args:
        folder: where it runs.
        arguments: the command and its arguments.
        request: what it reads on standard input.

    Raises:
        GitError: git cannot be run, fails, or takes too long.
    """
    result = run(folder, *arguments, request=request)
    if result.status:
        raise GitError(error_message(result))
    return result.out


def run(folder: Path, *arguments: str, request: bytes = b"") -> Result:
    """Run git to its end, whatever its status; as ``ask``, which raises where git fails."""
    from subprocess import PIPE, Popen, TimeoutExpired

    command = ("git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *arguments)
    kept = {name: value for name, value in os.environ.items() if name not in REMOVED_VARIABLES}
    try:
        process = Popen(  # noqa: S603  no shell, and a revision is never an option
            command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=kept | ENVIRONMENT,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise GitError(Sentence("no-git")) from error
    except OSError as error:
        raise GitError(Sentence("git-not-run", reason=error.strerror)) from error
    except ValueError as error:  # a zero byte, or half a surrogate pair
        raise GitError(Sentence("git-argument", reason=error)) from error
    with process:
        try:
            out, err = process.communicate(request, SECONDS)
        except TimeoutExpired as error:
            asked = shlex.join(("git", "-C", str(folder), *arguments))
            raise GitError(Sentence("git-too-slow", command=asked, seconds=SECONDS)) from error
        except OSError as error:
            raise GitError(Sentence("git-not-run", reason=error.strerror)) from error
        finally:
            _end(process)
    return Result(process.returncode, out, err)


def _end(process: "Popen[bytes]") -> None:
    """End a process that still runs, and those that it started."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def error_message(result: Result) -> Sentence:
    """Return what git itself said of a failure."""
    message = result.err.decode("utf-8", "replace").strip()
    return Sentence("git-said", message=message) if message else Sentence("git-silent")
