"""Writes and deletes several files: all of them, or none."""

import errno
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from raci.edit.disk import (
    content_of,
    overwrite,
    status_of,
    stays_in_place,
    sync_folder,
    write_new,
)

Contents = Mapping[Path, bytes | None]
"""The contents of files by path; None stands for a file that is not there."""
WRITTEN, REPORT = "tmp", "out"
"""The suffixes of temporary files: of what is written under a lock, and of reports."""
_TEMPORARY = re.compile(rf"\.raci-[0-9a-f]{{8}}\.({WRITTEN}|{REPORT})")
_LONG = 3600.0
"""The seconds after which nobody is still writing a report."""


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


def left_over(folder: Path) -> list[Path]:
    """Return the temporary files of killed runs in a folder that is locked."""
    names = filter(_TEMPORARY.fullmatch, sorted(os.listdir(folder)))
    return [folder / name for name in names if name.endswith(WRITTEN) or _is_old(folder / name)]


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
        self.like[target] = status_of(target)
        self.old[target], self.new[target] = content_of(target), content
        self._compare(target, self.old[target])
        if content is not None and not self._in_place(target):
            self.ready[target] = self._beside(target, content)
        elif content is None and self.old[target] is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target))

    def put(self, target: Path) -> None:
        if target in self.read:
            self._compare(target, content_of(target))
        self.begun.append(target)
        content = self.new[target]
        if content is None:
            os.unlink(target)
        elif target in self.ready:
            os.replace(self.ready[target], target)
        else:
            overwrite(target, content)

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
        return like is not None and stays_in_place(like)

    def _put_back(self, target: Path) -> None:
        """Put a target's old content back, unless somebody else has written it since."""
        old, now = self.old[target], content_of(target)
        if now == old or (now != self.new[target] and not self._in_place(target)):
            return
        if old is None:
            os.unlink(target)
        elif self._in_place(target) and now is not None:
            overwrite(target, old)
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


def _is_old(path: Path) -> bool:
    found = status_of(path)
    return found is not None and time.time() - found.st_mtime > _LONG
