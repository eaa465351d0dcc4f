"""Writes and deletes several files: all of them, or none."""

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

Contents = Mapping[Path, bytes | None]
"""The contents of files by path; None stands for a file that is not there."""
WRITTEN, REPORT = "tmp", "out"
"""The suffixes of temporary files: of what is written under a lock, and of reports."""
_TEMPORARY = re.compile(rf"\.raci-[0-9a-f]{{8}}\.({WRITTEN}|{REPORT})")
_LONG = 3600.0
"""The seconds after which nobody is still writing a report."""
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class ChangedError(Exception):
    """A file has changed since it was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} has changed since it was read")
        self.path = path


class Protection(Protocol):
    """What lets the files be mended after the process is killed."""

    folder: Path
    """Where it is."""

    def begin(self, old: Contents, new: Contents) -> None:
        """Note what will be written; raises OSError."""

    def end(self) -> None:
        """Forget it: all is written, or all is as before; raises OSError."""


def save(
    contents: Contents,
    read: Contents,
    protections: Sequence[Protection] = (),
    suffix: str = WRITTEN,
) -> None:
    """Write files, and delete those whose content is None.

    After an error or an interrupt, every file is as before; where that fails, the protections
    stay. Mode, owner and hard links are kept.

    Args:
        contents: the new contents.
        read: what the files held when they were read; those of others are not compared.
        protections: what is to be done before the first file changes and after the last.
        suffix: the suffix of temporary files.

    Raises:
        OSError: a file cannot be written; ``filename`` is its path.
        ChangedError: a file does not hold what was read.
    """
    saving = _Saving(read, suffix)
    try:
        for path, content in contents.items():
            with _named(path):
                saving.prepare(path, content)
        for protection in protections:
            with _named(protection.folder):
                protection.begin(saving.old, contents)
        for path in contents:
            with _named(path):
                saving.put(path)
        saving.make_durable()
    except BaseException:
        if saving.undo():
            saving.end(protections)
        raise
    saving.clean(protections)


def is_kept_in_place(path: Path) -> bool:
    """Return whether a file must be written in place, as replacing it would lose links or owner."""
    found = _status(path)
    return found is not None and _in_place(found)


def left_over(folder: Path) -> list[Path]:
    """Return the temporary files of killed runs in a folder that is locked."""
    names = filter(_TEMPORARY.fullmatch, sorted(os.listdir(folder)))
    return [folder / name for name in names if name.endswith(WRITTEN) or _is_old(folder / name)]


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


def read_regular(path: Path) -> bytes | None:
    """Return the bytes of a regular file, None where there is none; raises OSError."""
    found = _status(path)
    if found is None:
        return None
    if not stat.S_ISREG(found.st_mode):
        wrong = {stat.S_IFDIR: errno.EISDIR, stat.S_IFLNK: errno.ELOOP}
        number = wrong.get(stat.S_IFMT(found.st_mode), errno.EINVAL)
        raise OSError(number, os.strerror(number), str(path))
    handle = os.open(path, os.O_RDONLY | _BINARY | _NO_LINK)
    with os.fdopen(handle, "rb") as file:
        return file.read()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Make an OSError name the target instead of the temporary file."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


class _Saving:
    """The temporary files beside the targets while these change.

    Each is recorded before it is created, since an interrupt may follow any step.
    """

    def __init__(self, read: Contents, suffix: str) -> None:
        self.read, self.suffix = read, suffix
        self.old: dict[Path, bytes | None] = {}
        self.new: dict[Path, bytes | None] = {}
        self.like: dict[Path, os.stat_result | None] = {}
        self.ready: dict[Path, Path] = {}
        self.beside: list[Path] = []
        self.begun: list[Path] = []
        self.interrupt: BaseException | None = None

    def prepare(self, target: Path, content: bytes | None) -> None:
        """Compare a target with what was read, and write its new content into a file beside it."""
        self.like[target] = _status(target)
        self.old[target], self.new[target] = read_regular(target), content
        self._compare(target, self.old[target])
        if content is not None and not self._in_place(target):
            self.ready[target] = self._beside(target, content)
        elif content is None and self.old[target] is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target))

    def put(self, target: Path) -> None:
        if target in self.read:
            self._compare(target, read_regular(target))
        self.begun.append(target)
        content = self.new[target]
        if content is None:
            os.unlink(target)
        elif target in self.ready:
            os.replace(self.ready[target], target)
        else:
            _overwrite(target, content)

    def make_durable(self) -> None:
        for folder in sorted({target.parent for target in self.begun}):
            with _named(folder):
                sync_folder(folder)

    def undo(self) -> bool:
        """Put all back; return whether that worked."""
        undone = [self._insist(self._put_back, target) for target in reversed(self.begun)]
        self._insist(self.make_durable)
        self._remove_beside()
        return all(undone)

    def clean(self, protections: Sequence[Protection]) -> None:
        self._remove_beside()
        self.end(protections)
        if self.interrupt is not None:
            raise self.interrupt

    def end(self, protections: Sequence[Protection]) -> None:
        for protection in protections:
            self._insist(protection.end)

    def _compare(self, target: Path, now: bytes | None) -> None:
        if now != self.read.get(target, now):
            raise ChangedError(target)

    def _in_place(self, target: Path) -> bool:
        like = self.like[target]
        return like is not None and _in_place(like)

    def _put_back(self, target: Path) -> None:
        """Put a target's old content back, unless somebody else has written it since."""
        old, now = self.old[target], read_regular(target)
        if now == old or (now != self.new[target] and not self._in_place(target)):
            return
        if old is None:
            os.unlink(target)
        elif self._in_place(target) and now is not None:
            _overwrite(target, old)
        else:
            os.replace(self._beside(target, old), target)

    def _beside(self, target: Path, content: bytes) -> Path:
        """Write a temporary file beside a target, with the same mode and owner."""
        path = target.with_name(f".raci-{os.urandom(4).hex()}.{self.suffix}")
        self.beside.append(path)
        write_new(path, content, self.like[target])
        return path

    def _remove_beside(self) -> None:
        for path in self.beside:
            self._insist(os.unlink, path)

    def _insist(self, step: Callable[..., None], *arguments: Path) -> bool:
        """Run a step of the cleanup, twice if it is interrupted; return whether it is done."""
        for _ in range(2):
            try:
                step(*arguments)
            except FileNotFoundError:
                return True
            except OSError:
                continue
            except BaseException as error:
                self.interrupt = error
                continue
            return True
        return False


def _status(path: Path) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def _is_old(path: Path) -> bool:
    found = _status(path)
    return found is not None and time.time() - found.st_mtime > _LONG


def _in_place(found: os.stat_result) -> bool:
    return found.st_nlink > 1 or (os.name == "posix" and os.geteuid() not in (0, found.st_uid))


def _write(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _overwrite(target: Path, content: bytes) -> None:
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
