"""One file on the disk: read, written new or in place, with mode, owner and links kept."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def is_kept_in_place(path: Path) -> bool:
    """Return whether a file must be written in place, as replacing it would lose links or owner."""
    found = status_of(path)
    return found is not None and stays_in_place(found)


def write_new(path: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Write a file that is not there yet, on the disk itself, with mode and owner of another."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    handle = os.open(path, flags, 0o666 if like is None else like.st_mode & 0o777)
    try:
        _write(handle, content)
        if like is not None:
            _dress(path, like)
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Write the names in a folder on the disk itself, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


def content_of(path: Path) -> bytes | None:
    """Return the bytes of a regular file, None where there is none; raises OSError."""
    found = status_of(path)
    if found is None:
        return None
    if not stat.S_ISREG(found.st_mode):
        wrong = {stat.S_IFDIR: errno.EISDIR, stat.S_IFLNK: errno.ELOOP}
        number = wrong.get(stat.S_IFMT(found.st_mode), errno.EINVAL)
        raise OSError(number, os.strerror(number), str(path))
    handle = os.open(path, os.O_RDONLY | _BINARY | _NO_LINK)
    with os.fdopen(handle, "rb") as file:
        return file.read()


def status_of(path: Path) -> os.stat_result | None:
    """Return the status of a file or link itself, None where there is none; raises OSError."""
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def stays_in_place(found: os.stat_result) -> bool:
    """Return whether a file has further links, or an owner whom a new file would not have."""
    return found.st_nlink > 1 or (os.name == "posix" and os.geteuid() not in (0, found.st_uid))


def _write(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def overwrite(target: Path, content: bytes) -> None:
    """Write a file in place; what is behind the new content goes last."""
    handle = os.open(target, os.O_WRONLY | _BINARY | _NO_LINK)
    try:
        _write(handle, content)
        os.ftruncate(handle, len(content))
        os.fsync(handle)
    finally:
        os.close(handle)


def _dress(path: Path, like: os.stat_result) -> None:
    """Give a file the owner of another, where that is allowed, and its mode."""
    now = os.stat(path)
    if (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
        with suppress(PermissionError):
            os.chown(path, like.st_uid, like.st_gid)
    os.chmod(path, stat.S_IMODE(like.st_mode))
