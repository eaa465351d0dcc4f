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


def is_table(path: str) -> bool:
    """Return whether a path is that of a table, by its suffix."""
    return PurePosixPath(path).suffix.lower() in READERS
