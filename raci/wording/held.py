"""The wordings of an organisation: of what its roles do, of what its departments must carry."""

from raci.matrix import Matrix
from raci.rows import Duty
from raci.wording.groups import Line, Wordings


def duties(matrix: Matrix) -> Wordings:
    """Give the wordings of the duties of roles, of active rows; made once, with ``matrix.made``."""
    return Wordings(
        Line(duty.ref, duty.key, duty.wording.text)
        for duty in matrix.duties
        if duty.wording.text and _is_active(duty, matrix)
    )


def mandates(matrix: Matrix) -> Wordings:
    """Give the wordings of departments' mandates, of active rows; made once, as ``duties``."""
    return Wordings(
        Line(mandate.ref, mandate.row.activity.id, mandate.wording.text)
        for mandate in matrix.mandates
        if mandate.wording.text
    )


def _is_active(duty: Duty, matrix: Matrix) -> bool:
    home = matrix.structure.department(duty.role)
    return duty.key in matrix.rows or f"{duty.key}@{home}" in matrix.rows
