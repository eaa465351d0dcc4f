"""The importers, and which of them reads a file."""

import re
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import Protocol

from raci.convert.imported import Imported, ImportOptions, SourceFile

IMPORTERS: Mapping[str, str] = {
    "codeowners": r"codeowners.*",
    "backstage": r".*\.ya?ml",
    "people": r".*\.[ct]sv",
    "entitlements": r".*\.[ct]sv",
    "tables": r".*\.(md|markdown|csv|tsv|html?|xls[xm])",
    "outline": r".*\.(txt|md|markdown|docx)",
}
"""By the name of an importer, which is its module's: the names of files that it may read.

Of several that may, the first counts whose ``is_mine`` says so, else the last.
"""


class Importer(Protocol):
    """A module that imports files of a format."""

    def read(self, file: SourceFile, options: ImportOptions) -> Imported:
        """Return what a file says; raises UnreadableError."""

    def is_mine(self, file: SourceFile) -> bool:
        """Return whether the content of a file is of the format."""


class UnknownFormatError(Exception):
    """No importer reads files of such a name."""


def importer_of(file: SourceFile, name: str | None = None) -> Importer:
    """Return the importer of a file: the named one, else by its name and then its content.

    Raises:
        UnknownFormatError: there is none.
    """
    if name:
        return _importer(name)
    stem = PurePosixPath(file.path).name.lower()
    fitting = [each for each in available() if re.fullmatch(IMPORTERS[each], stem)]
    if not fitting:
        raise UnknownFormatError
    *asked, last = map(_importer, fitting)
    return next((each for each in asked if each.is_mine(file)), last)


def available() -> list[str]:
    """Return the names of importers."""
    return [name for name in IMPORTERS if find_spec(f"raci.convert.{name}")]


def _importer(name: str) -> Importer:
    module: Importer = import_module(f"raci.convert.{name}")
    return module
