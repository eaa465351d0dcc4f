"""ORG405: an organisation in which several roles report to nobody."""

from functools import partial

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Org
from raci.rules.rule import Hits, Least, rule


@rule("ORG405", of=Org, needs=("line",))
def no_single_top(org: Org, matrix: Matrix, *, max: Least = 15) -> Hits:
    """Several roles report to nobody, and at least one of them has somebody below."""
    roles = tuple(Ref(f"role:{id_}") for id_ in matrix.structure.tops)
    if len(roles) < 2 or not any(role.id in matrix.structure.reports for role in roles):
        return
    also = tuple((ref, ref) for ref in roles)
    hit = partial(Hit, involves=roles, at=org.ref, also=also, roles=roles)
    yield hit() if len(roles) <= max else hit(case="many", n=len(roles), max=max)
