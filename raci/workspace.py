"""Finds the organisations at some paths: the roots, and which definition file belongs to which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from raci.decode import KINDS, UnreadableError, claims_kind
from raci.finding import Hit, Place, Ref, Span, Verdict
from raci.source import Document, read
from raci.tree import SUFFIXES, Folder, Tree

TOP = Span(1, 1, 1, 1)

NAMES = (b"raci", b"r\0a\0c\0i")
"""What no file of raci's is without, in UTF-8 or two-byte encodings: the rest is not parsed."""


@dataclass(slots=True)
class Found:
    """One organisation's files: its root folder within a tree, and what could not be read."""

    tree: Tree
    root: str
    documents: list[Document] = field(default_factory=list)
    defects: list[Verdict] = field(default_factory=list)
    skipped: int = 0


@dataclass(slots=True)
class Scan:
    """What a tree holds: definition files, files that should be but cannot be read, the rest."""

    tree: Tree
    documents: list[Document] = field(default_factory=list)
    failures: list[tuple[str, Verdict]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def roots(self) -> list[str]:
        """The folders that have a file with ``org:``."""
        return sorted({_folder(d.path) for d in self.documents if "org" in d.data})


def find(paths: Sequence[Path]) -> list[Found]:
    """Find the organisations at, below or, where there is none, above paths that exist.

    Gives each once, in the order of the paths; last, without documents, what belongs to none.
    """
    found: dict[Path, Found] = {}
    lost: list[Found] = []
    for path in paths:
        top = path.resolve() if path.is_dir() else path.resolve().parent
        scan = scan_tree(Folder(top))
        inside = _share_out(scan) if path.is_dir() else _owner_of(path.name, scan)
        if not all(each.documents for each in inside) and (above := _root_above(top)):
            whole = _share_out(scan_tree(Folder(above)))
            inside = [whole[0], *(each for each in inside if each.documents)]
        for each in inside:
            if each.documents:
                assert isinstance(each.tree, Folder)
                found.setdefault(each.tree.root / each.root, each)
            else:
                lost.append(each)
    return [*found.values(), *lost]


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
            detail = error.strerror or type(error).__name__
            scan.failures.append((path, _at_top("DEF001", path, "no-access", detail=detail)))
            continue
        document = _read(scan, path, raw)
        if document is not None and isinstance(document.data, dict) and KINDS[0] in document.data:
            scan.documents.append(document)
        elif not scan.failures or scan.failures[-1][0] != path:
            scan.skipped.append(path)
    return scan


def _read(scan: Scan, path: str, raw: bytes) -> Document | None:
    """Read a file that may be raci's; what cannot be read counts only if it claims to be."""
    if not any(name in raw for name in NAMES):
        return None
    try:
        return read(raw, path)
    except UnreadableError as error:
        if claims_kind(raw):
            scan.failures.append((path, _unreadable(path, raw, error)))
        return None


def _unreadable(path: str, raw: bytes, error: UnreadableError) -> Verdict:
    ref = Ref(f"file:{path}")
    text = Document(path, raw.decode("utf-8-sig", errors="replace"))
    place = Place(ref, path, error.span, text.lines.line(error.span.line))
    first = error.first
    also = ((Place(ref, path, first, text.lines.line(first.line)), ref),) if first else ()
    return Verdict("DEF001", ref, Hit(at=place, also=also, case=error.case, **error.values))


def _share_out(scan: Scan) -> list[Found]:
    """Give each file to the nearest root above it; what has none comes last, for itself."""
    found = {root: Found(scan.tree, root) for root in scan.roots}
    lost = Found(scan.tree, "")
    for document in scan.documents:
        if owner := _owner(document.path, found):
            owner.documents.append(document)
        else:
            lost.defects.append(_at_top("DEF002", document.path, "no-root"))
    for path, verdict in scan.failures:
        (_owner(path, found) or lost).defects.append(verdict)
    for path in scan.skipped:
        (_owner(path, found) or lost).skipped += 1
    if not found and not lost.defects:
        lost.defects.append(_at_top("DEF011", "", "no-organisation"))
    return [*found.values(), lost] if lost.defects else list(found.values())


def _owner_of(name: str, scan: Scan) -> list[Found]:
    """Give the organisation of one file, named for itself, where it is in the same folder."""
    if name in scan.skipped or not name.endswith(SUFFIXES):
        return [Found(scan.tree, "", defects=[_at_top("DEF011", name, "no-definition")])]
    owner = next((each for each in _share_out(scan) if not each.root and each.documents), None)
    return [owner or Found(scan.tree, "", defects=[_at_top("DEF002", name, "no-root")])]


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


def _root_above(folder: Path) -> Path | None:
    """Look upwards for a folder with a root file, no further than the repository's top."""
    while not (folder / ".git").exists() and folder.parent != folder:
        folder = folder.parent
        if any(_is_root(file) for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES):
            return folder
    return None


def _is_root(file: Path) -> bool:
    if not file.is_file():
        return False
    scan = Scan(Folder(file.parent))
    document = _read(scan, file.name, file.read_bytes())
    return document is not None and isinstance(document.data, dict) and "org" in document.data
