"""What stood in a period, with since when and until when: findings, waivers, assignments."""

from collections.abc import Callable

from raci.change.history.records import (
    AssignmentPeriod,
    FindingPeriod,
    History,
    Moment,
    WaiverPeriod,
)
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.sentence import Sentence
from raci.findings.text import Text
from raci.render.facts.findings import approved_by, how_known
from raci.render.facts.table import LANGUAGES, FactTable, Value, column, phrase, table

SHORT = 12
"""The characters of a commit's name that are shown."""

Row = tuple[Value, ...]


def findings(history: History) -> FactTable:
    """Return the findings that were open in the period, the longest first."""
    columns = (
        column("severity", "severity"),
        column("code"),
        column("subject", "ref"),
        column("message"),
        column("opened", "day"),
        column("opened-by"),
        column("closed", "day"),
        column("closed-by"),
        column("end"),
        column("days-open", "number"),
        column("place", "place"),
        column("fingerprint"),
    )
    longest = sorted(history.findings, key=lambda period: -period.days)
    return table("history-findings", columns, map(_finding, longest))


def waivers(history: History) -> FactTable:
    """Return the waivers of the period, each on its terms."""
    columns = (
        column("waiver", "ref"),
        column("rule"),
        column("about", "ref"),
        column("involves", "refs"),
        column("reason"),
        column("approvals"),
        column("standing"),
        column("from", "day"),
        column("until", "day"),
        column("granted", "day"),
        column("granted-by"),
        column("ended", "day"),
        column("ended-by"),
        column("end"),
    )

    def name(ref: Ref) -> Text:
        return history.names.get(ref, {})

    return table("history-waivers", columns, (_waiver(each, name) for each in history.waivers))


def assignments(history: History) -> FactTable:
    """Return all assignments that were there in the period, each with since when, until when."""
    columns = (
        column("activity", "ref"),
        column("function"),
        column("role", "ref"),
        column("derived"),
        column("added", "day"),
        column("added-by"),
        column("removed", "day"),
        column("removed-by"),
        column("end"),
    )
    return table("history-assignments", columns, map(_assignment, history.assignments))


def moment(at: Moment | None, none: str) -> tuple[Value, Value]:
    """Return a day and what changed something on it: a commit, or the day itself."""
    if at is None:
        return None, phrase(none) if none else None
    return at.day, at.commit[:SHORT] or phrase("by-the-day")


def said(finding: Finding) -> Text:
    """Return the message of a finding in all languages, with names."""
    return {lang: finding.say(lang, named=True) for lang in LANGUAGES}


def _finding(period: FindingPeriod) -> Row:
    finding = period.finding
    return (
        finding.severity.label,
        finding.code,
        finding.subject,
        said(finding),
        *moment(period.opened, "before-period"),
        *moment(period.closed, ""),
        phrase(f"end-{period.end or 'open'}"),
        period.days,
        str(finding.place),
        finding.handle,
    )


def _waiver(period: WaiverPeriod, name: Callable[[Ref], Text]) -> Row:
    waiver = period.waiver
    return (
        waiver.ref,
        waiver.rule,
        waiver.at,
        waiver.involves,
        waiver.reason,
        approved_by(waiver, period.standing, name),
        how_known(period.standing),
        waiver.start,
        waiver.until,
        *moment(period.granted, "before-period"),
        *moment(period.ended, ""),
        phrase(f"end-{period.end or 'in-force'}"),
    )


def _function(function: str) -> Text:
    sentence = Sentence(f"function-{function}")
    return {lang: sentence.text(lang) for lang in LANGUAGES}


def _assignment(period: AssignmentPeriod) -> Row:
    assigned = period.assigned
    return (
        assigned.of,
        _function(assigned.key),
        assigned.role,
        phrase("yes") if assigned.derived else None,
        *moment(period.added, "before-period"),
        *moment(period.removed, ""),
        phrase("end-removed" if period.removed else "end-in-force"),
    )
