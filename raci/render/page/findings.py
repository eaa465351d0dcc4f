"""Findings of a page: their texts in both languages, their places, and what they mark.

Thousands of findings can have more text than a page may hold. The least severe ones are left to the
workbook then, and the page knows how many there are of each activity and role.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.text import in_language, shortened
from raci.render.findings.justification import justification
from raci.render.page.assemble import size
from raci.render.page.index import Index, short
from raci.render.page.marks import marks
from raci.render.page.texts import both

LONGEST = 1000
"""The most characters of a message that a page shows; it may name hundreds of roles."""


def findings(found: Sequence[Finding], index: Index, budget: int) -> dict[str, Any]:
    """Return the findings that fit into so many bytes, their rules, and what is left out."""
    shown: list[dict[str, Any]] = []
    for finding in found:
        item = _finding(finding, index)
        budget -= size(item)
        if budget < 0:
            break
        shown.append(item)
    rules = {finding.code: _rule(finding) for finding in found[: len(shown)]}
    return {
        "findings": shown,
        "rules": rules,
        "left_out": _left_out(found[len(shown) :], index),
    }


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
        severity=finding.severity.label,
        status=finding.status if finding.status != "new" else None,
        subject=finding.subject,
        message=both(lambda lang: shortened(finding.say(lang, named=by_name(lang)), LONGEST)),
        hint=both(lambda lang: shortened(finding.advise(lang, named=by_name(lang)), LONGEST))
        or None,
        accepted=both(lambda lang: justification(finding, lang)) if _is_accepted(finding) else None,
        instead="\n".join(finding.instead) or None,
        place=str(finding.place),
        handle=finding.handle,
        **marks(finding, index),
    )


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.name,
        "title": both(lambda lang: in_language(finding.title_of_rule, lang)),
    }


def _left_out(rest: Sequence[Finding], index: Index) -> dict[str, Any]:
    """Return how many findings are left out, and of each entity by severity."""
    if not rest:
        return {}
    sections = ("activities", "roles", "departments")
    counts: dict[str, Counter[tuple[int, str]]] = {section: Counter() for section in sections}
    for finding in rest:
        severity = finding.severity.label if finding.status == "new" else "accepted"
        for section, numbers in marks(finding, index).items():
            if section in counts:
                counts[section].update((number, severity) for number in numbers)
    listed = {
        section: [[*key, n] for key, n in sorted(counted.items())]
        for section, counted in counts.items()
    }
    return {"findings": len(rest), **listed}
