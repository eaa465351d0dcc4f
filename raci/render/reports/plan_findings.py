"""Tells the findings of a plan apart: what is lost, conflicts, limits, what is told twice."""

from collections.abc import Collection, Hashable, Sequence

from raci.change.plan.plan import PlanFinding
from raci.findings.codes import VIOLATED
from raci.findings.finding import Finding

LOST = {
    *("CHG801", "CHG802", "CHG803", "CHG804", "CHG812", "CHG813", "CHG814"),
    *("GAP111", "GAP115", "PPL603", "PPL605"),
}
"""Rules that tell what is lost, weakened or vacant."""

OVER = {"CHG806", "LOD501", "ORG407"}
"""Rules that tell who has more than a limit allows."""


def is_lost(finding: Finding) -> bool:
    """Return whether a finding tells what is lost, weakened or vacant."""
    return finding.code in LOST


def is_conflict(finding: Finding) -> bool:
    """Return whether a finding tells of a conflict of interest."""
    return finding.code.startswith("SOD") or finding.code == VIOLATED


def is_over(finding: Finding) -> bool:
    """Return whether a finding tells of somebody over a limit."""
    return finding.code in OVER


def meeting(finding: Finding, start: str, until: str) -> Hashable:
    """Return where sides of a separation meet, and when, as a finding and its CHG805 have it."""
    name = finding.values["rule"] if finding.code == VIOLATED else finding.name
    return name, finding.subject, finding.involves, start, until


def told_twice(told: Sequence[PlanFinding]) -> tuple[list[PlanFinding], Collection[Hashable]]:
    """Leave out violations that another finding tells in detail; return where these meet."""
    pairs = [(each, meeting(each.finding, each.start, each.until)) for each in told]
    detailed = {key for each, key in pairs if each.finding.code != VIOLATED}
    twice = {key for each, key in pairs if each.finding.code == VIOLATED and key in detailed}
    alone = [e for e, key in pairs if e.finding.code != VIOLATED or key not in twice]
    return alone, twice
