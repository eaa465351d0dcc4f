"""A document's tables as CSV (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
import re

from raci.render.escape import clean
from raci.render.formats.document import Cell, ReportDocument, lines

_FORMULA = re.compile(r"\s*(?:[=+@＝＋－＠-]|::)")
"""A cell that begins like this is a formula to a spreadsheet (OWASP, CSV Injection), or a command
to a log."""


def render(document: ReportDocument) -> str:
    """Render the tables, one below the other; titles and notes have no place in CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for table in document.tables:
        writer.writerows([map(_harmless, line) for line in (table.head, *table.rows)])
    return out.getvalue()


def _harmless(cell: Cell) -> str:
    text = clean("; ".join(lines(cell)))
    return f"'{text}" if _FORMULA.match(text) else text
