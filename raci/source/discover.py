"""Finds the organisations at paths: their root folders and the files that belong to each."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath, relpath
from shlex import quote
from typing import Any, NamedTuple

from raci.findings.finding import Hit, Verdict
from raci.findings.inputs import Input
from raci.findings.place import TOP, Place
from raci.findings.ref import Ref
from raci.findings.table_read import TableRead
from raci.source.decode import UnreadableError, legible
from raci.source.document import Document
from raci.source.files import FileSet, Folder, Overlay
from raci.source.scan import (
    BASELINE,
    Scan,
    claims_root,
    folder_of,
    folders_above,
    is_ours,
    read_file,
    scan_files,
)
from raci.source.tables.mapping import TableMapping
from raci.source.unmarked import OWN_KEYS, likeness
from raci.source.unreadable import unreadable as unreadable_file

Texts = Mapping[Path, bytes]
"""Texts that replace files on disk, by absolute path without symbolic links."""
NO_TEXTS: Texts = {}

IMPORTABLE = re.compile(r"(?i).*\.(docx?|txt)|codeowners(\..*)?")
"""The names of files that are no tables, of which ``raci import`` makes definitions."""

LISTED = 10
"""The most links that a message lists."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """The table that an organisation is: its path from the root, and what was read of it.

    ``mapping`` is what settings say of it. ``doubts`` are the cells that are not understood; what
    is missing from the ``doubtful``, which have some of them, may stand there. ``detected`` is the
    entry of settings with which it is read in the same way.
    """

    path: str
    mapping: TableMapping
    read: tuple[TableRead, ...] = ()
    doubts: tuple[Verdict, ...] = ()
    detected: Mapping[str, Any] = field(default_factory=dict)
    doubtful: frozenset[Ref] = frozenset()


@dataclass(slots=True)
class OrganisationFiles:
    """The files of one organisation by paths from its root, and the defects of unreadable ones.

    Without documents, its root cannot be read; or, if ``homeless``, it holds the files that belong
    to no organisation. ``similar`` are skipped files that look like definitions. ``unread`` are
    links to files and folders, which are not followed, and pipes and the like. ``lost`` has the
    texts of files that cannot be read; not ``complete``, some of them have no text. ``tests`` are
    the paths of test files, which are part of no organisation. ``table`` is what
    was read where the organisation is a table. ``read_files`` has each file that
    was read, by path; settings and baseline are read later.
    """

    files: FileSet
    root: str
    documents: list[Document] = field(default_factory=list)
    packs: list[Document] = field(default_factory=list)
    defects: list[Verdict] = field(default_factory=list)
    skipped: int = 0
    similar: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    homeless: bool = False
    lost: list[str] = field(default_factory=list)
    complete: bool = True
    tests: list[str] = field(default_factory=list)
    table: "TableSource | None" = None
    read_files: dict[str, Input] = field(default_factory=dict)

    @property
    def baseline(self) -> str:
        """The path of its baseline from the root."""
        return f"{self.table.path}.{BASELINE}" if self.table else BASELINE

    def title(self, path: str) -> str:
        """Return the path to show for a path from the root, perhaps above it."""
        path = path or (self.table.path if self.table else "")
        return self.files.title(normpath(join(self.root, path)) if path else self.root)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file by its path from the root; raises OSError."""
        return self.files.read(f"{self.root}/{path}" if self.root else path)

    def note(self, path: str, raw: bytes) -> None:
        """Note the bytes of a file that was read, by its path from the root."""
        self.read_files[path] = Input.of(path, raw)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What was noted, sorted by path."""
        return tuple(sorted(self.read_files.values()))

    def inside(self, path: str) -> str:
        """Return a path of the file set as a path from the root."""
        return path.removeprefix(f"{self.root}/") if self.root else path


def find(paths: Sequence[Path], overlay: Texts = NO_TEXTS) -> list[OrganisationFiles]:
    """Find the organisations at, below or, if there are none, above existing paths.

    Args:
        paths: files or folders.
        overlay: texts that replace files on disk, such as unsaved ones of an editor.

    Returns:
        each organisation once, in the order of the paths; last the files that belong to none.
    """
    by_title: dict[str, OrganisationFiles] = {}
    homeless: list[OrganisationFiles] = []
    for path in paths:
        for organisation in _at(Path(os.path.realpath(path)), overlay):
            if organisation.documents:  # on disk, every folder has its own title
                by_title.setdefault(organisation.title(""), organisation)
            else:
                homeless.append(organisation)
    return [*by_title.values(), *homeless]


def _at(path: Path, overlay: Texts) -> list[OrganisationFiles]:
    is_folder = path.is_dir()
    top = path if is_folder else path.parent
    scan = scan_files(files_at(top, overlay))
    if not is_folder and not _is_taken(path.name, scan):
        return [_of_none(scan.files, _not_taken(path.name, scan))]
    inside = _by_organisation(scan) if is_folder else _owner_of(path.name, scan)
    if not any(own.homeless for own in inside) or not (above := _root_above(top, overlay)):
        return inside
    whole = _by_organisation(scan_files(files_at(above, overlay)))
    around = next(organisation for organisation in whole if not organisation.root)
    return [around, *(own for own in inside if not own.homeless)]


def files_at(folder: Path, overlay: Texts, *, deep: bool = True) -> FileSet:
    """Return an absolute folder as a file set with the overlay's texts, even those above it."""
    on_disk = Folder(folder, deep=deep)
    texts = {
        Path(os.path.relpath(path, folder)).as_posix(): text
        for path, text in overlay.items()
        if path.drive == folder.drive and (deep or path.parent == folder)
    }
    return Overlay(on_disk, texts) if texts else on_disk


class TestFiles(NamedTuple):
    """The files of tests in a file set."""

    files: FileSet
    documents: list[Document]
    inputs: tuple[Input, ...]


def find_tests(path: Path) -> TestFiles:
    """Find the files of tests below a folder, or the one that a path names."""
    path = Path(os.path.realpath(path))
    top = path if path.is_dir() else path.parent
    scan = scan_files(files_at(top, NO_TEXTS, deep=path.is_dir()))
    tests = [d for d in scan.tests if top == path or d.path == path.name]
    return TestFiles(scan.files, tests, tuple(scan.inputs[d.path] for d in tests))


def find_in(files: FileSet) -> list[OrganisationFiles]:
    """Return the organisations of a file set that has nothing above it."""
    return _by_organisation(scan_files(files))


def _by_organisation(scan: Scan) -> list[OrganisationFiles]:
    """Return the organisations with the files below their roots; last, files without a root."""
    roots = (*scan.roots, *scan.lost_roots)
    by_root = {root: OrganisationFiles(scan.files, root) for root in roots}
    homeless = OrganisationFiles(scan.files, "", homeless=True)

    def home(path: str) -> OrganisationFiles:
        return _owner(path, by_root) or homeless

    for path in scan.inputs.keys() - {document.path for document in scan.tests}:
        owner = home(path)
        inside = owner.inside(path)
        owner.read_files[inside] = scan.inputs[path]._replace(path=inside)
    _assign_definitions(scan, home)
    for document, error in scan.failures:
        owner = home(document.path)
        _lose(document, owner)
        owner.defects.append(unreadable_file(document, error))
    for document in scan.packs:
        owner = home(document.path)
        document.path = owner.inside(document.path)
        if owner.homeless:
            owner.skipped += 1
        else:
            owner.packs.append(document)
    for document in scan.tests:
        owner = home(document.path)
        owner.tests.append(owner.inside(document.path))
    for path in scan.skipped:
        owner = home(path)
        owner.skipped += 1
        owner.similar += [owner.inside(path)] if path in scan.similar else []
    for path in scan.unread:  # the first organisation names what belongs to none
        owner = _owner(path, by_root) or next(iter(by_root.values()), homeless)
        owner.unread.append(relpath(path, owner.root or "."))
    if not by_root and (homeless.unread or not homeless.defects):
        homeless.defects.append(_no_organisation(homeless))
    return [*by_root.values(), homeless] if homeless.defects else list(by_root.values())


def _no_organisation(homeless: OrganisationFiles) -> Verdict:
    if not homeless.unread:
        return _at_top("DEF011", "", "no-organisation")
    links = tuple(map(homeless.title, homeless.unread[:LISTED]))
    return _at_top("DEF011", "", "links-only", links=links)


def _assign_definitions(scan: Scan, home: Callable[[str], OrganisationFiles]) -> None:
    """Give each definition to its organisation, and report those without a root or a kind."""
    perhaps_roots = {folder_of(document.path) for document in scan.unreadable}
    for document in scan.documents:
        owner = home(document.path)
        if not owner.homeless:
            document.path = owner.inside(document.path)
            owner.documents.append(document)
        elif perhaps_roots.isdisjoint(folders_above(document.path)):  # else one may be the root
            owner.defects.append(_at_top("DEF002", document.path, "no-root"))
    for document in scan.unmarked:
        owner = home(document.path)
        if owner.homeless:
            owner.skipped += 1
        else:
            _lose(document, owner)
            owner.defects.append(_unmarked(document))


def _lose(document: Document, owner: OrganisationFiles) -> None:
    document.path = owner.inside(document.path)
    owner.lost.append(document.text)
    owner.complete &= bool(document.text)


def _owner_of(name: str, scan: Scan) -> list[OrganisationFiles]:
    """Return the organisation of one file if its root, or what may be it, is in its folder."""
    owner = next((found for found in _by_organisation(scan) if not found.root), None)
    return [owner or _of_none(scan.files, _at_top("DEF002", name, "no-root"))]


def _of_none(files: FileSet, defect: Verdict) -> OrganisationFiles:
    return OrganisationFiles(files, "", defects=[defect], homeless=True)


def _is_taken(name: str, scan: Scan) -> bool:
    documents = (*scan.documents, *scan.packs, *scan.unreadable)
    return any(document.path == name for document in documents)


def _not_taken(name: str, scan: Scan) -> Verdict:
    """Return why a file that was asked for cannot be checked."""
    unmarked = (_unmarked(document) for document in scan.unmarked if document.path == name)
    is_test = any(document.path == name for document in scan.tests)
    if is_test or not IMPORTABLE.fullmatch(name):
        case = "tests" if is_test else "no-definition"
        return next(unmarked, None) or _at_top("DEF011", name, case)
    return _at_top("DEF011", name, "importable", file=quote(scan.files.title(name)))


def _owner(path: str, by_root: dict[str, OrganisationFiles]) -> OrganisationFiles | None:
    return next((by_root[folder] for folder in folders_above(path) if folder in by_root), None)


def _unmarked(document: Document) -> Verdict:
    sections = tuple(key for key in document.data if key == "org" or key in OWN_KEYS)
    return _at_top("DEF002", document.path, "unmarked", sections=sections)


def _at_top(code: str, path: str, case: str, **values: Any) -> Verdict:
    ref = Ref(f"file:{path or '.'}")
    return Verdict(code, ref, Hit(at=Place(ref, path, TOP), case=case, **values))


def _root_above(folder: Path, overlay: Texts) -> Path | None:
    """Return the nearest folder above with a root file, no further up than the repository."""
    for up in list(Folder(folder).above())[1:]:
        above = (folder / up).resolve()
        files = files_at(above, overlay, deep=False)
        if any(_is_root(files, path) for path in files.paths()):
            return above
    return None


def _is_root(files: FileSet, path: str) -> bool:
    """Return whether a file is a root, or is meant to be one and cannot be read."""
    try:
        raw = files.read(path)
        document = read_file(raw, path)
    except UnreadableError:
        return claims_root(legible(raw))
    except OSError:
        return False
    data: Any = document.data if document else None
    return (is_ours(data) and "org" in data) or likeness(data) == "header"
