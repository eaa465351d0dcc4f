"""ORG411: a definition that nobody has looked through for long."""

from raci.findings.days import months_later
from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Department, Org
from raci.rules.rule import Count, Hits, rule


@rule("ORG411", of=Department | Org, judges=lambda entity: entity.reviewed)
def review_overdue(entity: Department | Org, matrix: Matrix, *, months: Count = 12) -> Hits:
    """The day of the last review is more than ``months`` ago."""
    reviewed = entity.reviewed or matrix.day
    if months_later(reviewed, months) < matrix.day:
        yield Hit(
            at=Ref(f"{entity.ref}#reviewed"),
            label=entity.ref,
            case=entity.ref.kind,
            reviewed=reviewed,
            months=months,
        )
