"""Findings of a page: their texts in both languages, their places, and what they mark."""

from collections.abc import Callable, Iterable
from typing import Any

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.page.index import Index, short
from raci.render.page.marks import marks
from raci.render.page.texts import both


def findings(found: Iterable[Finding], index: Index) -> list[dict[str, Any]]:
    """Return findings with their texts in both languages, and what each marks."""
    return [_finding(finding, index) for finding in found]


def _finding(finding: Finding, index: Index) -> dict[str, Any]:
    def by_name(lang: str) -> Callable[[Ref], str]:
        return lambda ref: in_language(finding.names.get(ref, {}), lang) or ref.id

    return short(
        code=finding.code,
        name=finding.name,
        severity=finding.severity.label,
        status=finding.status if finding.status != "new" else None,
        subject=finding.subject,
        title=both(lambda lang: in_language(finding.title_of_rule, lang)),
        message=both(lambda lang: finding.say(lang, named=by_name(lang))),
        hint=both(lambda lang: finding.advise(lang, named=by_name(lang))) or None,
        instead="\n".join(finding.instead) or None,
        place=str(finding.place),
        fingerprint=finding.fingerprint,
        **marks(finding, index),
    )
