"""The findings of a report, and the waivers that accept some of them."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.report import Report, RuleInfo
from raci.findings.standing import CLAIMED, STANDINGS, Standing
from raci.findings.text import Text, titled
from raci.matrix.matrix import Matrix
from raci.model.entities import Waiver
from raci.render.facts.table import LANGUAGES, Column, FactTable, Value, column, phrase, table
from raci.render.findings.justification import approvals
from raci.render.phrases import Words

WaiverState = Literal[
    "not-yet-in-force", "expired", "in-force", "approval-too-weak", "approval-not-examined"
]

NOT_ASKED: Mapping[str, Mapping[str, Standing]] = {}
"""Nobody asked git how well it is known who approved."""


def findings(report: Report) -> FactTable:
    """Return all findings of a report in its order, accepted ones too."""
    columns = (
        column("severity", "severity"),
        column("code"),
        column("status"),
        column("subject", "ref", mixed=True),
        column("message"),
        column("advice"),
        column("place", "place"),
        column("involves", "refs", mixed=True),
        column("waiver", "ref"),
        column("fingerprint"),
    )
    return table("findings", columns, map(_finding, report.every))


def _finding(finding: Finding) -> tuple[Value, ...]:
    return (
        finding.severity.label,
        finding.code,
        phrase(f"status-{finding.status}"),
        finding.subject,
        {lang: finding.say(lang, named=True) for lang in LANGUAGES},
        {
            lang: "\n".join(filter(None, (finding.advise(lang, named=True), *finding.instead)))
            for lang in LANGUAGES
        },
        str(finding.place),
        finding.involves,
        finding.waiver.waiver if finding.waiver else None,
        finding.handle,
    )


def waivers(
    matrix: Matrix,
    report: Report,
    rules: Mapping[str, RuleInfo],
    standing: Mapping[str, Mapping[str, Standing]] = NOT_ASKED,
    least: str = CLAIMED,
) -> FactTable:
    """Return all waivers of an organisation, those that cover nothing too.

    Args:
        matrix: the organisation on the day.
        report: its check, which says how many findings each covers.
        rules: what is known of each rule, by code.
        standing: how well it is known who approved, by waiver and role; empty if nobody asked git.
        least: the standing that an approval must have to count.
    """
    covered = Counter(each.waiver.waiver for each in report.every if each.waiver)
    codes = {name: info.code for info in rules.values() for name in (info.name, info.code)}

    def row(waiver: Waiver) -> tuple[Value, ...]:
        known = standing.get(waiver.id, {})
        return (
            waiver.ref,
            codes.get(waiver.rule, waiver.rule),
            waiver.at,
            waiver.involves,
            waiver.reason,
            approved_by(waiver, known, matrix.name),
            how_known(known),
            waiver.start,
            waiver.until,
            phrase(state_of_waiver(waiver, matrix.day, known, least)),
            covered[waiver.ref],
        )

    every = sorted(matrix.org.waivers.values(), key=lambda each: matrix.written_order(each.ref))
    return table("waivers", _columns_of_waivers(), map(row, every))


def _columns_of_waivers() -> tuple[Column, ...]:
    return (
        column("waiver", "ref"),
        column("rule"),
        column("about", "ref", mixed=True),
        column("involves", "refs", mixed=True),
        column("reason"),
        column("approvals"),
        column("standing"),
        column("from", "day"),
        column("until", "day"),
        column("state"),
        column("covers", "number"),
    )


def how_known(standing: Mapping[str, Standing]) -> Text:
    """Return how well the approvals of a waiver are known, by the least known of them."""
    levels = (each.level for each in standing.values())
    weakest = min(levels, key=STANDINGS.index, default="")
    return phrase(f"standing-{weakest}" if weakest else "standing-not-asked")


def approved_by(
    waiver: Waiver, standing: Mapping[str, Standing], name: Callable[[Ref], Text]
) -> Text:
    """Return the approvals of a waiver, each with its day.

    Where they differ in how well they are known, each says it; `how_known` has what they share.
    """
    differ = len({each.level for each in standing.values()}) > 1
    acceptance = waiver.acceptance(standing if differ else {})

    def approved(lang: str) -> str:
        words = Words("findings", lang)
        return approvals(acceptance, words, lambda role: titled(name(role), role.id, lang))

    return {lang: approved(lang) for lang in LANGUAGES}


def state_of_waiver(
    waiver: Waiver, day: str, standing: Mapping[str, Standing], least: str
) -> WaiverState:
    """Return whether a waiver is in force on a day, where approvals count from ``least`` on."""
    if day < waiver.start:
        return "not-yet-in-force"
    if day > waiver.until:
        return "expired"
    if all(each.reaches(least) for each in standing.values()) and (standing or least == CLAIMED):
        return "in-force"
    return "approval-too-weak" if standing else "approval-not-examined"
