"""Finds the links on a path, below the top of the repository that it lies in."""

import os
import re
from pathlib import Path


def top_of(path: Path) -> Path | None:
    """Return the top of the repository that a path lies in, None if it lies in none."""
    tops = [each for each in (path, *path.parents) if os.path.exists(each / ".git")]
    return next((top for top in tops if not top.is_symlink()), tops[0] if tops else None)


def names_stream(path: Path) -> bool:
    """Return whether a path is the system's name of a device or an open file: ``/dev/stdout``."""
    folder = os.path.dirname(os.path.abspath(path))
    return re.fullmatch("/dev|/dev/fd|/proc/[^/]+/fd", folder) is not None


def link_on(path: Path) -> Path | None:
    """Return the first link on a path: the file itself, or a folder below the repository's top.

    Outside a repository the folders below the working folder count. A name of a stream may be a
    link.
    """
    if names_stream(path):
        return None
    here = Path.cwd()
    whole = here / path
    around = [whole, *whole.parents]
    top = top_of(whole) or (here if here in around else whole.parent)
    below = reversed(around[: around.index(top)])
    return next((each for each in below if each.is_symlink()), None)
