"""The outcome of a check, and the union of two: one by the settings of a base, one by the own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from raci.findings.finding import Finding
from raci.findings.report import Checked
from raci.findings.text import Text

BY_BASE: Text = {"en": "; found by the base's settings", "zh": "；按基准的设置发现"}
"""What follows the message of a finding that only the base's settings report, or more severely."""


class CheckResult(NamedTuple):
    """The outcome for one organisation.

    Without a base ``findings`` are all; with one they are new or worse than there, ``kept`` are the
    unchanged and the better ones, and ``gone`` those of the base that are no longer there.
    ``yielded`` are not reported, since another finding reports the same defect.
    """

    checked: Checked
    findings: list[Finding]
    kept: list[Finding]
    gone: list[Finding]
    yielded: list[Finding]

    @property
    def every(self) -> list[Finding]:
        """All findings, whether or not the base has them."""
        return self.findings + self.kept


def union(own: CheckResult, of_base: CheckResult) -> CheckResult:
    """Return what either of two checks of one organisation found, the stricter of each.

    Args:
        own: by the organisation's own settings.
        of_base: by those of its base.
    """
    findings = list(_stricter(own.findings, of_base.findings))
    there = {_key(finding) for finding in findings}
    kept = [each for each in _stricter(own.kept, of_base.kept) if _key(each) not in there]
    tallies = {tally.code: tally for tally in (*of_base.checked.tallies, *own.checked.tallies)}
    checked = replace(own.checked, tallies=tuple(tallies[code] for code in sorted(tallies)))
    return CheckResult(checked, findings, kept, list(_gone(own, of_base)), own.yielded)


def _stricter(own: Sequence[Finding], of_base: Iterable[Finding]) -> Iterator[Finding]:
    by_base = {_key(finding): finding for finding in of_base}
    for finding in own:
        other = by_base.pop(_key(finding), finding)
        yield _by_base(other) if _weight(other) > _weight(finding) else finding
    yield from map(_by_base, by_base.values())


def _gone(own: CheckResult, of_base: CheckResult) -> Iterator[Finding]:
    """Yield what is gone by both settings, or by the one with which its rule ran."""
    every = {_key(finding): finding for finding in (*own.gone, *of_base.gone)}
    there = set(every)
    for each in (own, of_base):
        ran = {tally.code for tally in each.checked.tallies}
        gone = {_key(finding) for finding in each.gone}
        there = {key for key in there if key in gone or every[key].code not in ran}
    yield from (finding for key, finding in every.items() if key in there)


def _by_base(finding: Finding) -> Finding:
    remark = {tag: finding.remark.get(tag, "") + words for tag, words in BY_BASE.items()}
    return replace(finding, remark=remark)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.fingerprint, finding.place.path, finding.place.span


def _weight(finding: Finding) -> tuple[bool, bool, int]:
    return finding.status == "new", finding.failing, finding.severity
