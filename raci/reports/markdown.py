"""A document as Markdown, for a repository or a merge request."""

import re

from tabulate import tabulate

from raci.escaping import clean
from raci.reports.document import Document


def render(document: Document) -> str:
    """Render a document as GitHub-flavoured Markdown."""
    parts = [f"# {_escape(document.title)}"]
    for table in document.tables:
        if table.title:
            parts.append(f"## {_escape(table.title)}")
        rows = [[_escape(cell) for cell in row] for row in table.rows]
        head = [_escape(cell) for cell in table.head]
        parts.append(tabulate(rows, head, tablefmt="pipe", disable_numparse=True))
    parts += [_escape(note) for note in document.notes]
    return "\n\n".join(parts) + "\n"


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", clean(text))
