"""What the rows that a field gave out bring with them, whoever gets them or loses them."""

from collections.abc import Iterator

from tests.support.organisations import Data

from .field import Field
from .planter import Verdict


def beside(verdicts: set[Verdict], field: Field) -> set[Verdict]:
    """Give the verdicts that are not of the field's own separations and approvals.

    An organisation may have a separation, or an approval, about any row that a planter assigns
    somebody to: what it then tells, or tells no more, is no fault of the planter.
    """
    separations = {f"separation:{id_}" for id_ in _separations(field)}
    approvals = {f"activity:{id_}" for id_ in _approvals(field)}
    return {
        (code, subject)
        for code, subject in verdicts
        if subject not in separations
        and not (code == "SOD304" and subject.partition("@")[0] in approvals)
    }


def _given(field: Field) -> set[str]:
    return {id_ for section, id_ in field.taken if section == "activities"}


def _separations(field: Field) -> Iterator[str]:
    """Give the separations that are about a row that was given out."""
    activities = field.section("activities")
    rows = _given(field)
    refs = {f"activity:{row}" for row in rows}
    refs |= {f"tag:{tag}" for row in rows for tag in activities.get(row, {}).get("tags", ())}
    for id_, separation in field.section("separations").items():
        if not refs.isdisjoint(_named(separation)):
            yield id_


def _named(separation: Data) -> Iterator[str]:
    """Give the rows and tags that a separation is about."""
    for side in (*separation.get("between", ()), *separation.get("among", ())):
        yield from side
    yield from separation.get("of", ())


def _approvals(field: Field) -> Iterator[str]:
    """Give the activities that were given out, and those that they approve."""
    activities = field.section("activities")
    for row in _given(field):
        yield row
        yield from activities.get(row, {}).get("approves", ())
