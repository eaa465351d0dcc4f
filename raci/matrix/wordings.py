"""The wordings of an organisation's duties and mandates, indexed by similarity."""

from raci.findings.ref import Ref
from raci.findings.text import Text
from raci.matrix.letters import without_letters
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Duty, Mandate
from raci.model.entities import Wording
from raci.wording.likeness.groups import Line, Wordings

NEAR = 0.5
"""How much of their words a mandate and the duty nearest to it share at least."""


def duties(matrix: Matrix) -> Wordings:
    """Return the wordings of the duties of roles, of active rows; see ``Matrix.cached``."""
    return Wordings(
        Line(duty.ref, duty.key, text)
        for duty in matrix.duties
        if (text := _words(duty.wording, matrix)) and _is_active(duty, matrix)
    )


def activities(matrix: Matrix) -> Wordings:
    """Return the same, and the names of active rows that no duty words; see ``Matrix.cached``."""
    worded = {line.activity: None for line in matrix.cached(duties).lines}
    return Wordings(
        (
            *matrix.cached(duties).lines,
            *(
                Line(row.activity.ref, row.activity.id, row.activity.name)
                for row in matrix.rows.values()
                if row.activity.name and row.activity.id not in worded and not row.activity.each
            ),
        )
    )


def mandates(matrix: Matrix) -> Wordings:
    """Return the wordings of departments' mandates, of active rows; see ``Matrix.cached``."""
    return Wordings(line for mandate in matrix.mandates if (line := _line(mandate, matrix)).text)


def nearest_duty(mandate: Mandate, matrix: Matrix) -> Ref | None:
    """Return the duty of another activity whose words are most like a mandate's, if one is near."""
    nearest = matrix.cached(duties).nearest(_line(mandate, matrix), NEAR)
    return nearest.ref if nearest else None


def _line(mandate: Mandate, matrix: Matrix) -> Line:
    return Line(mandate.ref, mandate.row.activity.id, _words(mandate.wording, matrix))


def _words(wording: Wording, matrix: Matrix) -> Text:
    return without_letters(wording.text, matrix.org.notation)


def _is_active(duty: Duty, matrix: Matrix) -> bool:
    home = matrix.structure.department(duty.role)
    return duty.key in matrix.rows or f"{duty.key}@{home}" in matrix.rows
