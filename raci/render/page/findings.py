"""Findings of a page: their texts in both languages, their places, and what they mark."""

from collections.abc import Callable, Iterable
from typing import Any

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.render.findings.justification import justification
from raci.render.page.index import Index, short
from raci.render.page.marks import marks
from raci.render.page.texts import both


def findings(found: Iterable[Finding], index: Index) -> list[dict[str, Any]]:
    """Return findings with their texts in both languages, and what each marks."""
    return [_finding(finding, index) for finding in found]


def namer(found: Iterable[Finding]) -> Callable[[str], Callable[[Ref], str]]:
    """Return what names entities in a language: by the names that findings know, else by ids."""
    names = {ref: name for finding in found for ref, name in finding.names.items()}
    return lambda lang: lambda ref: in_language(names.get(ref, {}), lang) or ref.id


def _is_accepted(finding: Finding) -> bool:
    return bool(finding.waiver or finding.proposal)


def _finding(finding: Finding, index: Index) -> dict[str, Any]:
    by_name = namer([finding])
    return short(
        code=finding.code,
        name=finding.name,
        severity=finding.severity.label,
        status=finding.status if finding.status != "new" else None,
        subject=finding.subject,
        title=both(lambda lang: in_language(finding.title_of_rule, lang)),
        message=both(lambda lang: finding.say(lang, named=by_name(lang))),
        hint=both(lambda lang: finding.advise(lang, named=by_name(lang))) or None,
        accepted=both(lambda lang: justification(finding, lang)) if _is_accepted(finding) else None,
        instead="\n".join(finding.instead) or None,
        place=str(finding.place),
        fingerprint=finding.fingerprint,
        **marks(finding, index),
    )
