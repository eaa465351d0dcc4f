"""A document as one HTML page that needs nothing else."""

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

from raci.render.escape import clean
from raci.render.formats.document import Cell, Marked, ReportDocument, Table, lines

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8").strip()


def render(document: ReportDocument, beside: Sequence[Table] = (), beside_title: str = "") -> str:
    """Render a page: every text escaped, no script, no outside resource.

    The tables ``beside`` stand next to one another below the others, under a title.
    """
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_escape(document.lang)}">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_escape(document.title)}</title>",
        f"<style>\n{STYLE}\n</style>",
        f"<h1>{_escape(document.title)}</h1>",
    ]
    for block in document.first:
        items = "".join(f"<li>{_escape(line)}</li>" for line in block.lines)
        lines += [f"<h2>{_escape(block.title)}</h2>", *([f"<ul>{items}</ul>"] if items else [])]
    facts = (f"<dt>{_escape(k)}</dt><dd>{_escape(v)}</dd>" for k, v in document.facts)
    lines += ["<dl>", *facts, "</dl>"] if document.facts else []
    for table in document.tables:
        lines += _table(table)
    if beside:
        lines.append(f'<h2>{_escape(beside_title)}</h2><div class="beside">')
        for table in beside:
            lines += ["<section>", *_table(table), "</section>"]
        lines.append("</div>")
    lines += [f'<p class="note">{_escape(note)}</p>' for note in document.notes]
    return "\n".join([*lines, "</html>"]) + "\n"


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"<h2>{_escape(table.title)}</h2>"
    yield '<div class="scroll"><table>'
    heads = "".join(f'<th scope="col">{_escape(cell)}</th>' for cell in table.head)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        first = "".join(
            f'<th scope="row">{_escape(*lines(cell))}</th>' for cell in row[: table.keys]
        )
        cells = row[table.keys :]
        rest = "".join(map(_cell, cells))
        nobody = ' class="nobody"' if cells and not any(cells) else ""
        yield f"<tr{nobody}>{first}{rest}</tr>"
    yield "</tbody></table></div>"


def _escape(*texts: str) -> str:
    return "\n".join(html.escape(clean(text)) for text in texts)


def _cell(cell: Cell) -> str:
    text = " ".join(lines(cell))
    function = cell.function if isinstance(cell, Marked) else None
    kinds = [function.letter] if function else []
    kinds += ["derived"] if text.startswith("(") else []
    kinds += ["changed"] if text.startswith("● ") else []
    kinds = kinds or ["said"] * bool(text)
    marked = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<td{marked}>{_escape(*lines(cell))}</td>"
