"""ORG411: a definition that nobody has looked through for long."""

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Department, Org
from raci.rules.rule import Count, Hits, rule


@rule("ORG411", of=Department | Org, judges=lambda entity: entity.reviewed)
def review_overdue(entity: Department | Org, matrix: Matrix, *, months: Count = 12) -> Hits:
    """The day of the last review is more than ``months`` ago."""
    reviewed = entity.reviewed or matrix.day
    if _later(reviewed, months) < _parts(matrix.day):
        yield Hit(
            at=Ref(f"{entity.ref}#reviewed"),
            label=entity.ref,
            case=entity.ref.kind,
            reviewed=reviewed,
            months=months,
        )


def _later(day: str, months: int) -> tuple[int, int, int]:
    """Return the day some months later; the 31st of a short month is after its last day."""
    year, month, number = _parts(day)
    years, month = divmod(month - 1 + months, 12)
    return year + years, month + 1, number


def _parts(day: str) -> tuple[int, int, int]:
    year, month, number = map(int, day.split("-"))
    return year, month, number
