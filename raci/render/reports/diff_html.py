"""A comparison as a page: what changes, and both matrices side by side with it marked."""

from raci.change.diff.comparison import Comparison
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.formats.document import Marked, ReportDocument, Table
from raci.render.formats.html import render
from raci.render.phrases import Words
from raci.render.reports.matrix import View, letters_by_role, view

MARK = "● "
"""Stands before a row or a cell that differs from the other side."""

NOTHING = Marked("", None)

Cells = set[tuple[str, str]]
"""Rows and roles of the cells that differ; a row that differs as a whole has no role."""


def page(comparison: Comparison, document: ReportDocument, lang: str) -> str:
    """Render the document of a comparison, the two matrices below it, side by side."""
    words = Words("diff", lang)
    sides = zip((comparison.before, comparison.after), _different(comparison), strict=True)
    tables = [
        _table(
            view(side.matrix, lang=lang, as_of=comparison.day),
            words["matrix"].format(side=side.name),
            marks,
        )
        for side, marks in sides
    ]
    return render(document, beside=tables, beside_title=words["both"])


def _different(comparison: Comparison) -> tuple[Cells, Cells]:
    """Return the cells of each side that differ from the other, by ids of that side."""
    d = comparison.difference
    before, after = {(ref.id, "") for ref in d.gone}, {(ref.id, "") for ref in d.came}
    for edge in (*d.assignments, *d.derived):
        before |= {(edge.of.before.id, role.id) for role in edge.before}
        after |= {(edge.of.after.id, role.id) for role in edge.after}
    return before, after


def _table(shown: View, title: str, marks: Cells) -> Table:
    rows, printed = [], shown.letters
    for row in shown.rows:
        name = in_language(shown.matrix.name(row.ref), shown.lang) or row.id
        is_whole = (row.id, "") in marks
        letters = letters_by_role(row, printed)
        texts = [
            letters.get(role, NOTHING).behind(
                MARK * ((row.id, role) in marks or (is_whole and role in letters))
            )
            for role in shown.roles
        ]
        rows.append((MARK * is_whole + name, *texts))
    head = ("", *(shown.title(Ref(f"role:{role}")) for role in shown.roles))
    return Table(title, head, tuple(rows))
