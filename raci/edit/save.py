"""Writes and deletes several files: all of them, or none."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def save(changes: Mapping[Path, bytes | None]) -> None:
    """Write files, delete those whose content is None, and create missing folders.

    After an error or an interrupt, every file is as before. Links are followed.

    Raises:
        OSError: a file cannot be written; ``filename`` is its path.
    """
    saving = _Saving(undoable=len(changes) > 1)  # replacing one file is a single step
    try:
        for path, content in changes.items():
            with _named(path):
                saving.prepare(Path(os.path.realpath(path)), content)
        for path in changes:
            with _named(path):
                saving.put(Path(os.path.realpath(path)))
    except BaseException:
        saving.undo()
        raise
    saving.clean()


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

    def __init__(self, *, undoable: bool) -> None:
        self.undoable = undoable
        self.folders: list[Path] = []
        self.beside: list[Path] = []
        self.new: dict[Path, Path | None] = {}
        self.old: dict[Path, Path | None] = {}
        self.begun: list[Path] = []
        self.interrupt: BaseException | None = None

    def prepare(self, target: Path, content: bytes | None) -> None:
        """Write the new content of a target and a copy of the old one into temporary files."""
        mode = _mode(target)
        if content is None and mode is None:
            raise FileNotFoundError(2, os.strerror(2), str(target))
        self.new[target] = None if content is None else self._beside(target, content, mode)
        if self.undoable and mode is not None:
            with os.fdopen(os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb") as file:
                self.old[target] = self._beside(target, file.read(), mode)

    def put(self, target: Path) -> None:
        self.begun.append(target)
        new = self.new[target]
        if new is None:
            os.unlink(target)
        else:
            os.replace(new, target)

    def undo(self) -> None:
        for target in self.begun if self.undoable else ():
            old = self.old.get(target)
            if old is None:
                self._insist(os.unlink, target)
            elif not self._insist(os.replace, old, target):
                self.beside.remove(old)  # the last copy
        self._remove_beside()
        for folder in reversed(self.folders):
            self._insist(os.rmdir, folder)

    def clean(self) -> None:
        self._remove_beside()
        if self.interrupt is not None:
            raise self.interrupt

    def _beside(self, target: Path, content: bytes, mode: int | None) -> Path:
        """Write a temporary file beside a target, with the same permissions."""
        self._make_folder(target.parent)
        path = target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.tmp")
        self.beside.append(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(path, mode)
        return path

    def _make_folder(self, folder: Path) -> None:
        if os.path.isdir(folder) or folder == folder.parent:
            return
        self._make_folder(folder.parent)
        self.folders.append(folder)
        os.mkdir(folder)

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


def _mode(path: Path) -> int | None:
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        return None
