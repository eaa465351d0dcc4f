"""DEF005: an activity that nobody does and no department must."""

from collections.abc import Iterator

from raci.matrix import Matrix
from raci.model import Activity
from raci.rule import Hit, rule


@rule("DEF005", of=Activity)
def unused_activity(activity: Activity, matrix: Matrix) -> Iterator[Hit]:
    """An active activity has no assignment and stands in no mandate."""
    if activity.status != "active" or activity.held_by:
        return
    if activity.each:
        copies = (f"{activity.id}@{department}" for department in matrix.org.departments)
        used = any(copy in matrix.all_rows for copy in copies)
    else:
        row = matrix.all_rows[activity.id]
        used = bool(row.written or row.mandates)
    if not used:
        yield Hit()
