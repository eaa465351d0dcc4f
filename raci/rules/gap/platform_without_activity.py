"""GAP105: an active platform that no activity touches which somebody does."""

from collections.abc import Iterator

from raci.finding import Hit
from raci.matrix import Matrix
from raci.model import Function, Platform
from raci.rule import rule


@rule("GAP105", of=Platform, needs=("platforms of activities",))
def platform_without_activity(platform: Platform, matrix: Matrix) -> Iterator[Hit]:
    """No activity touches a platform, or none of those that do has an R."""
    rows = matrix.rows_by_platform.get(platform.id, ())
    if any(row.written.get(Function.RESPONSIBLE) for row in rows):
        return
    if rows:
        activities = tuple(row.ref for row in rows)
        yield Hit(case="undone", also=tuple((a, a) for a in activities), activities=activities)
    else:
        yield Hit()
