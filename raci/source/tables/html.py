"""Reads tables of HTML."""

from raci.source.tables.annotation import without_findings
from raci.source.tables.decoding import decode_table
from raci.source.tables.grid import TableFile
from raci.source.tables.markup import page_of


def read(raw: bytes) -> TableFile:
    """Read the tables of a page, in their order.

    Raises:
        UnreadableError: the bytes are no text, or too many cells.
    """
    text = decode_table(raw)
    page = page_of(without_findings(text))
    return TableFile(text, page.grids, page.prose, page.title)
