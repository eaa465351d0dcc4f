"""A document as Markdown, for a repository or a merge request."""

from tabulate import tabulate

from raci.render.escape import escape
from raci.render.formats.document import ReportDocument, lines


def render(document: ReportDocument) -> str:
    """Render a document as GitHub-flavoured Markdown."""
    parts = [f"# {escape(document.title)}"]
    for block in document.first:
        items = (f"- {escape(line)}" for line in block.lines)
        parts.append("\n".join([f"**{escape(block.title)}**", *items]))
    facts = [f"- **{escape(name)}**: {escape(value)}" for name, value in document.facts]
    parts += ["\n".join(facts)] if facts else []
    for table in document.tables:
        if table.title:
            parts.append(f"## {escape(table.title)}")
        rows = [["<br>".join(map(escape, lines(cell))) for cell in row] for row in table.rows]
        head = [escape(cell) for cell in table.head]
        parts.append(tabulate(rows, head, tablefmt="pipe", disable_numparse=True))
    parts += [escape(note) for note in document.notes]
    return "\n\n".join(parts) + "\n"
