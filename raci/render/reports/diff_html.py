"""A comparison as a page: what changes, and both matrices side by side with it marked."""

from raci.change.diff.comparison import Comparison
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.formats.document import ReportDocument, Table
from raci.render.formats.html import render
from raci.render.phrases import Words
from raci.render.reports.diff_phrases import WORDS
from raci.render.reports.matrix import View, letters, view

MARK = "● "
"""Stands before what the other side has not like this."""


def page(told: Comparison, document: ReportDocument, lang: str) -> str:
    """Render the document of a comparison, the two matrices below it, side by side."""
    words = Words(WORDS, lang)
    sides = (told.before, told.after)
    views = [view(side.matrix, lang=lang, as_of=told.day) for side in sides]
    marks = _different(told)
    tables = tuple(
        _table(shown, words["matrix"].format(side=side.name), marks[number])
        for number, (side, shown) in enumerate(zip(sides, views, strict=True))
    )
    return render(document, beside=tables, beside_title=words["both"])


Cells = frozenset[tuple[str, str]]
"""Rows and roles whose cell is different."""


def _different(told: Comparison) -> tuple[Cells, Cells]:
    """Give the cells of each side that the other has not like that, by ids of that side."""
    d = told.difference
    before, after = set(), set()
    for edge in (*d.assignments, *d.derived):
        before |= {(edge.of.before.id, role.id) for role in edge.before}
        after |= {(edge.of.after.id, role.id) for role in edge.after}
    for ref in d.gone:
        before |= {(ref.id, "")}
    for ref in d.came:
        after |= {(ref.id, "")}
    return frozenset(before), frozenset(after)


def _table(shown: View, title: str, marks: Cells) -> Table:
    head = ["", *(shown.title(Ref(f"role:{role}")) for role in shown.roles)]
    rows = []
    for row in shown.rows:
        cells = {role: [c for c in row.cells() if c.role == role] for role in shown.roles}
        name = in_language(shown.matrix.name(row.ref), shown.lang) or row.id
        is_whole = (row.id, "") in marks
        texts = [
            (MARK if (row.id, role) in marks or (is_whole and held) else "") + letters(held)
            for role, held in cells.items()
        ]
        rows.append(((MARK if is_whole else "") + name, *texts))
    return Table(title, tuple(head), tuple(rows))
