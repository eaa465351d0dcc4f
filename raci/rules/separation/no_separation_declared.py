"""SOD310: an organisation that separates nothing."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.matrix.pack_suggestions import pack_suggestions
from raci.model.entities import Org
from raci.rules.rule import Hits, rule

SOME = 5
"""From so many activities on it is told where they look like nothing that is usually separated."""


MOST = 500
"""So many activities are compared, the first by id: enough to see whether a pack would fit."""


@rule("SOD310", of=Org, needs=("activities",), judges=lambda org: not org.separations)
def no_separation_declared(org: Org, matrix: Matrix) -> Hits:
    """No separation is declared; activities may look like both sides of one of a shipped pack."""
    suggested = pack_suggestions(matrix.shipped_packs().values(), matrix, MOST)
    for each in suggested:
        found = each.activities
        also = tuple((ref, ref) for ref in found)
        name = f"raci:{each.pack.id}"
        yield Hit(involves=(each.pack.ref,), at=org.ref, also=also, activities=found, pack=name)
    if not suggested and len(matrix.rows) >= SOME:
        yield Hit(at=org.ref, case="none")
