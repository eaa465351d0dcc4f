"""The numbers by which a page refers to what it shows, and the fields that it leaves out."""

from collections.abc import Sequence
from typing import Any

from raci.findings.ref import Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix
from raci.matrix.rows import Row


class Index:
    """The numbers by which a page refers to entities, in the order in which they are written."""

    def __init__(self, matrix: Matrix, rows: Sequence[Row]) -> None:
        def ordered(kind: str) -> dict[str, int]:
            refs = (Ref(f"{kind}:{id_}") for id_ in matrix.org.of_kind(kind))
            return {ref.id: n for n, ref in enumerate(sorted(refs, key=matrix.written_order))}

        self.departments = ordered("department")
        self.roles = ordered("role")
        self.platforms = ordered("platform")
        self.rows = rows
        self.activities = {row.id: n for n, row in enumerate(rows)}
        self.copies = grouped((row.activity.id, n) for n, row in enumerate(rows))


def short(**fields: Any) -> dict[str, Any]:
    """Return the fields that have a value."""
    return {key: value for key, value in fields.items() if value is not None}
