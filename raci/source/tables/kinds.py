"""Tells what a file is by its first bytes, whatever its name says."""

import re
from pathlib import PurePosixPath

from raci.source.decode import UnreadableError, is_binary
from raci.source.tables.formats import READERS, UNREAD

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK = b"xl/workbook.xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    rb"(?i)[^\w<]{0,99}(?:<\?xml[^>]{0,99}\?>\s{0,99})?<(?:!doctype html|html|head|table)\b"
)
_MARKDOWN = re.compile(rb"(?m)^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*\r?$")
_NAMES = {
    "markdown": ("Markdown", ".md"),
    "workbook": ("XLSX", ".xlsx"),
    "html": ("HTML", ".html"),
    "delimited": ("CSV", ".csv"),
}


def reader_of(raw: bytes, path: str) -> str:
    """Return the module that reads a file: by its name, else by its content if it is text.

    Raises:
        UnreadableError: it is of another format than its name says, or nothing can read it.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if not raw.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise UnreadableError("empty")
    if raw.startswith(_OLE):
        raise UnreadableError("password" if _ENCRYPTED in raw else "old-workbook")
    claimed = READERS.get(suffix)
    if claimed is None and is_binary(raw) and _WORKBOOK not in raw:
        raise UnreadableError("unread-format", suffix=suffix or PurePosixPath(path).name)
    actual = _format(raw, claimed or "delimited")
    if (claimed and actual != claimed) or (suffix in UNREAD and actual == "workbook"):
        found, plain = _NAMES[actual]
        raise UnreadableError("other-format", suffix=suffix, found=found, plain=plain)
    return actual


def _format(raw: bytes, claimed: str) -> str:
    if raw.startswith(_ZIP):
        return "workbook"
    if claimed in ("workbook", "delimited") and _HTML.match(raw):
        return "html"
    if claimed in ("workbook", "delimited") and _MARKDOWN.search(raw):
        return "markdown"
    if claimed == "workbook" and b"\0" not in raw:
        return "delimited"
    return claimed
