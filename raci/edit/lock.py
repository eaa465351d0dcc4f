"""Keeps other writers out of folders; the kernel frees the locks when the process ends."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PATIENCE = 30.0
"""The seconds to wait for other writers."""
_PAUSE = 0.05


class LockedError(Exception):
    """Another process has not released a folder in time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is locked")
        self.folder = folder


@contextmanager
def locked(folders: Iterable[Path]) -> Iterator[None]:
    """Lock folders, waiting for others who do; without effect where the system has no such locks.

    Everybody locks in the same order, so that no two wait for each other.

    Raises:
        LockedError: a folder does not become free in time.
    """
    if sys.platform == "win32":
        yield
        return
    patient_until = time.monotonic() + PATIENCE
    with ExitStack() as held:
        by_identity = {
            (stat.st_dev, stat.st_ino): each for each in folders for stat in [each.stat()]
        }
        for _, folder in sorted(by_identity.items()):
            handle = os.open(folder, os.O_RDONLY)
            held.callback(os.close, handle)
            while not _lock(handle):
                if time.monotonic() >= patient_until:
                    raise LockedError(folder)
                time.sleep(_PAUSE)
        yield


def _lock(handle: int) -> bool:
    """Return whether nobody else has the lock; some network file systems have none to take."""
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
