"""Sorts the files below a folder: definitions, packs, what is broken, what is not ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from raci.findings.inputs import Input
from raci.source.decode import KINDS, UnreadableError, claims_kind, legible
from raci.source.document import Document
from raci.source.files import FileSet
from raci.source.packed import packed
from raci.source.regular import not_read
from raci.source.unmarked import likeness, may_be_unmarked
from raci.source.watched import watched
from raci.source.yaml import read

BASELINE = "raci-baseline.yaml"
"""The name of the file with an organisation's baseline, which is no definition."""

NAMES = (b"raci", b"r\0a\0c\0i")
"""Every file of raci has one of these bytes (UTF-8, two-byte encodings); others are not parsed."""

_ORG = re.compile(r"""(?m)(?:^|[{,])\s*["']?org["']?\s*:""")

PACK, TEST = "raci-pack", "raci-test"
"""The keys that mark the file of a pack, and one of tests."""


@dataclass(slots=True)
class Scan:
    """The definitions, packs, tests, unreadable files and other files of a file set.

    ``unmarked`` are definitions without a kind; ``similar`` may be some, and are skipped as well.
    ``unread`` are links, and pipes and the like with the name of a file. ``inputs`` has, by
    path, each file that may decide something: none that is skipped.
    """

    files: FileSet
    documents: list[Document] = field(default_factory=list)
    packs: list[Document] = field(default_factory=list)
    tests: list[Document] = field(default_factory=list)
    failures: list[tuple[Document, UnreadableError]] = field(default_factory=list)
    unmarked: list[Document] = field(default_factory=list)
    similar: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    inputs: dict[str, Input] = field(default_factory=dict)

    @property
    def roots(self) -> list[str]:
        """The folders with a file that has ``org:``."""
        return sorted({folder_of(d.path) for d in self.documents if "org" in d.data})

    @property
    def lost_roots(self) -> list[str]:
        """Further folders with such a file, which cannot be read or lacks its kind."""
        lost = [document for document in self.unmarked if "org" in document.data]
        lost += [document for document in self.unreadable if claims_root(document.text)]
        return sorted({folder_of(document.path) for document in lost} - {*self.roots})

    @property
    def unreadable(self) -> list[Document]:
        """The files that cannot be read."""
        return [document for document, _ in self.failures]


def scan_files(files: FileSet) -> Scan:
    """Read every file of a file set that may belong to raci."""
    scan = Scan(files, unread=list(files.unread()))
    paths = [*files.paths()]
    own = packed(paths, files.read)
    for path in watched([path for path in paths if path not in own], "files"):
        try:
            raw = files.read(path)
        except OSError as error:
            scan.failures.append((Document(path, ""), not_read(error)))
            continue
        try:
            document = read_file(raw, path)
        except UnreadableError as error:
            shown = Document(path, legible(raw))
            scan.failures.append((shown, error))
            scan.inputs[path] = Input.of(path, raw)
            continue
        if _decides(scan, path, document):
            scan.inputs[path] = Input.of(path, raw)
    return scan


def _decides(scan: Scan, path: str, document: Document | None) -> bool:
    """Sort a file in, and return whether it may decide something."""
    data: Any = document.data if document else None
    if document and is_ours(data):
        (scan.documents if KINDS[0] in data else scan.packs).append(document)
        return True
    if document and is_tests(data):
        scan.tests.append(document)
        return True
    like = likeness(data)
    if document and like in ("header", "definition"):
        scan.unmarked.append(document)
        return True
    if not f".{PurePosixPath(path).name}".endswith(f".{BASELINE}"):
        scan.skipped.append(path)
        scan.similar += [path] if like else []
    return False


def read_file(raw: bytes, path: str) -> Document | None:
    """Read a file that may be raci's; None for others, unreadable ones without its key too."""
    if not any(name in raw for name in NAMES) and not may_be_unmarked(raw):
        return None
    try:
        return read(raw, path)
    except UnreadableError:
        if claims_kind(raw):
            raise
        return None


def is_ours(data: Any) -> bool:
    """Return whether data is a definition or a pack, and not a report written by raci.

    A map or a list under ``raci`` is another tool's: no version of a definition is one.
    """
    if not isinstance(data, dict) or KINDS[0] not in data:
        return isinstance(data, dict) and PACK in data
    version = data[KINDS[0]]
    is_report = isinstance(version, str) and "as_of" in data
    return not is_report and not isinstance(version, dict | list)


def is_tests(data: Any) -> bool:
    """Return whether data is a file of tests, which is part of no organisation."""
    return isinstance(data, dict) and TEST in data


def claims_root(text: str) -> bool:
    """Return whether a text that cannot be read has an ``org`` key."""
    return _ORG.search(text) is not None


def folder_of(path: str) -> str:
    """Return the folder of a path below the root."""
    return next(folders_above(path))


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders around a path, the nearest first and the file set's own, ``""``, last."""
    for parent in PurePosixPath(path).parents:
        yield "" if str(parent) == "." else str(parent)
