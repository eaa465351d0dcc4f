"""Follows who is what through the versions of an organisation: since when, until when."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from raci.change.history.records import Assigned, AssignmentPeriod, Moment
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.renames import Renames


class AssignmentPeriods:
    """The assignments of a period, under the ids of the version that was followed last."""

    def __init__(self) -> None:
        self.open: dict[Assigned, Moment | None] = {}
        self.closed: list[AssignmentPeriod] = []
        self._names: Mapping[str, Mapping[str, str]] = {}

    def follow(
        self, at: Moment | None, here: Collection[Assigned], renames: Renames
    ) -> tuple[list[Assigned], list[Assigned]]:
        """Take the assignments of the next version; return those that came and that went.

        ``at`` is None where the version is from before the period.
        """
        if renames.names != self._names:
            self.closed = [
                each._replace(assigned=_now(each.assigned, renames)) for each in self.closed
            ]
            self._names = renames.names
        kept: dict[Assigned, Moment | None] = {}
        gone: list[Assigned] = []
        for each, since in sorted(self.open.items(), key=lambda item: item[1] or Moment("")):
            now = _now(each, renames)
            if now in here and now not in kept:
                kept[now] = since
            else:
                gone.append(now)
                self.closed.append(AssignmentPeriod(now, since, at))
        self.open = {each: kept.get(each, at) for each in here}
        return [each for each in here if each not in kept], gone

    def all(self) -> tuple[AssignmentPeriod, ...]:
        """Return all periods: by what is assigned, then in the order in which they began."""
        lasting = (AssignmentPeriod(each, since, None) for each, since in self.open.items())
        return tuple(sorted(chain(self.closed, lasting), key=_order))


def _now(assigned: Assigned, renames: Renames) -> Assigned:
    return assigned._replace(of=renames.now(assigned.of), role=renames.now(assigned.role))


def _order(period: AssignmentPeriod) -> tuple[object, ...]:
    return period.assigned, *(each or Moment("") for each in (period.added, period.removed))


def assigned(matrix: Matrix) -> Iterator[Assigned]:
    """Yield the functions of roles in the activities of a matrix, written and derived."""
    for row in matrix.rows.values():
        for cell in row.cells():
            role = Ref(f"role:{cell.role}")
            yield Assigned(row.ref, cell.function.value, role, cell.derived)
