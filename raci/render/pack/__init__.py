"""The audit pack: files by path, their manifest, and whether a pack still is what it was."""

from collections.abc import Mapping

from raci.source.packed import STATEMENT

Files = Mapping[str, bytes]
"""The files of a pack by their paths in it, with ``/``."""

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
"""What says which files a pack has."""

OVERVIEWS = frozenset({MANIFEST, SUMS, STATEMENT})

PAGE = "index.html"
"""What a reader opens first."""

WORKBOOK = ".xlsx"
"""The suffix of files whose unpacked parts count, since their packing differs between machines."""
