"""Why a finding does not count: its waiver, or the baseline."""

from raci.findings.finding import Acceptance, Finding
from raci.findings.text import in_language
from raci.render.phrases import Words


def accepted(waiver: Acceptance, words: Words) -> str:
    """Return which waiver covers a finding, who approved it on which day, until when, and why."""
    return words["accepted"].format(
        waiver=waiver.waiver.id,
        by=words["comma"].join(f"{role.id} {day}" for role, day in waiver.approved_by),
        until=waiver.until,
        reason=" ".join(in_language(waiver.reason, words.lang).split()),
    )


def justification(finding: Finding, lang: str) -> str:
    """Return in one line why a finding that is not new does not count."""
    words = Words("findings", lang)
    return accepted(finding.waiver, words) if finding.waiver else words[finding.status]
