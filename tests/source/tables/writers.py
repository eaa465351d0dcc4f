"""Writes a matrix in every layout and format that people use, by hand, not by raci's own code."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
LEGEND = [
    ("R", "Responsible: does the work"),
    ("A", "Accountable for the result"),
    ("C", "Consulted before"),
    ("I", "Informed after"),
]
WORDS = {
    "en": {"R": "Responsible", "A": "Accountable", "C": "Consulted", "I": "Informed"},
    "zh": {"R": "负责", "A": "问责", "C": "咨询", "I": "知会"},
}


@dataclass(frozen=True)
class Matrix:
    """Roles, and rows of a group, a name and the letters of each role."""

    roles: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]

    def expected(self) -> dict[str, dict[str, set[str]]]:
        """Return activity to role to functions."""
        return {
            name: {
                role: {LETTERS[letter] for letter in cell}
                for role, cell in zip(self.roles, cells, strict=True)
                if cell
            }
            for _, name, cells in self.rows
        }


@dataclass(frozen=True)
class Style:
    """How a matrix is laid out and spelled."""

    direction: str = "across"
    corner: str = "Activity"
    join: str = "/"
    blank: str = ""
    words: str = ""
    lower: bool = False
    ids: bool = False
    numbered: bool = False
    groups: str = "none"
    notes: bool = False
    firms: bool = False
    title: bool = False
    legend: str = "none"
    margin: int = 0


@dataclass
class Laid:
    """Rows of texts, and the merged cells: the position, rows and columns of each."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def lay_out(matrix: Matrix, style: Style) -> Laid:
    """Return a matrix as rows of texts."""
    if style.direction == "letters":
        laid = _letters_across(matrix, style)
    else:
        laid = _letters_in_cells(matrix, style)
    if style.title:
        _shift(laid, 2)
        laid.rows[:0] = [["Who does what in our company"], []]
    if style.margin:
        laid.rows = [[""] * style.margin + row if row else row for row in laid.rows]
        laid.merged = [(r, c + style.margin, h, w) for r, c, h, w in laid.merged]
    if style.legend == "below":
        laid.rows += [[], *([""] * style.margin + list(pair) for pair in LEGEND)]
    elif style.legend == "beside":
        width = max(map(len, laid.rows)) + 1
        top = len(laid.rows) - len(matrix.rows)
        for number, pair in enumerate(LEGEND):
            while len(laid.rows) <= top + number:
                laid.rows.append([])
            row = laid.rows[top + number]
            row += [""] * (width - len(row)) + list(pair)
    return laid


def _shift(laid: Laid, rows: int) -> None:
    laid.merged = [(r + rows, c, h, w) for r, c, h, w in laid.merged]


def _cell(letters: str, style: Style) -> str:
    if not letters:
        return style.blank
    if style.words:
        return style.join.strip().join(WORDS[style.words][each] for each in letters)
    text = style.join.join(letters)
    return text.lower() if style.lower else text


def _letters_in_cells(matrix: Matrix, style: Style) -> Laid:
    if style.direction == "down":
        heads = [style.corner, *(name for _, name, _ in matrix.rows)]
        rows = [
            [role, *(_cell(cells[n], style) for _, _, cells in matrix.rows)]
            for n, role in enumerate(matrix.roles)
        ]
        return Laid([heads, *rows])
    before = ["No."] * style.ids + ["Phase"] * style.groups.startswith("column")
    heads = [*before, style.corner, *matrix.roles, *["Remarks"] * style.notes]
    laid = Laid([heads])
    if style.firms:
        half = len(matrix.roles) // 2
        left = len(before) + 1
        firms = ["Our company"] + [""] * (half - 1) + ["The other company"]
        laid.rows.insert(0, [""] * left + firms)
        laid.merged += [(0, left, 1, half), (0, left + half, 1, len(matrix.roles) - half)]
    last, start = None, 0
    for number, (group, name, cells) in enumerate(matrix.rows, 1):
        if group != last and style.groups in ("row", "merged-row"):
            if style.groups == "merged-row":
                laid.merged.append((len(laid.rows), 0, 1, len(heads)))
            laid.rows.append([group])
        if group != last:
            start = len(laid.rows)
        shown = group if group != last or style.groups == "column-repeated" else ""
        label = f"{number}. {name}" if style.numbered else name
        laid.rows.append(
            [f"{number}.0"] * style.ids
            + [shown] * style.groups.startswith("column")
            + [label, *(_cell(cell, style) for cell in cells)]
            + [f"see page {number}"] * style.notes
        )
        following = matrix.rows[number][0] if number < len(matrix.rows) else None
        if style.groups == "column-merged" and following != group and len(laid.rows) - start > 1:
            laid.merged.append((start, int(style.ids), len(laid.rows) - start, 1))
        last = group
    return laid


def _letters_across(matrix: Matrix, style: Style) -> Laid:
    laid = Laid([[style.corner, *LETTERS]])
    for _, name, cells in matrix.rows:
        named = [
            style.join.join(
                role for role, cell in zip(matrix.roles, cells, strict=True) if letter in cell
            )
            for letter in LETTERS
        ]
        laid.rows.append([name, *(text or style.blank for text in named)])
    return laid


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
        texts = [text.replace("|", "\\|") for text in row]
        lines.append("| " + " | ".join(texts + [""] * (width - len(row))) + " |")
        if top:
            lines.append("|" + " --- |" * width)
            top = False
    return ("\n".join(lines) + "\n").encode()


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
            text = escape(row[c]) if c < len(row) else ""
            cells.append(f'<td rowspan="{h}" colspan="{w}"><div><b>{text}</b></div></td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</table>"]).encode()


def as_workbook(laid: Laid, sheet: str = "Plan") -> bytes:
    """Write rows as a workbook with its merged cells."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for r, row in enumerate(laid.rows, 1):
        for c, text in enumerate(row, 1):
            if text:
                page.cell(r, c, text)
    for r, c, h, w in laid.merged:
        page.merge_cells(start_row=r + 1, start_column=c + 1, end_row=r + h, end_column=c + w)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS = {
    "m.md": as_markdown,
    "m.csv": as_csv,
    "m.tsv": lambda laid: as_csv(laid, "\t"),
    "s.csv": lambda laid: as_csv(laid, ";"),
    "m.html": as_html,
    "m.xlsx": as_workbook,
}


def read_back(data: Mapping[str, object]) -> dict[str, dict[str, set[str]]]:
    """Return activity to role to functions of a definition's plain data, by name."""
    roles: Mapping[str, Mapping[str, str]] = data["roles"]  # type: ignore[assignment]
    found: dict[str, dict[str, set[str]]] = {}
    activities: Mapping[str, Mapping[str, Sequence[str]]] = data["activities"]  # type: ignore[assignment]
    for entry in activities.values():
        held: dict[str, set[str]] = {}
        for function in LETTERS.values():
            for role in entry.get(function, ()):
                held.setdefault(roles[role]["name"], set()).add(function)
        found[str(entry["name"])] = held
    return found
