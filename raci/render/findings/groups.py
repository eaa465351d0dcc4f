"""Findings with one cause as a group: told once, by whom it is about, with all its subjects."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

from raci.findings.codes import APART
from raci.findings.finding import Finding, Named
from raci.findings.text import holes, in_language
from raci.render.phrases import Words

NAMED = 3
"""The advice to a group names at most this many of what differs within the group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that differ in nothing but their subjects, and in what is told beside each.

    A rule's page says under ``group`` what such findings have in common. The values that it names
    are the same for all; the other values of the message stand beside each subject. ``beside`` is
    what a report tells of all of them besides.
    """

    findings: tuple[Finding, ...]
    beside: tuple[str, ...] = ()

    @property
    def first(self) -> Finding:
        """The first finding, whose place is the group's."""
        return self.findings[0]

    @property
    def is_one(self) -> bool:
        """Whether it is one finding alone."""
        return len(self.findings) == 1

    def say(self, words: Words, *, named: Named = False) -> str:
        """Return the message: of one finding its own, of several what they have in common."""
        first, n = self.first, len(self.findings)
        if n > 1 and first.group_template:
            values = {**first.values, "n": n}
            first = replace(first, template=first.group_template, values=values)
            return first.say(words.lang, named=named)
        message = first.say(words.lang, named=named)
        return words["such"].format(message=message, n=n) if n > 1 else message

    def item(self, finding: Finding, words: Words, *, named: Named = False) -> str:
        """Return the subject of a finding of the group, and what is told of it alone."""
        first, *rest = (f"{{{key}}}" for key in _of_its_own(finding))
        template = words["item"].format(item=first, beside=words["comma"].join(rest))
        values = {**finding.values, "subject": finding.subject}
        own = replace(finding, template={"": template if rest else first}, values=values)
        return own.say(words.lang, named=named)

    def inline(self, words: Words, *, limit: int | None = None, named: Named = False) -> str:
        """Return the message, then the subjects, each with the digits of its fingerprint."""
        message = self.say(words, named=named)
        if self.is_one:
            return f"{message} [{self.first.handle}]"
        shown = self.findings[:limit]
        items = [f"{self.item(each, words, named=named)} [{each.handle}]" for each in shown]
        if left := len(self.findings) - len(shown):
            items.append(words["and-more"].format(n=left))
        return words["listed"].format(message=message, items=words["comma"].join(items))

    def advise(self, words: Words, *, named: Named = False) -> str:
        """Return the advice; it names only some of what differs within the group."""
        names = {ref: name for each in self.findings for ref, name in each.names.items()}
        values = {key: self._merged(key, words) for key in self.first.values}
        return replace(self.first, names=names, values=values).advise(words.lang, named=named)

    def _merged(self, key: str, words: Words) -> Any:
        values = [each.values[key] for each in self.findings if key in each.values]
        if all(value == values[0] for value in values):
            return values[0]
        tuples = (value if isinstance(value, tuple) else (value,) for value in values)
        items = tuple(dict.fromkeys(item for several in tuples for item in several))
        left = len(items) - NAMED
        return (*items[:NAMED], words["n-more"].format(n=left)) if left > 1 else items


def grouped(
    findings: Iterable[Finding], beside: Iterable[tuple[str, ...]] = repeat(())
) -> list[Group]:
    """Return the findings as groups, each where its first finding stands.

    Findings with different texts ``beside`` them are in different groups.
    """
    groups: dict[Hashable, list[Finding]] = {}
    texts: dict[Hashable, tuple[str, ...]] = {}
    for number, (finding, text) in enumerate(zip(findings, beside, strict=False)):
        apart = finding.code in APART or finding.remark
        key = number if apart else (text, _cause(finding))
        groups.setdefault(key, []).append(finding)
        texts[key] = text
    return [Group(tuple(group), texts[key]) for key, group in groups.items()]


def _cause(finding: Finding) -> Hashable:
    """Return what the findings of a group have in common."""
    named = set(holes(finding.group_template)) - {"n"}
    common = named or {key for key, value in finding.values.items() if value != finding.subject}
    return (
        finding.organisation,
        finding.code,
        finding.severity,
        finding.status,
        finding.waiver and finding.waiver.waiver,
        finding.involves,
        in_language(finding.template, "en"),
        in_language(finding.hint_template, "en"),
        tuple((key, finding.values[key]) for key in sorted(common)),
    )


def _of_its_own(finding: Finding) -> list[str]:
    """Return the names of the values that stand beside a finding in its group, its subject's first.

    Without a message for the group its first finding speaks for all, and nothing else differs.
    """
    common = holes(finding.group_template)
    keys = [key for key in holes(finding.template) if key not in common] if common else []
    subjects = {finding.subject, *finding.subject.entities}
    own = [key for key in keys if finding.values[key] in subjects] or ["subject"]
    return [*own, *(key for key in keys if key not in own)]
