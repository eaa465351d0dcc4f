"""Paths for formats that start at the repository's top."""

from posixpath import join, normpath


def from_top(path: str, folder: str) -> str:
    """Give a path of the working folder as the repository's top sees it, without ``./``."""
    return normpath(join(folder, path))
