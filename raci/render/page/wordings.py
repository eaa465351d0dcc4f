"""What a role's duties say in its own words, beside the names of their activities."""

from functools import partial

from raci.findings.ref import Function
from raci.findings.text import in_language
from raci.matrix.matrix import Matrix
from raci.model.entities import Role
from raci.render.page.index import Index
from raci.render.page.texts import Both, both, name_of


def wordings(role: Role, matrix: Matrix, index: Index) -> list[tuple[int, Both]]:
    """Return the role's words for each activity, by its number, where they are not its name."""
    return [
        (index.activities[row], words)
        for row, words in _worded(role, matrix, index)
        if words != name_of(matrix.name(matrix.all_rows[row].ref), row)
    ]


def _worded(role: Role, matrix: Matrix, index: Index) -> list[tuple[str, Both]]:
    rows = [row for row in matrix.rows_of(role.id, Function.RESPONSIBLE) if row in index.activities]
    duties = {row: role.duties.get(matrix.all_rows[row].activity.id) for row in rows}
    return [(row, both(partial(in_language, duty.text))) for row, duty in duties.items() if duty]
