"""When two findings report the same defect: the relations by which rules yield."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from raci.findings.finding import Finding
from raci.findings.ref import FUNCTIONS, Ref
from raci.matrix.matrix import Matrix
from raci.matrix.previous import answered_before
from raci.model.references import REFERS_TO


class Relation(NamedTuple):
    """When two findings report the same: ``weaker`` of one is among ``stronger`` of the other."""

    stronger: Callable[[Finding, Matrix], Iterable[Ref]]
    weaker: Callable[[Finding, Matrix], Ref | None]


@cache
def under(*keys: str) -> Relation:
    """Return the relation of a subject to what stands in one of its lists or keys.

    Of a mandate they are the lists and keys of its activity.

    Raises:
        ValueError: a key under which no entity refers to anything.
    """
    if unknown := [key for key in keys if not any(key in known for known in REFERS_TO.values())]:
        raise ValueError(f"keys that refer to nothing: {unknown}")
    return Relation(
        lambda finding, _: (finding.subject,) if finding.values["key"] in keys else (), _entity
    )


def _entity(finding: Finding, _: Matrix) -> Ref:
    if finding.subject.kind == "mandate":
        return Ref(f"activity:{finding.subject.parts[1]}")
    return _without_copy(finding.subject)


def _without_copy(subject: Ref) -> Ref:
    return Ref(subject.partition("@")[0])


def _unassigned_row(finding: Finding, matrix: Matrix) -> Ref | None:
    return None if matrix.all_rows[finding.subject.id].written else finding.subject


def _row_of_mandate(finding: Finding, matrix: Matrix) -> tuple[Ref]:
    department, activity = finding.subject.parts
    copy = f"{activity}@{department}"
    return (Ref(f"activity:{copy if copy in matrix.all_rows else activity}"),)


def _unassigned_activity(finding: Finding, matrix: Matrix) -> Ref | None:
    return _without_copy(finding.subject) if _unassigned_row(finding, matrix) else None


def _activity_of_mandate(finding: Finding, _: Matrix) -> tuple[Ref]:
    return (Ref(f"activity:{finding.subject.parts[1]}"),)


def _only_platform(finding: Finding, matrix: Matrix) -> Ref | None:
    platforms = matrix.org.activities[finding.subject.id].platforms
    return Ref(f"platform:{platforms[0]}") if len(platforms) == 1 else None


def _meant_accountable(finding: Finding, _: Matrix) -> tuple[Ref, ...]:
    values = finding.values
    return (values["activity"],) if "A" in values["letters"] else ()


def _meant_otherwise(finding: Finding, _: Matrix) -> tuple[Ref, ...]:
    values = finding.values
    return () if "R" in values["letters"] else (values["activity"],)


def _pairs(finding: Finding, _: Matrix) -> Iterator[Ref]:
    return (_pair(finding.subject.entities[-1], other) for other in finding.involves)


def _only_pair(finding: Finding, _: Matrix) -> Ref | None:
    activities = finding.values.get("activities", ())
    return _pair(*activities) if len(activities) == 2 else None


def _pair(one: Ref, other: Ref) -> Ref:
    return Ref(" ".join(sorted((one, other))))


def _vacant_role(finding: Finding, matrix: Matrix) -> Ref | None:
    (role,) = finding.involves
    return role if matrix.org.roles[role.id].headcount else None


def _vacated(finding: Finding, matrix: Matrix) -> Iterator[Ref]:
    return (role for role in finding.involves if matrix.is_vacant(role.id))


def _left_behind(finding: Finding, _: Matrix) -> Iterator[Ref]:
    return (_pair(finding.subject, left) for left in finding.involves)


def _lost(finding: Finding, matrix: Matrix) -> Ref | None:
    """Return the row with a role that is gone: one of those involved, else one that answered.

    Of several rows, which a headship had in common, the first stands for all.
    """
    held = finding.involves or matrix.cached(answered_before).get(finding.subject, ())
    roles = (ref for ref in held if ref.kind == "role")
    gone = next((role for role in roles if role.id not in matrix.org.roles), None)
    rows = (ref for ref in finding.involves if ref.kind == "activity")
    return gone and _pair(next(rows, finding.subject), gone)


SUBJECT = Relation(lambda f, _: (f.subject,), lambda f, _: _without_copy(f.subject))
"""Both are about the same subject."""


INVOLVED = Relation(lambda finding, _: finding.involves, _entity)
"""The stronger finding involves the subject of the weaker one."""


INVOLVED_ROW = Relation(lambda finding, _: finding.involves, lambda finding, _: finding.subject)
"""The stronger finding involves the row of the weaker one."""


ROLE = Relation(lambda finding, _: (finding.subject,), _vacant_role)
"""The stronger finding is about the vacant role that the weaker one involves."""


ENDED = Relation(_vacated, _entity)
"""The stronger one is about an appointment that ended and left the weaker one's role vacant."""


ENDED_ROLE = Relation(_vacated, _vacant_role)
"""The stronger one is about an appointment that left the role vacant that the weaker involves."""


RETIRED = Relation(_left_behind, _lost)
"""The stronger one is about a role that is gone and that held what the weaker one misses."""


UNASSIGNED_ROW = Relation(_row_of_mandate, _unassigned_row)
"""The stronger one is about the mandate of a row to which nobody is assigned."""


UNASSIGNED_LIST = Relation(under(*FUNCTIONS).stronger, _unassigned_activity)
"""The stronger one is about a list of an activity to which nobody is assigned."""


MANDATED = Relation(_activity_of_mandate, lambda finding, _: finding.subject)
"""The stronger one is about a mandate that names the activity of the weaker one."""


ONLY_PLATFORM = Relation(lambda finding, _: (finding.subject,), _only_platform)
"""The stronger one is about the only platform that the activity of the weaker one touches."""


LETTER_A = Relation(_meant_accountable, SUBJECT.weaker)
"""The stronger one says that an A of the row was written as a wording."""


NO_LETTER_R = Relation(_meant_otherwise, SUBJECT.weaker)
"""The stronger one says that a duty of the row was meant as something else than R."""


ACTIVITIES = Relation(_pairs, _only_pair)
"""Both are about the same two activities."""
