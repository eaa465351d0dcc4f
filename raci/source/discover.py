"""Finds the organisations at some paths: the roots, and which definition file belongs to which."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from typing import Any

from raci.findings.finding import Hit, Verdict
from raci.findings.place import TOP, Place
from raci.findings.ref import Ref
from raci.source.decode import KINDS, UnreadableError, claims_kind, legible
from raci.source.document import Document
from raci.source.files import Folder, Overlay, Tree
from raci.source.unreadable import unreadable as unreadable_file
from raci.source.yaml import read

BASELINE = "raci-baseline.yaml"
"""The file in an organisation's folder that records earlier findings: no definition."""

NAMES = (b"raci", b"r\0a\0c\0i")
"""What no file of raci's is without, in UTF-8 or two-byte encodings: the rest is not parsed."""

PACK = "raci-pack"
"""The key of a pack's file."""

Texts = Mapping[Path, bytes]
"""What stands in place of files on disk, by absolute path without symbolic links."""
NO_TEXTS: Texts = {}


@dataclass(slots=True)
class Found:
    """One organisation's files, packs apart, by paths from its root; what could not be read.

    Without documents it is what belongs to no organisation.
    """

    tree: Tree
    root: str
    documents: list[Document] = field(default_factory=list)
    packs: list[Document] = field(default_factory=list)
    defects: list[Verdict] = field(default_factory=list)
    skipped: int = 0

    def title(self, path: str) -> str:
        """Give the path to show for a path from the root; settings stand above it too."""
        return self.tree.title(normpath(join(self.root, path)) if path else self.root)

    def read(self, path: str) -> bytes:
        """Give the bytes of a file below the root; raises OSError."""
        return self.tree.read(f"{self.root}/{path}" if self.root else path)

    def inside(self, path: str) -> str:
        """Give a path of the tree as a path below the root."""
        return path.removeprefix(f"{self.root}/") if self.root else path


@dataclass(slots=True)
class Scan:
    """What a tree holds: definition files, files that should be but cannot be read, the rest."""

    tree: Tree
    documents: list[Document] = field(default_factory=list)
    packs: list[Document] = field(default_factory=list)
    failures: list[tuple[Document, UnreadableError]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def roots(self) -> list[str]:
        """The folders that have a file with ``org:``."""
        return sorted({_folder(d.path) for d in self.documents if "org" in d.data})


def find(paths: Sequence[Path], overlay: Texts = NO_TEXTS) -> list[Found]:
    """Find the organisations at, below or, where there is none, above paths that exist.

    Gives each once, in the order of the paths; last, without documents, what belongs to none.
    The overlay's files count as files on disk: what an editor has not saved yet.
    """
    found: dict[str, Found] = {}
    lost: list[Found] = []
    for path in paths:
        for each in _at(path.resolve(), overlay):
            if each.documents:
                found.setdefault(each.title(""), each)  # on disk, a title is one folder's alone
            else:
                lost.append(each)
    return [*found.values(), *lost]


def _at(path: Path, overlay: Texts) -> list[Found]:
    """Find what a path stands for: organisations, and what belongs to none."""
    is_folder = path.is_dir()
    top = path if is_folder else path.parent
    scan = scan_tree(tree_at(top, overlay))
    if not is_folder and not _is_taken(path.name, scan):
        return [Found(scan.tree, "", defects=[_at_top("DEF011", path.name, "no-definition")])]
    inside = _share_out(scan) if is_folder else _owner_of(path.name, scan)
    if all(each.documents for each in inside) or not (above := _root_above(top, overlay)):
        return inside
    whole = _share_out(scan_tree(tree_at(above, overlay)))
    around = next(each for each in whole if not each.root)
    return [around, *(each for each in inside if each.documents)]


def tree_at(folder: Path, overlay: Texts, *, deep: bool = True) -> Tree:
    """Give an absolute folder as a tree, below the overlay's files; those above it can be read."""
    on_disk = Folder(folder, deep=deep)
    texts = {
        Path(os.path.relpath(path, folder)).as_posix(): text
        for path, text in overlay.items()
        if path.drive == folder.drive and (deep or path.parent == folder)
    }
    return Overlay(on_disk, texts) if texts else on_disk


def find_in(tree: Tree) -> list[Found]:
    """Find the organisations of a tree that has nothing above it."""
    return _share_out(scan_tree(tree))


def scan_tree(tree: Tree) -> Scan:
    """Read every definition file of a tree."""
    scan = Scan(tree)
    for path in tree.paths():
        try:
            raw = tree.read(path)
        except OSError as error:
            refused = UnreadableError("no-access", detail=error.strerror or type(error).__name__)
            scan.failures.append((Document(path, ""), refused))
            continue
        try:
            document = _read(raw, path)
        except UnreadableError as error:
            shown = Document(path, legible(raw))
            scan.failures.append((shown, error))
            continue
        if document is not None:
            (scan.documents if KINDS[0] in document.data else scan.packs).append(document)
        elif PurePosixPath(path).name != BASELINE:
            scan.skipped.append(path)
    return scan


def _read(raw: bytes, path: str) -> Document | None:
    """Read a definition or a pack; what cannot be read counts only if it claims to be one."""
    if not any(name in raw for name in NAMES):
        return None
    try:
        document = read(raw, path)
    except UnreadableError:
        if claims_kind(raw):
            raise
        return None
    return document if _is_ours(document.data) else None


def _is_ours(data: Any) -> bool:
    """Tell a definition or a pack from other YAML, and from reports that raci itself wrote."""
    if not isinstance(data, dict) or KINDS[0] not in data:
        return isinstance(data, dict) and PACK in data
    return not (isinstance(data[KINDS[0]], str) and "as_of" in data)


def _share_out(scan: Scan) -> list[Found]:
    """Give each file to the nearest root above it; what has none comes last, for itself."""
    found = {root: Found(scan.tree, root) for root in scan.roots}
    lost = Found(scan.tree, "")
    unreadable = {_folder(document.path) for document, _ in scan.failures}
    for document in scan.documents:
        if owner := _owner(document.path, found):
            document.path = owner.inside(document.path)
            owner.documents.append(document)
        elif unreadable.isdisjoint(_folders(document.path)):  # else that file may be the root
            lost.defects.append(_at_top("DEF002", document.path, "no-root"))
    for document, error in scan.failures:
        owner = _owner(document.path, found) or lost
        document.path = owner.inside(document.path)
        owner.defects.append(unreadable_file(document, error))
    for document in scan.packs:
        if owner := _owner(document.path, found):
            document.path = owner.inside(document.path)
            owner.packs.append(document)
        else:
            lost.skipped += 1
    for path in scan.skipped:
        (_owner(path, found) or lost).skipped += 1
    if not found and not lost.defects:
        lost.defects.append(_at_top("DEF011", "", "no-organisation"))
    return [*found.values(), lost] if lost.defects else list(found.values())


def _owner_of(name: str, scan: Scan) -> list[Found]:
    """Give the organisation of one file where its root, or what may be it, is in its folder."""
    owner = next((each for each in _share_out(scan) if not each.root), None)
    return [owner or Found(scan.tree, "", defects=[_at_top("DEF002", name, "no-root")])]


def _is_taken(name: str, scan: Scan) -> bool:
    """Tell whether a file of the scanned folder is a definition, be it unreadable."""
    documents = (*scan.documents, *scan.packs, *(document for document, _ in scan.failures))
    return any(document.path == name for document in documents)


def _owner(path: str, found: dict[str, Found]) -> Found | None:
    return next((found[folder] for folder in _folders(path) if folder in found), None)


def _folders(path: str) -> Iterator[str]:
    """Give the folders around a path, the nearest first; the tree's own is ``""``."""
    for parent in PurePosixPath(path).parents:
        yield "" if str(parent) == "." else str(parent)


def _folder(path: str) -> str:
    return next(_folders(path))


def _at_top(code: str, path: str, case: str, **values: Any) -> Verdict:
    ref = Ref(f"file:{path or '.'}")
    return Verdict(code, ref, Hit(at=Place(ref, path, TOP), case=case, **values))


def _root_above(folder: Path, overlay: Texts) -> Path | None:
    """Look upwards for a folder with a root file, no further than the repository's top."""
    for up in list(Folder(folder).above())[1:]:
        above = (folder / up).resolve()
        tree = tree_at(above, overlay, deep=False)
        if any(_is_root(tree, path) for path in tree.paths()):
            return above
    return None


def _is_root(tree: Tree, path: str) -> bool:
    """Tell whether a file is a root, or cannot be read and so may be one."""
    try:
        document = _read(tree.read(path), path)
    except UnreadableError:
        return True
    except OSError:
        return False
    return document is not None and "org" in document.data
