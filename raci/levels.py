"""Settings files: ``raci.toml`` and ``[tool.raci]``, from the repository's top downwards."""

import re
from collections.abc import Iterator
from posixpath import join, normpath, relpath

from raci.decode import UnreadableError, legible
from raci.document import Document
from raci.finding import Hit, Ref, Verdict
from raci.settings import Level, Route
from raci.tree import Tree
from raci.unreadable import unreadable
from raci.validate import problems

FILES: dict[str, tuple[str, ...]] = {"raci.toml": (), "pyproject.toml": ("tool", "raci")}
"""Where settings may stand in a folder, the stronger first: only one of them counts."""

_TABLE = re.compile(
    rb"""(?m)^\s*(\[\s*["']?tool["']?\s*(\.\s*["']?raci|\])|["']?tool["']?\s*[.=])"""
)
"""Without one of these lines a pyproject.toml has no settings of raci's, and is not parsed."""


def levels(tree: Tree, root: str) -> tuple[list[Level], list[Verdict]]:
    """Give the settings above and in an organisation's folder, and what is wrong with the files.

    ``root`` is that folder in the tree; paths in the verdicts are relative to it.
    """
    found: list[Level] = []
    wrong: list[Verdict] = []
    for folder in _folders(tree, root):
        for name, table in FILES.items():
            path = join(folder, name)
            shown = relpath(path or ".", root or ".")
            try:
                raw = tree.read(path)
            except (OSError, KeyError):
                continue
            if table and not _TABLE.search(raw):
                continue
            try:
                document = _read(raw, shown, table)
            except UnreadableError as error:
                wrong.append(unreadable(Document(shown, legible(raw)), error))
                break
            if document is not None:
                bad = [_misshapen(document, hit) for _, hit in problems(document, "settings")]
                wrong += bad
                if not bad:
                    title = tree.title(normpath(path))
                    found.append(_level(document, title, tree.title(normpath(folder or "."))))
                break
    return found, wrong


def _read(raw: bytes, path: str, table: tuple[str, ...]) -> Document | None:
    from raci.toml import read_toml  # late: most folders have no settings

    return read_toml(raw, path, table)


def _folders(tree: Tree, root: str) -> Iterator[str]:
    """Give the folders that may hold settings for a root, the topmost first."""
    yield from sorted(tree.above(), key=len, reverse=True)
    inside = root.split("/") if root else []
    for depth in range(1, len(inside) + 1):
        yield "/".join(inside[:depth])


def _level(document: Document, title: str, folder: str) -> Level:
    def origin(route: Route) -> str:
        span = document.span(route)
        return f"{title}:{span.line}:{span.column}"

    return Level(document.data, origin, folder)


def _misshapen(document: Document, hit: Hit) -> Verdict:
    return Verdict("DEF002", Ref(f"file:{document.path}"), hit)
