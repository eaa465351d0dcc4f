"""What ties a role to other entities: its department, line, deputies, platforms and rows."""

from collections.abc import Iterable, Iterator, Mapping

from raci.change.plan.effect import Tie
from raci.findings.ref import FUNCTIONS, Function, Ref
from raci.matrix.grouped import grouped
from raci.matrix.matrix import Matrix

TIES = (
    *("department", "reports-to", "also-reports-to", "direct-reports", "deputies", "deputy-for"),
    *("platforms", "accountable-for", "takes-part-in"),
)
"""What ties a role to other entities, in the order in which it is told."""


def changed_ties(
    then: "Ties", now: "Ties", pair: tuple[str, str], renamed: Mapping[Ref, Ref]
) -> Iterator[Tie]:
    """Yield the ties of a role that change; what merged is another thing than its parts.

    Args:
        then: the ties of the base.
        now: those of the head.
        pair: the role's ids there, ``""`` where it is not.
        renamed: what has another id in the head, and nothing else.
    """
    before, after = then.of(pair[0]), now.of(pair[1])
    for key in TIES:
        olds, news = before.get(key, ()), after.get(key, ())
        if {_today(ref, renamed) for ref in olds} != {*news}:
            yield Tie(key, olds, news)


class Ties:
    """What the roles of a matrix are tied to, by key."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        roles, platforms = matrix.org.roles.values(), matrix.org.platforms.values()
        self._reports = grouped(
            (manager, each.ref)
            for each in roles
            for manager in dict.fromkeys(filter(None, (each.reports_to, *each.also_reports_to)))
        )
        covered = [(each.ref, each.deputies) for each in roles]
        covered += [(each.ref, each.deputies) for each in platforms]
        self._deputised = grouped((deputy, ref) for ref, named in covered for deputy in named)
        self._owned = grouped((owner, each.ref) for each in platforms for owner in each.owners)

    def of(self, role: str) -> Mapping[str, tuple[Ref, ...]]:
        """Return what a role is tied to; nothing for one that is not there."""
        matrix = self.matrix
        if role not in matrix.org.roles:
            return {}
        entity, above = matrix.org.roles[role], next(matrix.structure.line.above(role), None)
        return {
            "department": _refs("department", [entity.department] if entity.department else ()),
            "reports-to": _refs("role", [above] if above else ()),
            "also-reports-to": _refs("role", entity.also_reports_to),
            "direct-reports": self._reports.get(role, ()),
            "deputies": _refs("role", entity.deputies),
            "deputy-for": self._deputised.get(role, ()),
            "platforms": self._owned.get(role, ()),
            "accountable-for": _refs("activity", matrix.rows_of(role, Function.ACCOUNTABLE)),
            "takes-part-in": _refs("activity", matrix.rows_of(role, *FUNCTIONS)),
        }


def _today(ref: Ref, renamed: Mapping[Ref, Ref]) -> Ref:
    """Return a Ref under today's id; a copy of a generic row has two."""
    activity, at, department = ref.id.partition("@")
    if ref.kind != "activity" or not at:
        return renamed.get(ref, ref)
    both = (Ref(f"activity:{activity}"), Ref(f"department:{department}"))
    return Ref("activity:" + "@".join(renamed.get(each, each).id for each in both))


def _refs(kind: str, ids: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(Ref(f"{kind}:{id_}") for id_ in ids)
