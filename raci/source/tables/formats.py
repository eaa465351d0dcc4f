"""The formats of tables, by the suffix of a file."""

from collections.abc import Mapping
from pathlib import PurePosixPath

READERS: Mapping[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
}
"""The module that reads files of a suffix."""

UNREAD = frozenset((".xls", ".xlsb", ".xlt", ".ods", ".fods", ".et", ".numbers"))
"""The suffixes of spreadsheets that raci does not read: it says as what to save them."""


def is_table(path: str) -> bool:
    """Return whether a path is that of a table, by its suffix."""
    suffix = PurePosixPath(path).suffix.lower()
    return suffix in READERS or suffix in UNREAD
