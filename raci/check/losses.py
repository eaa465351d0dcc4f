"""Losses of a change, and those that applied proposals give up on purpose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from raci.check.meant import all_dropped, excused
from raci.check.runner import lint
from raci.check.state import Check
from raci.check.yielding import once
from raci.findings.codes import LOSSES
from raci.findings.finding import Verdict
from raci.findings.ref import Ref
from raci.rules import catalogue


def without_meant(verdicts: Sequence[Verdict], check: Check) -> Iterable[Verdict]:
    """Return verdicts with those losses alone that no proposal means; keep the others apart."""
    losses = [verdict for verdict in verdicts if verdict.code in LOSSES]
    if not losses or check.base is None or check.previous is None:
        return verdicts
    found = check.run.meant(check.compiled, check.base, check.run.day)
    if not found:
        return verdicts
    previous, codes = check.previous, {verdict.code for verdict in losses}

    def losses_with(dropped: frozenset[Ref]) -> Sequence[Verdict]:
        matrix = check.matrix.since(previous._replace(dropped=dropped))
        return lint(matrix, catalogue.rules(), codes, check.settings.parameters).verdicts

    meant = [each for each in found if each.counts]
    check.meant = [*excused(losses, meant, losses_with)]
    left = losses_with(all_dropped(meant))
    check.unexcused = {verdict[:2]: path for verdict, path in excused(left, found, losses_with)}
    others = (verdict for verdict in verdicts if verdict.code not in LOSSES)
    return [*others, *left]


def add_meant(check: Check) -> None:
    """Add what proposals excuse, once all else is told: nothing else is told less for it."""
    ignores, findings = check.settings.ignores, []
    for verdict, proposal in check.meant:
        finding = check.completer.finding(verdict)
        if not ignores(finding.code, finding.place.path):
            changed = replace(finding, status="meant", proposal=proposal, change="new")
            findings.append(changed)
    check.findings += once(findings, check.matrix, check.settings)[0]
