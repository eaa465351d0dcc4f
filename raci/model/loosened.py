"""What stands in place of something that a pack requires, and is not as strict."""

from collections.abc import Iterator

from raci.findings.finding import Severity
from raci.model.entities import Policy, Separation

WITHIN = ("role", "person", "reporting-line")
"""What may not combine the sides of a separation; each includes the one before it."""


def loosened_policy(theirs: Policy, own: Policy) -> Iterator[str]:
    """Yield the keys of a policy that are not as a pack requires: only severity may be raised."""
    condition = "forbid" if own.forbids else "require"
    pairs = {
        "for": (theirs.subject, own.subject),
        "when": (theirs.when, own.when),
        "let": (theirs.let, own.let),
        condition: ((theirs.condition, theirs.forbids), (own.condition, own.forbids)),
    }
    yield from (key for key, (required, given) in pairs.items() if required != given)
    if own.severity < theirs.severity:
        yield "severity"


def loosened_separation(theirs: Separation, own: Separation) -> Iterator[str]:
    """Yield the keys of a separation that are less strict than a pack requires."""
    form = "among" if theirs.among else "between"
    if not _include(getattr(own, form), theirs.sides):
        yield form
    if (own.at_most or 0) > (theirs.at_most or 0):
        yield "at_most"
    if WITHIN.index(own.within) < WITHIN.index(theirs.within):
        yield "within"
    if not {*theirs.functions} <= {*own.functions}:
        yield "functions"
    if theirs.deputies and not own.deputies:
        yield "deputies"
    if (own.severity or Severity.ERROR) < (theirs.severity or Severity.ERROR):
        yield "severity"
    if own.mitigated_by:
        yield "mitigated_by"


def _include(sides: tuple[tuple[str, ...], ...], least: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether each of the least sides stands among the sides, perhaps with more in it."""
    return all(any({*each} <= {*side} for side in sides) for each in least)
