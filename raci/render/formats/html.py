"""A document as one HTML page that needs nothing else."""

import html
from collections.abc import Iterator, Sequence

from raci.render.escape import clean
from raci.render.formats.document import ReportDocument, Table

STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  margin: 2rem; color: #1c2430; background: #fff; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.scroll { overflow: auto; max-height: 85vh; border: 1px solid #d5dbe3; border-radius: 6px; }
table { border-collapse: separate; border-spacing: 0; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #e5e9ef; text-align: center; }
td { min-width: 2.5rem; font-weight: 600; }
thead th { position: sticky; top: 0; background: #f3f5f8; vertical-align: bottom;
  font-weight: 600; min-width: 6rem; max-width: 9rem; }
tbody th { background: #fff; text-align: left; font-weight: 400; }
tbody th:first-child { position: sticky; left: 0; min-width: 14rem;
  border-right: 1px solid #d5dbe3; }
thead th:first-child { left: 0; z-index: 2; text-align: left; }
tbody tr:hover > * { background: #eef4fb; }
td.R { background: #e3f0e3; } td.A { background: #dbe7f7; }
td.said { text-align: left; font-weight: 400; white-space: pre-line; }
td.derived { color: #69758a; font-weight: 400; }
tr.nobody > th { color: #a02020; }
dl { display: grid; grid-template-columns: max-content auto; gap: .2rem 1rem; }
dt { color: #4c5768; } dd { margin: 0; }
.beside { display: flex; gap: 1.5rem; align-items: flex-start; }
.beside > section { flex: 1 1 0; min-width: 0; }
td.changed { background: #fdecc8; outline: 2px solid #d9902f; outline-offset: -2px; }
.note { color: #4c5768; margin: .4rem 0; }
""".strip()


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
        first = "".join(f'<th scope="row">{_escape(cell)}</th>' for cell in row[: table.keys])
        cells = row[table.keys :]
        rest = "".join(map(_cell, cells))
        nobody = ' class="nobody"' if cells and not any(cells) else ""
        yield f"<tr{nobody}>{first}{rest}</tr>"
    yield "</tbody></table></div>"


def _escape(text: str) -> str:
    return html.escape(clean(text))


def _cell(text: str) -> str:
    kinds = [letter for letter in "AR" if letter in text.removeprefix("● ").split("/")][:1]
    kinds += ["derived"] if text.startswith("(") else []
    kinds += ["changed"] if text.startswith("● ") else []
    kinds = kinds or ["said"] * bool(text)
    marked = f' class="{" ".join(kinds)}"' if kinds else ""
    return f"<td{marked}>{_escape(text)}</td>"
