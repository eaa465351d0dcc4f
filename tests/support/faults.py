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


Happens = Callable[[Callable[..., Any], Sequence[Any]], None]
"""What happens at the chosen call, to which the function and its arguments are given."""


def dies(_function: Callable[..., Any], _arguments: Sequence[Any]) -> None:
    """End the process before the call has any effect."""
    os._exit(KILLED)


def dies_torn(function: Callable[..., Any], arguments: Sequence[Any]) -> None:
    """End the process when half is written."""
    handle, content = arguments
    function(handle, content[: len(content) // 2])
    os._exit(KILLED)


class Fault:
    """Counts the calls of functions of ``os`` that change files; something happens at the n-th.

    ``lasting``: and at every later one.
    """

    def __init__(
        self, at: int, happens: Happens, names: Sequence[str] = CHANGES, *, lasting: bool = False
    ) -> None:
        self.at, self.happens, self.names, self.lasting = at, happens, names, lasting
        self.calls = 0

    def install(self, install: Callable[[object, str, Any], None] = setattr) -> None:
        for name in self.names:
            install(os, name, self.counted(name, getattr(os, name)))

    def counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if name != "open" or arguments[1] & (os.O_WRONLY | os.O_RDWR):
                self.calls += 1
                if self.calls == self.at or (self.lasting and self.calls > self.at):
                    self.happens(function, arguments)
            return function(*arguments, **options)

        return call


def killed(does: Callable[[], object], fault: Fault) -> bool:
    """Run a function in a child process in which it may be killed; tell whether it was."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            fault.install()
            does()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(ended)
    assert status in (0, KILLED), "the command failed in itself"
    return status == KILLED
