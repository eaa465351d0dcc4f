"""Imports outlines of job descriptions: plain text, Markdown and Word."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import Protocol

from raci.convert.imported import Imported, ImportOptions, SourceFile
from raci.convert.outline.definition import definition_of
from raci.convert.outline.lines import Lines
from raci.convert.outline.nesting import nested
from raci.convert.outline.structure import found_in
from raci.source.decode import UnreadableError, is_binary

READERS: Mapping[str, str] = {".md": "markdown", ".markdown": "markdown", ".docx": "word"}
"""The module that reads files of a suffix; every other text is plain text."""


class Reader(Protocol):
    """A module that reads the lines of a file."""

    def read(self, raw: bytes) -> Lines:
        """Return the lines of a file; raises UnreadableError."""


def read(file: SourceFile, options: ImportOptions) -> Imported:
    """Return the departments, posts and duties of an outline.

    Raises:
        UnreadableError: the file cannot be read, or has no department and no post (``no-outline``).
    """
    lines = _reader(file).read(file.raw)
    found = found_in(nested(lines.lines))
    found.left_out += lines.outside
    if not found.departments and not found.posts:
        raise UnreadableError("no-outline")
    return definition_of(found, lines.furniture, file.path, options)


def is_mine(file: SourceFile) -> bool:
    """Return whether a file has a department or a post with duties."""
    try:
        found = found_in(nested(_reader(file).read(file.raw).lines))
    except UnreadableError:
        return False
    departments = found.departments.values()
    return any(post.duties for post in found.posts) or any(each.duties for each in departments)


def _reader(file: SourceFile) -> Reader:
    suffix = PurePosixPath(file.path).suffix.lower()
    name = READERS.get(suffix) or ("word" if is_binary(file.raw) else "text")
    module: Reader = import_module(f"raci.convert.outline.{name}")
    return module
