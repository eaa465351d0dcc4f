"""Findings of a page by their causes, grouped as ``raci check`` groups them."""

from collections.abc import Sequence
from typing import Any

from raci.findings.finding import Finding
from raci.render.findings.groups import Group, grouped
from raci.render.page.findings import namer
from raci.render.page.index import short
from raci.render.page.texts import Both, both
from raci.render.phrases import Words


def causes(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return the causes of a page's findings, which they name by number.

    A cause of several findings has a message and advice for all, and for each finding a text that
    says whom it is about.
    """
    numbers = {id(finding): number for number, finding in enumerate(found)}
    return [
        {"findings": [numbers[id(each)] for each in group.findings], **_texts(group)}
        for group in grouped(found)
    ]


def _texts(group: Group) -> dict[str, Any]:
    if group.is_one:
        return {}
    by_name = namer(group.findings)

    def item(finding: Finding) -> Both:
        return both(lambda lang: group.item(finding, _words(lang), named=by_name(lang)))

    return short(
        message=both(lambda lang: group.say(_words(lang), named=by_name(lang))),
        hint=both(lambda lang: group.advise(_words(lang), named=by_name(lang))) or None,
        items=[item(each) for each in group.findings],
    )


def _words(lang: str) -> Words:
    return Words("findings", lang)
