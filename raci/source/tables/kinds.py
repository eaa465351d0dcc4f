"""Tells what a file is by its first bytes, whatever its name says."""

import re
from pathlib import PurePosixPath

from raci.source.decode import UnreadableError
from raci.source.tables.formats import READERS

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def refuse_other(raw: bytes, path: str) -> None:
    """Refuse a file that is of another format than its name says, or that nothing can read.

    Raises:
        UnreadableError: says what it is.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if not raw.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise UnreadableError("empty")
    if raw.startswith(_OLE):
        raise UnreadableError("password" if _ENCRYPTED in raw else "old-workbook")
    actual = _format(raw, READERS[suffix])
    if actual != READERS[suffix]:
        found, plain = _NAMES[actual]
        raise UnreadableError("other-format", suffix=suffix, found=found, plain=plain)


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
