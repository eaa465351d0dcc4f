"""GAP104: an active platform with no owner."""

from collections.abc import Iterator

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from raci.model.entities import Platform
from raci.rules.rule import Yield, rule, under


@rule("GAP104", of=Platform, yields_to=(Yield("DEF004", by=under("owners")),))
def platform_without_owner(platform: Platform, matrix: Matrix) -> Iterator[Hit]:
    """No role owns a platform."""
    if not any(role in matrix.org.roles for role in platform.owners):
        yield Hit()
