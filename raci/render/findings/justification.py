"""Why a finding does not count: its waiver, or the baseline."""

from collections.abc import Callable

from raci.findings.finding import Acceptance, Finding
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.phrases import Words


def accepted(waiver: Acceptance, words: Words) -> str:
    """Return which waiver covers a finding, who approved it on which day, until when, and why."""
    return words["accepted"].format(
        waiver=waiver.waiver.id,
        by=approvals(waiver, words, lambda role: role.id),
        until=waiver.until,
        reason=" ".join(in_language(waiver.reason, words.lang).split()),
    )


def approvals(waiver: Acceptance, words: Words, title: Callable[[Ref], str]) -> str:
    """Return who approved a waiver on which day; where it was asked, how well that is known."""
    told = (
        f"{title(role)} {day}{standing(waiver, role, words)}" for role, day in waiver.approved_by
    )
    return words["comma"].join(told)


def standing(waiver: Acceptance, role: Ref, words: Words) -> str:
    """Return in brackets how well it is known who gave an approval, ``""`` where nobody asked."""
    return words[f"standing-{waiver.standing[role]}"] if role in waiver.standing else ""


def justification(finding: Finding, lang: str) -> str:
    """Return in one line why a finding that is not new does not count."""
    words = Words("findings", lang)
    return accepted(finding.waiver, words) if finding.waiver else words[finding.status]
