"""What ties a role to other entities: its department, line, deputies, platforms and rows."""

from collections.abc import Iterable, Iterator, Mapping

from raci.change.plan.effect import Tie
from raci.change.plan.steps import Course
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.matrix.matrix import Matrix

TIES = (
    *("department", "reports-to", "also-reports-to", "direct-reports", "deputies", "deputy-for"),
    *("platforms", "accountable-for", "takes-part-in"),
)
"""What ties a role to other entities, in the order in which it is told."""


def changed_ties(
    course: Course, before: str, role: str, renamed: Mapping[Ref, Ref]
) -> Iterator[Tie]:
    """Yield the ties that change; what merged is another thing than its parts."""
    then, now = _ties(course.base.matrix, before), _ties(course.head.matrix, role)
    for key in TIES:
        olds, news = then.get(key, ()), now.get(key, ())
        if {_today(ref, renamed) for ref in olds} != {*news}:
            yield Tie(key, olds, news)


def _today(ref: Ref, renamed: Mapping[Ref, Ref]) -> Ref:
    """Return a Ref under today's id; a copy of a generic row has two."""
    activity, at, department = ref.id.partition("@")
    if ref.kind != "activity" or not at:
        return renamed.get(ref, ref)
    both = (Ref(f"activity:{activity}"), Ref(f"department:{department}"))
    return Ref("activity:" + "@".join(renamed.get(each, each).id for each in both))


def _ties(matrix: Matrix, role: str) -> Mapping[str, tuple[Ref, ...]]:
    """Return by key what a role is tied to; nothing for a role that is not there."""
    org = matrix.org
    if role not in org.roles:
        return {}
    entity, above = org.roles[role], next(matrix.structure.line.above(role), None)
    others = org.roles.values()
    platforms = org.platforms.values()
    return {
        "department": _refs("department", [entity.department] if entity.department else ()),
        "reports-to": _refs("role", [above] if above else ()),
        "also-reports-to": _refs("role", entity.also_reports_to),
        "direct-reports": tuple(
            each.ref for each in others if role in (each.reports_to, *each.also_reports_to)
        ),
        "deputies": _refs("role", entity.deputies),
        "deputy-for": (
            *(each.ref for each in others if role in each.deputies),
            *(each.ref for each in platforms if role in each.deputies),
        ),
        "platforms": tuple(each.ref for each in platforms if role in each.owners),
        "accountable-for": _refs("activity", matrix.rows_of(role, Function.ACCOUNTABLE)),
        "takes-part-in": _refs("activity", matrix.rows_of(role, *FUNCTIONS)),
    }


def _refs(kind: str, ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(Ref(f"{kind}:{id_}") for id_ in ids)
