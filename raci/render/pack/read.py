"""Reads the manifest of a pack, which may come from anybody: nothing in it is trusted."""

import json
import re
from typing import Any

from raci.findings.sentence import Sentence, SentenceError
from raci.schema.validate import accepts

Json = dict[str, Any]

MOST_BYTES = 256 * 1024 * 1024
"""No manifest, list of checksums or statement is larger."""

_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')


class NoPackError(SentenceError):
    """A folder has no manifest of raci's."""


def manifest_of(raw: bytes) -> Json:
    """Return a manifest.

    Raises:
        NoPackError: it is none, or a path in it leads out of the pack.
    """
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise NoPackError(Sentence("not-a-manifest")) from None
    if not isinstance(data, dict) or not accepts(data, "manifest"):
        raise NoPackError(Sentence("not-a-manifest"))
    for path in files_of(data):
        if not is_safe(path):
            raise NoPackError(Sentence("unsafe-path", path=path))
    return data


def files_of(manifest: Json) -> frozenset[str]:
    """Return the paths of the files that a manifest lists."""
    return frozenset(each["path"] for each in manifest["files"])


def is_safe(path: str) -> bool:
    """Return whether a path names a file of the pack, on every system."""
    return not _UNSAFE.search(path) and all(part.strip(". ") for part in path.split("/"))
