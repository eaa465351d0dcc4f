"""Tells the files of an audit pack, which raci wrote, from definitions beside them."""

from collections.abc import Callable, Collection
from posixpath import basename, dirname, join

PACK_TYPE = "urn:raci:pack:v1"
"""What the statement of an audit pack is about."""

STATEMENT = "statement.json"
WRITTEN = ("findings.json", "history.json", "manifest.json", "matrix.json", STATEMENT)
"""The files of an audit pack that could be definitions by their names."""


def packed(paths: Collection[str], read: Callable[[str], bytes]) -> frozenset[str]:
    """Return those of some paths that are files of audit packs; nothing else of a pack is read."""
    statements = [path for path in paths if basename(path) == STATEMENT]
    folders = [dirname(path) for path in statements if _is_of_a_pack(path, read)]
    return frozenset(join(folder, name) for folder in folders for name in WRITTEN)


def _is_of_a_pack(statement: str, read: Callable[[str], bytes]) -> bool:
    try:
        return f'"{PACK_TYPE}"'.encode() in read(statement)
    except OSError:  # it is told where all files are read
        return False
