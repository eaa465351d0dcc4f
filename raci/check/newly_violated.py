"""Finds the separations of duties that a change violates anew."""

from collections.abc import Iterable, Iterator

from raci.check.runner import lint
from raci.check.state import Check
from raci.findings.codes import SEPARATION, VIOLATED
from raci.findings.finding import Hit, Verdict
from raci.findings.ref import Ref
from raci.matrix.matrix import Previous
from raci.model.renames import Renames
from raci.rules import catalogue


def newly_violated(
    verdicts: Iterable[Verdict], previous: Previous, check: Check
) -> Iterator[Verdict]:
    """Yield a defect for each violation of a separation that the earlier version has not.

    Args:
        verdicts: those of the later version.
        previous: the earlier version.
        check: the check of the later one.
    """
    violations = [verdict for verdict in verdicts if verdict.code in SEPARATION]
    if not violations:
        return
    codes, parameters = {v.code for v in violations}, check.settings.parameters
    outcome = lint(previous.matrix, catalogue.rules(), codes, parameters)
    renames = check.matrix.renames
    known = {_violation(verdict, renames) for verdict in outcome.verdicts}
    for verdict in violations:
        hit = verdict.hit
        if _violation(verdict, renames) not in known:
            values = {key: hit.values[key] for key in ("days",) if key in hit.values}
            values |= {"rule": catalogue.names()[verdict.code], "about": hit.involves}
            again = Hit(involves=hit.involves, at=hit.at, also=hit.also, label=hit.label, **values)
            yield Verdict(VIOLATED, verdict.subject, again)


def _violation(verdict: Verdict, renames: Renames) -> tuple[str, Ref, frozenset[Ref]]:
    involved = frozenset(map(renames.now, verdict.hit.involves))
    return verdict.code, renames.now(verdict.subject), involved
