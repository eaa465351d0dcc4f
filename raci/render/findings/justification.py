"""Why a finding does not count: its waiver, the baseline, or the proposal that means it."""

from collections.abc import Callable

from raci.findings.finding import Acceptance, Finding
from raci.findings.ref import Ref
from raci.findings.text import in_language, one_line
from raci.render.phrases import Words


def accepted(waiver: Acceptance, words: Words) -> str:
    """Return which waiver covers a finding, who approved it on which day, until when, and why."""
    return words["accepted"].format(
        waiver=waiver.waiver.id,
        by=approvals(waiver, words, lambda role: role.id),
        until=waiver.until,
        reason=one_line(in_language(waiver.reason, words.lang)),
    )


def approvals(waiver: Acceptance, words: Words, title: Callable[[Ref], str]) -> str:
    """Return who approved a waiver, on which day."""
    told = (
        with_standing(f"{title(role)} {day}", role, waiver, words)
        for role, day in waiver.approved_by
    )
    return words["comma"].join(told)


def with_standing(approval: str, role: Ref, waiver: Acceptance, words: Words) -> str:
    """Return an approval in words; where it was asked, with how well it is known who gave it."""
    if role not in waiver.standing:
        return approval
    return words["item"].format(item=approval, beside=words[f"standing-{waiver.standing[role]}"])


def justification(finding: Finding, lang: str) -> str:
    """Return in one line why a finding that is not new does not count."""
    words = Words("findings", lang)
    if finding.proposal:
        return words["meant-by"].format(by=finding.proposal)
    return accepted(finding.waiver, words) if finding.waiver else words[finding.status]
