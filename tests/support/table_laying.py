"""Lays a matrix out as rows of texts, by hand, not by raci's own code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tests.support.table_files import Laid
from tests.support.table_matrix import FIRMS, LETTERS, PEOPLE, Layout, Matrix

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


def laid_out(matrix: Matrix, layout: Layout) -> list[Laid]:
    """Return the tables of a matrix as rows of texts, one for each sheet."""
    size = -(-len(matrix.rows) // layout.parts)
    starts = range(0, len(matrix.rows), size)
    parts = [
        _part(replace(matrix, rows=matrix.rows[start : start + size]), layout, start)
        for start in starts
    ]
    for number, part in enumerate(parts, 1):
        if layout.sheets:
            part.sheet = f"Part {number}"
        elif layout.parts > 1:
            _below(part, [[f"Part {number}"]])
    if layout.sheets:
        return parts
    whole = parts[0]
    for part in parts[1:]:
        whole.rows.append([])
        _below(part, whole.rows)
        whole = replace(part, merged=[*whole.merged, *part.merged])
    return [whole]


def _part(matrix: Matrix, layout: Layout, start: int) -> Laid:
    laid = _MAKERS[layout.direction](matrix, layout, start)
    if layout.title:
        _below(laid, [["Who does what in our company"], []])
    if layout.margin:
        laid.rows = [[""] * layout.margin + row if row else row for row in laid.rows]
        laid.merged = [(r, c + layout.margin, h, w) for r, c, h, w in laid.merged]
    if layout.legend == "below":
        laid.rows += [[], *([""] * layout.margin + list(pair) for pair in LEGEND)]
    elif layout.legend == "beside":
        _beside(laid, LEGEND, len(laid.rows) - len(matrix.rows))
    if layout.decisions:
        laid.rows += [[], ["Question", "Answer"], ["Does the work?", "R"], ["Must answer?", "A"]]
    return laid


def _below(laid: Laid, rows: Sequence[list[str]]) -> None:
    """Move a table below some rows."""
    laid.merged = [(r + len(rows), c, h, w) for r, c, h, w in laid.merged]
    laid.rows = [*rows, *laid.rows]


def _beside(laid: Laid, pairs: Sequence[tuple[str, str]], top: int) -> None:
    width = max(map(len, laid.rows)) + 1
    for number, pair in enumerate(pairs, top):
        while len(laid.rows) <= number:
            laid.rows.append([])
        row = laid.rows[number]
        row += [""] * (width - len(row)) + list(pair)


def _cell(letters: str, layout: Layout) -> str:
    if not letters:
        return layout.blank
    names = WORDS.get(layout.words, {})
    text = layout.join.join(names.get(each, each) for each in letters)
    return layout.form.format(text.lower() if layout.lower else text)


def _down(matrix: Matrix, layout: Layout, _: int) -> Laid:
    heads = [layout.corner, *(row.name for row in matrix.rows)]
    rows = [
        [role, *(_cell(row.cells[n], layout) for row in matrix.rows)]
        for n, role in enumerate(matrix.roles)
    ]
    return Laid([heads, *rows])


def _across(matrix: Matrix, layout: Layout, start: int) -> Laid:
    in_columns = [each for each in layout.groups if each.startswith("column")]
    before = ["No."] * layout.ids + ["Phase", "Area"][: len(in_columns)]
    laid = Laid()
    roles = _marked(matrix.roles, laid) if layout.marks else list(matrix.roles)
    laid.rows = [[*before, layout.corner, *roles, *["Remarks"] * layout.notes]]
    _second_heads(laid, layout, len(before) + 1, len(roles))
    last: tuple[str, ...] = ()
    for number, row in enumerate(matrix.rows, start + 1):
        shown = _groups(laid, row.groups, last, layout)
        label = f"{number}. {row.name}" if layout.numbered else row.name
        line = [f"{number}.0"] * layout.ids + shown + [label]
        line += [_cell(cell, layout) for cell in row.cells]
        line += [f"see page {number}"] * (layout.notes and not layout.short)
        line += ["see below"] * (layout.extra and number == start + 1)
        while layout.short and not line[-1]:
            line.pop()
        laid.rows.append(line)
        last = row.groups
    for column, how in enumerate(in_columns, int(layout.ids)):
        if how == "column-merged":
            _merge_down(laid, column)
    return laid


def _groups(
    laid: Laid, groups: tuple[str, ...], last: tuple[str, ...], layout: Layout
) -> list[str]:
    """Write the titles of groups that begin; return the cells of those in columns."""
    width = len(laid.rows[0])
    shown: list[str] = []
    for level, how in enumerate(layout.groups):
        begins = groups[: level + 1] != last[: level + 1]
        if how.startswith("column"):
            shown.append(groups[level] if begins or how == "column-repeated" else "")
        elif begins:
            if how == "merged-row":
                laid.merged.append((len(laid.rows), 0, 1, width))
            laid.rows.append([groups[level]])
    return shown


def _merge_down(laid: Laid, column: int) -> None:
    """Merge each filled cell of a column with the empty ones below it, up to a title."""
    top = 0
    for number in range(1, len(laid.rows) + 1):
        row = laid.rows[number] if number < len(laid.rows) else ["end"]
        if len(row) > column and not row[column] and len(row) > 1:
            continue
        if top and number - top > 1:
            laid.merged.append((top, column, number - top, 1))
        top = number if len(row) > 1 else 0


def _second_heads(laid: Laid, layout: Layout, left: int, count: int) -> None:
    """Write firms or people above the heads, or people below them."""
    if not layout.over:
        return
    half = count // 2
    if layout.over == "firms":
        names = [FIRMS[0]] + [""] * (half - 1) + [FIRMS[1]]
        laid.merged += [(0, left, 1, half), (0, left + half, 1, count - half)]
    else:
        names = list(PEOPLE[:count])
    row = [""] * left + names
    laid.rows.insert(len(laid.rows) if layout.over == "below" else 0, row)
    laid.merged += [(0, column, 2, 1) for column in range(left)] * (layout.over == "below")


def _marked(roles: Sequence[str], laid: Laid) -> list[str]:
    """Return heads of which one is a link, one is bold, and all others break at a blank."""
    laid.links, laid.bold = {roles[0]}, {roles[1]}
    return [role if n < 2 else role.replace(" ", "\n", 1) for n, role in enumerate(roles)]


def _letters_across(matrix: Matrix, layout: Layout, _: int) -> Laid:
    laid = Laid([[layout.corner, *LETTERS]])
    for row in matrix.rows:
        named = [
            layout.join.join(
                role for role, cell in zip(matrix.roles, row.cells, strict=True) if letter in cell
            )
            for letter in LETTERS
        ]
        laid.rows.append([row.name, *(text or layout.blank for text in named)])
    return laid


def _ticks(matrix: Matrix, layout: Layout, _: int) -> Laid:
    laid = Laid([[layout.corner], [""]])
    laid.merged = [(0, 0, 2, 1)]
    for number, role in enumerate(matrix.roles):
        laid.merged.append((0, 1 + len(LETTERS) * number, 1, len(LETTERS)))
        laid.rows[0] += [role] + [""] * (len(LETTERS) - 1)
        laid.rows[1] += LETTERS
    for row in matrix.rows:
        ticks = ["x" * (letter in cell) for cell in row.cells for letter in LETTERS]
        laid.rows.append([row.name, *ticks])
    return laid


def _list(matrix: Matrix, layout: Layout, _: int) -> Laid:
    laid = Laid([[layout.corner, "Role", "RACI"]])
    laid.rows += [
        [row.name, role, _cell(cell, layout)]
        for row in matrix.rows
        for role, cell in zip(matrix.roles, row.cells, strict=True)
        if cell
    ]
    return laid


_MAKERS: Mapping[str, Callable[[Matrix, Layout, int], Laid]] = {
    "across": _across,
    "down": _down,
    "letters": _letters_across,
    "ticks": _ticks,
    "list": _list,
}
