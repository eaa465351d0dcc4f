"""DEF009: a waiver that is not reviewed for too long."""

from datetime import date

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Waiver
from raci.rules.rule import Count, Hits, rule


@rule("DEF009", of=Waiver)
def waiver_too_long(waiver: Waiver, _matrix: Matrix, *, max_days: Count = 366) -> Hits:
    """From its earliest approval to its end are more than ``max_days`` days."""
    approved = min(waiver.approved_by.values())
    days = (date.fromisoformat(waiver.until) - date.fromisoformat(approved)).days
    if days > max_days:
        at = Ref(f"{waiver.ref}#until")
        yield Hit(at=at, days=days, approved=approved, until=waiver.until, max=max_days)
