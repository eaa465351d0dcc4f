"""A document as one HTML page that needs no script."""

from collections.abc import Iterator
from pathlib import Path

from raci.render.formats.document import Cell, ReportDocument, Table, lines
from raci.render.html_file import LOOK, escaped, html_file

OWN = Path(__file__).with_name("document.css")


def render(document: ReportDocument) -> str:
    """Render a page: every text escaped, no script, no outside resource."""
    style = "\n".join(path.read_text(encoding="utf-8").strip() for path in (LOOK, OWN))
    return html_file(document.lang, document.title, style, _body(document))


def _body(document: ReportDocument) -> Iterator[str]:
    yield f'<main class="document"><h1>{escaped(document.title)}</h1>'
    for block in document.first:
        yield f"<h2>{escaped(block.title)}</h2>"
        if block.lines:
            yield f"<ul>{''.join(f'<li>{escaped(line)}</li>' for line in block.lines)}</ul>"
    if document.facts:
        facts = (f"<dt>{escaped(k)}</dt><dd>{escaped(v)}</dd>" for k, v in document.facts)
        yield f"<dl>{''.join(facts)}</dl>"
    for table in document.tables:
        yield from _table(table)
    for note in document.notes:
        yield f'<p class="note">{escaped(note)}</p>'
    yield "</main>"


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"<h2>{escaped(table.title)}</h2>"
    heads = "".join(f'<th scope="col">{escaped(cell)}</th>' for cell in table.head)
    yield f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>'
    for row in table.rows:
        names = (f'<th scope="row">{_cell(cell)}</th>' for cell in row[: table.keys])
        cells = (f"<td>{_cell(cell)}</td>" for cell in row[table.keys :])
        yield f"<tr>{''.join(names)}{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _cell(cell: Cell) -> str:
    return "\n".join(map(escaped, lines(cell)))
