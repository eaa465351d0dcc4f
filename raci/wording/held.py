"""The wordings of an organisation: of what its roles do, of what its departments must carry."""

from collections.abc import Iterator, Mapping

from raci.matrix import Matrix
from raci.ref import Ref
from raci.rows import Duty
from raci.wording.groups import Line, Wordings, share

NEAR = 0.5
"""How much of their words a mandate and the duty nearest to it share at least."""


def duties(matrix: Matrix) -> Wordings:
    """Give the wordings of the duties of roles, of active rows; made once, with ``matrix.made``."""
    return Wordings(_duties(matrix))


def mandates(matrix: Matrix) -> Wordings:
    """Give the wordings of departments' mandates, of active rows; made once, as ``duties``."""
    return Wordings(_mandates(matrix))


def nearest_duties(matrix: Matrix) -> Mapping[Ref, Ref]:
    """Give, by mandate, the duty of another activity that is worded most like it, if any is."""
    found: dict[Ref, Ref] = {}
    for group in Wordings((*_duties(matrix), *_mandates(matrix))).groups(NEAR).values():
        held = [line for line in group.lines if line.ref.kind == "duty"]
        for mandate in group.lines:
            others = [line for line in held if line.activity != mandate.activity]
            if mandate.ref.kind == "mandate" and others:
                found[mandate.ref] = max(others, key=lambda each: share(mandate, each)).ref
    return found


def _duties(matrix: Matrix) -> Iterator[Line]:
    for duty in matrix.duties:
        if duty.wording.text and _is_active(duty, matrix):
            yield Line(duty.ref, duty.key, duty.wording.text)


def _mandates(matrix: Matrix) -> Iterator[Line]:
    for mandate in matrix.mandates:
        if mandate.wording.text:
            yield Line(mandate.ref, mandate.row.activity.id, mandate.wording.text)


def _is_active(duty: Duty, matrix: Matrix) -> bool:
    home = matrix.structure.department(duty.role)
    return duty.key in matrix.rows or f"{duty.key}@{home}" in matrix.rows
