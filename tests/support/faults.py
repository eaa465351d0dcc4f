"""Kills a function at a chosen change of the file system, in a process of its own."""

import os
from collections.abc import Callable, Sequence
from typing import Any

CHANGES = (
    *("open", "write", "ftruncate", "fsync", "replace", "rename", "link", "symlink"),
    *("unlink", "remove", "rmdir", "mkdir", "chmod", "chown"),
)
"""The functions of ``os`` that change files, or make the changes last."""
KILLED = 137


class Killer:
    """Counts the calls of those functions, and dies at one of them: before it has any effect.

    ``torn``: only writing counts, and half of what is to be written is written first.
    """

    def __init__(self, at: int, *, torn: bool = False) -> None:
        self.at, self.torn, self.calls = at, torn, 0

    def install(self) -> None:
        for name in CHANGES:
            setattr(os, name, self.counted(name, getattr(os, name)))

    def counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if self.counts(name, arguments):
                self.calls += 1
                if self.calls == self.at:
                    if self.torn:
                        function(arguments[0], arguments[1][: len(arguments[1]) // 2])
                    os._exit(KILLED)
            return function(*arguments, **options)

        return call

    def counts(self, name: str, arguments: Sequence[Any]) -> bool:
        if self.torn:
            return name == "write"
        return name != "open" or bool(arguments[1] & (os.O_WRONLY | os.O_RDWR))


def killed(does: Callable[[], object], at: int, *, torn: bool = False) -> bool:
    """Run a function in a child process that dies at its n-th change; tell whether it died."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            Killer(at, torn=torn).install()
            does()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(ended)
    assert status in (0, KILLED), "the command failed in itself"
    return status == KILLED
