"""Writes rows of texts as Markdown, CSV, HTML and workbooks, with links, bold and merged cells."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

Merged = tuple[int, int, int, int]
"""The row and the column of a merged cell, and how many rows and columns it covers."""


@dataclass
class Laid:
    """Rows of texts, merged cells, and which texts are links or bold.

    A line break in a text is one in the cell.
    """

    rows: list[list[str]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    bold: set[str] = field(default_factory=set)
    sheet: str = "Plan"
    hidden: bool = False


def as_csv(laid: Laid, delimiter: str = ",") -> bytes:
    """Write rows as CSV with the standard library."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(laid.rows)
    return out.getvalue().encode()


def as_markdown(laid: Laid) -> bytes:
    """Write rows as tables of Markdown; rows that are empty end one."""
    lines: list[str] = ["# Responsibilities", ""]
    width = max(map(len, laid.rows))
    top = True
    for row in laid.rows:
        if not row:
            lines.append("")
            top = True
            continue
        if top and len([cell for cell in row if cell]) == 1 and row[0]:
            lines.append(f"## {row[0]}")
            continue
        texts = [_markdown_cell(text, laid) for text in row]
        lines.append("| " + " | ".join(texts + [""] * (width - len(row))) + " |")
        if top:
            lines.append("|" + " --- |" * width)
            top = False
    return ("\n".join(lines) + "\n").encode()


def _markdown_cell(text: str, laid: Laid) -> str:
    inner = text.replace("|", "\\|").replace("\n", "<br>")
    if text in laid.links:
        return f"[{inner}](role.md)"
    return f"**{inner}**" if text in laid.bold else inner


def as_html(laid: Laid) -> bytes:
    """Write rows as a table of HTML with its merged cells."""
    spans = {(r, c): (h, w) for r, c, h, w in laid.merged}
    covered = {
        (r + i, c + j)
        for r, c, h, w in laid.merged
        for i in range(h)
        for j in range(w)
        if (i, j) != (0, 0)
    }
    lines = ["<!doctype html><title>Matrix</title><table>"]
    width = max(map(len, laid.rows))
    for r, row in enumerate(laid.rows):
        cells = []
        for c in range(width):
            if (r, c) in covered:
                continue
            h, w = spans.get((r, c), (1, 1))
            text = _html_cell(row[c], laid) if c < len(row) else ""
            cells.append(f'<td rowspan="{h}" colspan="{w}"><div>{text}</div></td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table>"]).encode()


def _html_cell(text: str, laid: Laid) -> str:
    inner = escape(text).replace("\n", "<br>")
    if text in laid.links:
        return f'<a href="role.html">{inner}</a>'
    return f"<b>{inner}</b>" if text in laid.bold else inner


def as_workbook(*sheets: Laid) -> bytes:
    """Write rows as the sheets of a workbook with their merged cells."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for laid in sheets:
        page = book.create_sheet(laid.sheet)
        page.sheet_state = "hidden" if laid.hidden else "visible"
        for r, row in enumerate(laid.rows, 1):
            for c, text in enumerate(row, 1):
                if not text:
                    continue
                cell = page.cell(r, c, text)
                if text in laid.bold:
                    cell.font = Font(bold=True)
                if text in laid.links:
                    cell.hyperlink = "https://example.org/role"
        for r, c, h, w in laid.merged:
            page.merge_cells(start_row=r + 1, start_column=c + 1, end_row=r + h, end_column=c + w)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[Laid], bytes]]] = {
    "md": ("m.md", as_markdown),
    "csv": ("m.csv", as_csv),
    "semicolon": ("s.csv", lambda laid: as_csv(laid, ";")),
    "tsv": ("m.tsv", lambda laid: as_csv(laid, "\t")),
    "html": ("m.html", as_html),
    "xlsx": ("m.xlsx", as_workbook),
}
"""By the name of a format: the name of a file, and what writes it."""


def file_of(sheets: Sequence[Laid], format_: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file; only a workbook has several sheets."""
    name, write = FORMATS[format_]
    return name, as_workbook(*sheets) if format_ == "xlsx" else write(sheets[0])
