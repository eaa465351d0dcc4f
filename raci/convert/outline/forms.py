"""Tables of posts: a column a label, ``部门 | 岗位 | 职责``, or labels beside values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from raci.convert.outline.labels import label_of
from raci.convert.outline.lines import Line, shadow
from raci.findings.text import one_line

_HEADS = frozenset(("department", "position", "duties", "mandate", "reports", "headcount", "skip"))

_LEVELS = {"department": 8, "position": 9}
"""A department and a post in a table stand for headings below those of the text."""


def lines_of_rows(rows: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Yield the cells of a table as lines with labels; a table of other things row by row."""
    filled = [row for row in rows if any(cell.text.strip() for cell in row)]
    if not filled:
        return
    heads = [label_of(shadow(cell.text)) for cell in filled[0]]
    columns = {label: at for at, label in reversed(list(enumerate(heads))) if label in _HEADS}
    if (
        {"position", "duties"} <= columns.keys()
        or {"department", "mandate"} <= columns.keys()
        or {"department", "duties"} <= columns.keys()
    ):
        yield from _listed(filled[1:], columns)
        yield replace(filled[-1][-1], text="", label="neutral", heading=_LEVELS["department"])
        return
    for row in filled:
        yield from _form(row)


def _listed(rows: Sequence[Sequence[Line]], columns: dict[str, int]) -> Iterator[Line]:
    """Yield the rows below a head; an empty cell of a department or post goes on above."""
    latest: dict[str, str] = {}
    for row in rows:
        cells = {label: row[at] for label, at in columns.items() if at < len(row)}
        for label in ("department", "position"):
            cell = cells.get(label)
            if cell is None or not cell.text.strip() or cell.text == latest.get(label):
                continue
            if label == "department":
                latest.pop("position", None)
            latest[label] = cell.text
            yield replace(cell, text=one_line(cell.text), label=label, heading=_LEVELS[label])
        for label in ("reports", "headcount", "mandate", "duties", "skip"):
            cell = cells.get(label)
            if cell is not None and cell.text.strip():
                yield from _value(cell, label)
        yield from _others(row, cells)


def _others(row: Sequence[Line], cells: Mapping[str, Line]) -> Iterator[Line]:
    """Yield the words in columns of no known label, which are left out."""
    known = {cell.pieces[0][1:] for cell in cells.values()}
    for cell in row:
        if cell.pieces[0][1:] not in known and re.search(r"[^\W\d]", cell.text):
            known.add(cell.pieces[0][1:])
            yield replace(cell, text=one_line(cell.text), label="skip")


def _form(row: Sequence[Line]) -> Iterator[Line]:
    """Yield the cells of a form: a label, and the cells up to the next one."""
    label, numbered = "", False
    seen: set[tuple[int, int]] = set()
    for cell in row:
        place = cell.pieces[0][1:]
        if place in seen or not cell.text.strip():
            continue
        seen.add(place)
        found = label_of(shadow(cell.text))
        if found:
            if label in ("duties", "mandate", "skip"):
                yield replace(cell, text="", label=label)
            label = found
        elif label:
            yield from _value(cell, label)
            label = ""
        elif cell.text.strip(" .、").isdigit():
            numbered = True
        else:
            parts = list(_parts(cell))
            yield replace(parts[0], bullet="•" if numbered else "")
            yield from parts[1:]
    if label:
        yield replace(row[0], text="", label=label)


def _value(cell: Line, label: str) -> Iterator[Line]:
    """Yield a label with its value; of several lines, the label and then the lines."""
    parts = list(_parts(cell))
    if len(parts) > 1 or label in ("duties", "mandate", "skip"):
        yield replace(cell, text="", label=label, gap=True)
        yield from parts
    else:
        yield replace(parts[0], label=label)


def _parts(cell: Line) -> Iterator[Line]:
    start = 0
    for text in cell.text.split("\n"):
        if text.strip():
            yield cell.cut(start, start + len(text))
        start += len(text) + 1
