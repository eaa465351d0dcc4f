"""GAP104: an active platform with no owner."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Platform
from raci.rules.relations import under
from raci.rules.rule import Hits, Yield, rule


@rule("GAP104", of=Platform, yields_to=(Yield("DEF004", by=under("owners")),))
def platform_without_owner(platform: Platform, matrix: Matrix) -> Hits:
    """No role owns a platform."""
    if not any(role in matrix.org.roles for role in platform.owners):
        yield Hit()
