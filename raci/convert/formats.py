"""The importers, and which of them reads a file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import PurePosixPath
from typing import Protocol

from raci.convert.imported import Imported, ImportFailedError, ImportOptions, SourceFile
from raci.source.decode import UnreadableError, is_binary

Together = Callable[[Sequence[SourceFile], ImportOptions], Imported]

IMPORTERS: Mapping[str, str] = {
    "codeowners": r"codeowners.*",
    "backstage": r".*\.ya?ml",
    "conflicts": r".*\.[ct]sv",
    "people": r".*\.[ct]sv",
    "entitlements": r".*\.[ct]sv",
    "tables": r".*\.(md|markdown|csv|tsv|html?|xls[xmb]?|xlt|f?ods|et|numbers)",
    "outline": r".*\.(txt|md|markdown|docx?)",
}
"""By the name of an importer, which is its module's: the names of files that it may read.

Of several that may, the first counts whose ``is_mine`` says so, else the last.
"""


OF_TEXT = IMPORTERS.keys() - {"tables", "outline"}
"""The importers that read nothing but text."""


class Importer(Protocol):
    """A module that imports files of a format.

    One whose files refer to one another has ``read_together`` as well.
    """

    def read(self, file: SourceFile, options: ImportOptions) -> Imported:
        """Return what a file says; raises UnreadableError."""

    def is_mine(self, file: SourceFile) -> bool:
        """Return whether the content of a file is of the format."""


class UnknownFormatError(Exception):
    """No importer reads files of such a name."""

    def __init__(self, file: SourceFile) -> None:
        super().__init__(file.path)
        self.file = file


def read_files(
    files: Sequence[SourceFile], options: ImportOptions, name: str | None = None
) -> Iterator[tuple[str, Imported]]:
    """Yield what files say, each with the path of a file; those of some formats are read together.

    Raises:
        UnknownFormatError: there is no importer for a file.
        ImportFailedError: a file cannot be read.
    """
    by_importer: dict[str, list[SourceFile]] = {}
    for file in files:
        by_importer.setdefault(name or name_of(file), []).append(file)
    for each, group in by_importer.items():
        for file in group if each in OF_TEXT else ():
            if is_binary(file.raw):
                raise ImportFailedError(file, UnreadableError("binary"))
        together: Together | None = getattr(_importer(each), "read_together", None)
        if together is None or len(group) == 1:
            yield from ((file.path, _read(each, file, options)) for file in group)
            continue
        try:
            yield group[0].path, together(group, options)
        except UnreadableError:
            for file in group:
                _read(each, file, options)
            raise


def name_of(file: SourceFile) -> str:
    """Return the name of the importer of a file, by its name and then its content.

    Raises:
        UnknownFormatError: there is none.
    """
    stem = PurePosixPath(file.path).name.lower()
    fitting = [each for each in IMPORTERS if re.fullmatch(IMPORTERS[each], stem)]
    if not fitting:
        raise UnknownFormatError(file)
    *asked, last = fitting
    return next((each for each in asked if _importer(each).is_mine(file)), last)


def _importer(name: str) -> Importer:
    module: Importer = import_module(f"raci.convert.{name}")
    return module


def _read(name: str, file: SourceFile, options: ImportOptions) -> Imported:
    try:
        return _importer(name).read(file, options)
    except UnreadableError as error:
        raise ImportFailedError(file, error) from error
