"""Reads settings files: ``raci.toml`` and ``[tool.raci]``, from the repository's top down."""

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath, relpath

from raci.check.settings import Level, Origin, Route
from raci.findings.finding import Verdict
from raci.findings.ref import Ref
from raci.rules.catalogue import with_plugins
from raci.schema.validate import misshapen
from raci.source.decode import UnreadableError, legible
from raci.source.document import Document
from raci.source.files import ABSENT, FileSet
from raci.source.regular import not_read
from raci.source.unreadable import unreadable

FILES: dict[str, tuple[str, ...]] = {"raci.toml": (), "pyproject.toml": ("tool", "raci")}
"""Where settings may stand in a folder, the stronger first: only one of them counts."""

MAX_BYTES = 1024 * 1024
"""The size of the largest settings that are read."""

_TABLE = re.compile(
    rb"""(?mx) ^[\ \t]* (?:
        \[\[?[\ \t]*["']?tool["']?[\ \t]*(?:\.[\ \t]*["']?raci|\])
        | ["']?tool["']?[\ \t]*[.=]
        | [^=\#\n]*\\  # a key with an escape may be any
    )"""
)
"""Without one of these lines a pyproject.toml has no settings of raci's, and is not parsed."""


def unnoted(_path: str, _raw: bytes) -> None:
    """Note nothing of a file that was read."""


def levels(
    tree: FileSet, root: str, note: Callable[[str, bytes], None] = unnoted
) -> tuple[list[Level], list[Verdict]]:
    """Return the settings in and above an organisation's folder, and the files' defects.

    ``root`` is that folder in the tree; paths in the verdicts are relative to it. ``note`` gets the
    path of each file that counts, relative to it too, and its bytes.
    """
    found: list[Level] = []
    wrong: list[Verdict] = []
    for folder in _folders(tree, root):
        for name, table in FILES.items():
            path = join(folder, name)
            document, bad = _read(tree, path, relpath(path, root or "."), table, note)
            wrong += bad
            if document is not None and not bad:
                found.append(_level(document, tree, path, root))
            if document is not None or bad:
                break
    return found, wrong


def paths_of(tree: FileSet, root: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the paths of the settings that count for a folder, the nearest last.

    Each comes with the keys that lead to raci's table in it.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for folder in _folders(tree, root):
        paths = ((join(folder, name), table) for name, table in FILES.items())
        found += [(path, table) for path, table in paths if _counts(tree, path, table)][:1]
    return found


def _counts(tree: FileSet, path: str, table: tuple[str, ...]) -> bool:
    document, bad = _read(tree, path, path, table)
    return document is not None or bool(bad)


def _read(
    tree: FileSet,
    path: str,
    shown: str,
    table: tuple[str, ...],
    note: Callable[[str, bytes], None] = unnoted,
) -> tuple[Document | None, list[Verdict]]:
    try:
        raw = tree.read(path)
    except ABSENT:
        return None, []
    except OSError as error:
        return None, [unreadable(Document(shown, ""), not_read(error))]
    if table and not _TABLE.search(raw):
        return None, []
    note(shown, raw)
    if len(raw) > MAX_BYTES:
        too_large = UnreadableError("settings-too-large", limit=MAX_BYTES // (1024 * 1024))
        return None, [unreadable(Document(shown, ""), too_large)]
    from raci.source.toml import read_toml  # late: most folders have no settings

    try:
        document = read_toml(raw, shown, table)
    except UnreadableError as error:
        return None, [unreadable(Document(shown, legible(raw)), error)]
    return document, misshapen(document, "settings", with_plugins) if document is not None else []


def _folders(tree: FileSet, root: str) -> Iterator[str]:
    yield from sorted(tree.above(), key=len, reverse=True)
    inside = root.split("/") if root else []
    for depth in range(1, len(inside) + 1):
        yield "/".join(inside[:depth])


def _level(document: Document, tree: FileSet, path: str, root: str) -> Level:
    title, folder = tree.title(normpath(path)), normpath(dirname(path) or ".")
    file = Ref(f"file:{document.path}")

    def origin(route: Route) -> Origin:
        place = document.place(file, route)
        return Origin(f"{title}:{place.span.line}:{place.span.column}", place)

    return Level(document.data, origin, tree.title(folder), relpath(folder, root or "."))
