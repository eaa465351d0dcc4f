"""ORG405: an organisation in which several roles report to nobody."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Org
from raci.rules.rule import Hits, rule


@rule("ORG405", of=Org, needs=("line",))
def no_single_top(org: Org, matrix: Matrix) -> Hits:
    """The reporting line has several tops."""
    structure = matrix.structure
    roles = tuple(Ref(f"role:{id_}") for id_ in structure.tops)
    if len(roles) > 1 and structure.managers.keys() - structure.cycles.keys():
        yield Hit(involves=roles, at=org.ref, also=tuple((ref, ref) for ref in roles), roles=roles)
