"""Reads regular files only: no links, pipes, sockets or devices."""

import errno
import os
import stat
from pathlib import Path

from raci.source.decode import MAX_BYTES, UnreadableError


class NotRegularError(OSError):
    """A link, a pipe, a socket, a device or a folder stands where a file is read.

    ``case`` is the one of DEF001; ``link`` the folder on the path that is a link, if one is.
    """

    def __init__(self, case: str, path: str, link: str = "") -> None:
        number = errno.EINVAL if case == "not-a-file" else errno.ELOOP
        super().__init__(number, os.strerror(number), path)
        self.case, self.link = case, link


def read_regular(folder: Path, path: str, most: int | None = None) -> bytes:
    """Return the bytes of a file, at most one more than may be read.

    Args:
        folder: a folder; links on the way to it count as the user's.
        path: the file's path from there, on which no part may be a link.
        most: the bytes that may be read; those of a file of a definition where it is None.

    Raises:
        OSError: the file is not there, or is no regular one (NotRegularError).
    """
    above = f"{folder}/"
    for end in (index for index, sign in enumerate(path) if sign == "/"):
        if stat.S_ISLNK(os.lstat(above + path[:end]).st_mode):
            raise NotRegularError("linked-folder", above + path, path[:end])
    whole = above + path
    mode = os.lstat(whole).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # opening a pipe or device would do more
        raise NotRegularError("link" if stat.S_ISLNK(mode) else "not-a-file", whole)
    opened = os.open(whole, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise NotRegularError("not-a-file", whole)
        return _content(opened, MAX_BYTES if most is None else most)
    finally:
        os.close(opened)


def _content(opened: int, most: int) -> bytes:
    chunks: list[bytes] = []
    left = most + 1
    while left and (chunk := os.read(opened, min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


_CHUNK = 64 * 1024
_FLAGS = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _flag, 0)
"""A link that takes a file's place meanwhile is refused, and a pipe does not block."""


def not_read(error: OSError) -> UnreadableError:
    """Return why a file could not be read, as a case of DEF001."""
    if isinstance(error, NotRegularError):
        return UnreadableError(error.case, link=error.link)
    return UnreadableError("no-access", detail=error.strerror or type(error).__name__)
