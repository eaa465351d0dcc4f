"""Follows findings and waivers through judged versions: since when, until when."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from raci.change.history.judged import Judged
from raci.change.history.records import (
    FindingEnd,
    FindingPeriod,
    Moment,
    WaiverEnd,
    WaiverPeriod,
)
from raci.check.base import terms_of
from raci.check.compared_findings import Identity, Known, matches
from raci.check.compilation import Compiled
from raci.check.settings import Settings
from raci.check.standing import standing_of_waivers
from raci.findings.codes import POLICIES, family
from raci.findings.days import after
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.standing import Standing
from raci.model.entities import Waiver


class Open(NamedTuple):
    """A finding that is open, and the moment at which it was opened; None before the period."""

    finding: Finding
    since: Moment | None


class FindingPeriods:
    """The findings that were open in a period from ``start`` to ``end``."""

    def __init__(self, start: str, end: str) -> None:
        self.start, self.end = start, end
        self.open: list[Open] = []
        self.closed: list[FindingPeriod] = []

    def follow(self, judged: Judged, *, first: bool) -> tuple[int, int]:
        """Take what was found next; return how many findings were opened and closed.

        ``first``: what is open now was so before the period.
        """
        found, renames = judged.findings("new"), judged.version.renames
        known = [Known.of(each.finding, renames) for each in self.open]
        paired = matches([Known.of(finding) for finding in found], known)
        stays = {match.base for match in paired}
        gone = [each for number, each in enumerate(self.open) if number not in stays]
        ends = _Ends(judged) if gone else None
        self.closed += [self._period(each, judged.at, ends) for each in gone]
        new = None if first else judged.at
        self.open = [
            Open(finding, new if match.base is None else self.open[match.base].since)
            for finding, match in zip(found, paired, strict=True)
        ]
        return sum(match.base is None for match in paired), len(gone)

    def all(self) -> tuple[FindingPeriod, ...]:
        """Return all periods: in the order in which they began, then by finding."""
        every = [*self.closed, *(self._period(each, None, None) for each in self.open)]
        return tuple(sorted(every, key=_order))

    def _period(self, each: Open, closed: Moment | None, ends: "_Ends | None") -> FindingPeriod:
        first = each.since.day if each.since else self.start
        days = _days(first, closed.day if closed else after(self.end))
        end = ends.of(each.finding) if ends else None
        return FindingPeriod(each.finding, each.since, closed, end, days)


def _order(period: FindingPeriod) -> tuple[object, ...]:
    finding = period.finding
    opened, closed = (each.day if each else "" for each in (period.opened, period.closed))
    return opened, -finding.severity, finding.code, finding.subject, finding.involves, closed


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


class _Ends:
    """Why findings are not open any more by what is found next."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self.renames = judged.version.renames
        yielded = judged.result.yielded if judged.result else ()
        self.covered = {Identity.of(finding) for finding in yielded}
        self.accepted = {
            Identity.of(finding): finding.status
            for finding in judged.findings("waived", "baselined")
        }

    def of(self, finding: Finding) -> FindingEnd:
        settings = self.judged.settings
        if settings is None:
            return "gone"
        now = Identity.of(finding).now(self.renames)
        if status := self.accepted.get(now):
            return "waived" if status == "waived" else "baselined"
        if now in self.covered:
            return "covered"
        left_out = any(_is_left_out(code, settings) for code in (now.code, *_about(finding)))
        ignored = settings.ignores(now.code, finding.place.path)
        return "unchecked" if left_out or ignored else "resolved"


def _is_left_out(rule: str, settings: Settings) -> bool:
    """Return whether a rule, by its code or name, does not run."""
    codes = {name: code for code, name in settings.names.items()}
    code = codes.get(rule, rule)
    is_known = code in settings.names or family(code) == POLICIES
    return is_known and code not in settings.selected


def _about(finding: Finding) -> Iterator[str]:
    """Yield the other rule that a finding is about, as one about a waiver of that rule is."""
    if rule := finding.values.get("rule"):
        yield str(rule)


class WaiverPeriods:
    """The waivers of a period from a day, each as long as its terms are the same."""

    def __init__(self, start: str) -> None:
        self.start = start
        self.known: dict[Ref, WaiverPeriod] = {}
        self.ended: list[WaiverPeriod] = []

    def follow(self, judged: Judged, *, first: bool) -> None:
        """Take the waivers of what was judged next; ``first``: they were there before."""
        compiled, renames = judged.version.compiled, judged.version.renames
        waivers = {each.ref: each for each in compiled.org.waivers.values()} if compiled else {}
        before = {renames.now(ref): period for ref, period in self.known.items()}
        for ref, period in before.items():
            self._expire(period, judged.at.day)
            if ref not in waivers:
                self._end(period, judged.at, "removed")
            elif terms_of(period.waiver, renames) != terms_of(waivers[ref], renames):
                self._end(period, judged.at, "changed")
        self.known = {}
        new: list[Waiver] = []
        for ref, waiver in waivers.items():
            kept = before.get(ref)
            if kept and terms_of(kept.waiver, renames) == terms_of(waiver, renames):
                self.known[ref] = kept
            else:
                new.append(waiver)
        standing = _standing(new, compiled, judged.at.day)
        for waiver in new:
            at = None if first else judged.at
            period = WaiverPeriod(waiver, at, None, None, standing.get(waiver.id, {}))
            self.known[waiver.ref] = period
            self._expire(period, judged.at.day)

    def all(self, end: str) -> tuple[WaiverPeriod, ...]:
        """Return all periods up to the end of a day: as they began, then by waiver."""
        for period in self.known.values():
            self._expire(period, end)
        over = {id(period.waiver) for period in self.ended}
        lasting = (each for each in self.known.values() if id(each.waiver) not in over)
        ended = (each for each in self.ended if each.ended and each.ended.day >= self.start)
        every = [*ended, *lasting]
        return tuple(sorted(every, key=lambda each: (each.granted or Moment(""), each.waiver.id)))

    def _expire(self, period: WaiverPeriod, day: str) -> None:
        if period.waiver.until < day:
            self._end(period, Moment(after(period.waiver.until)), "expired")

    def _end(self, period: WaiverPeriod, at: Moment, end: WaiverEnd) -> None:
        """Note the end of a period, unless it has ended before."""
        if not any(each.waiver is period.waiver for each in self.ended):
            ended = WaiverPeriod(period.waiver, period.granted, at, end, period.standing)
            self.ended.append(ended)


def _standing(
    waivers: list[Waiver], compiled: Compiled | None, day: str
) -> Mapping[str, Mapping[str, Standing]]:
    if not waivers or compiled is None or compiled.found.table:
        return {}
    return standing_of_waivers(compiled, waivers, day)
