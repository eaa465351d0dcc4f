"""Judges the versions of an organisation: on the day of each commit, and when a date is reached.

A version is judged by its own settings, waivers and baseline and by the rules of today. Until the
next commit changes it, it is judged again only on days that it names itself: on every date in its
files and the day after it, on which a waiver or an appointment may begin or end, and on the day on
which a review is overdue.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from raci.change.history.records import Moment
from raci.change.history.version import Version
from raci.check.compilation import no_collector
from raci.check.effective_settings import settings_of
from raci.check.pipeline import judge
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.check.settings import Settings
from raci.findings.codes import WEAKENED_CONTROL, WEAKENED_SETTINGS
from raci.findings.days import after, before, is_day, months_later
from raci.findings.finding import Finding
from raci.rules import catalogue

DATE = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
REVIEW_OVERDUE = "ORG411"
WEAKENINGS = (WEAKENED_SETTINGS, WEAKENED_CONTROL)


@dataclass(frozen=True, slots=True)
class Judged:
    """A version as it is judged on a day; ``settings`` are those in force.

    Without a result the organisation is not there.
    """

    at: Moment
    version: Version
    settings: Settings | None = None
    result: CheckResult | None = None

    def findings(self, *status: str) -> list[Finding]:
        """Return the findings that are of one of some statuses, without their further places.

        These are looked up in the files when they are asked for, and would keep every version.
        """
        found = self.result.findings if self.result else ()
        return [replace(finding, related=()) for finding in found if finding.status in status]


def judged(versions: Iterable[Version], start: str, end: str) -> Iterator[Judged]:
    """Judge versions one after another, until the end of the last day.

    Args:
        versions: those of commits, the earliest first; all can be read, or are not there.
        start: the first day; a version of an earlier one is judged on the day before, by no commit.
        end: the last day.
    """
    for version, following in pairwise(chain(versions, (None,))):
        assert version is not None
        is_earlier = version.commit.day < start
        day = before(start) if is_earlier else version.commit.day
        commit = "" if is_earlier else version.commit.sha
        if version.compiled is None:
            yield Judged(Moment(day, commit), version)
            continue
        settings = settings_of(version.compiled)
        last = following.commit.day if following else after(end)
        yield _on(Moment(day, commit), version, settings)
        for turn in sorted(_turning_days(version, settings)):
            if day < turn < last:
                yield _on(Moment(turn), version, settings)


def weakenings(then: Version | None, now: Version) -> list[Finding]:
    """Return what a version has made weaker since an earlier one: settings and controls."""
    if then is None or then.compiled is None or now.compiled is None:
        return []
    run = Run(now.commit.day, only=WEAKENINGS)
    with no_collector():
        result = judge(now.compiled, run, then.compiled)
    return [finding for finding in result.findings if finding.code in WEAKENINGS]


def _on(at: Moment, version: Version, settings: Settings) -> Judged:
    assert version.compiled is not None
    with no_collector():
        return Judged(at, version, settings, judge(version.compiled, Run(at.day)))


def _turning_days(version: Version, settings: Settings) -> set[str]:
    """Return the days on which other findings may be there, though nothing has changed."""
    assert version.compiled is not None
    org, found = version.compiled.org, version.compiled.found
    written = {day for document in found.documents for day in DATE.findall(document.text)}
    days = {day for day in written if is_day(day)}
    reviewed = {org.reviewed, *(each.reviewed for each in org.departments.values())}
    overdue = {_overdue(day, settings) for day in reviewed if day}
    return days | set(map(after, days)) | overdue


def _overdue(reviewed: str, settings: Settings) -> str:
    """Return the first day on which a review is overdue."""
    (option,) = catalogue.options(REVIEW_OVERDUE)
    months = settings.parameters(REVIEW_OVERDUE).get(option.name, option.default)
    last = months_later(reviewed, int(months))
    return after(last) if is_day(last) else months_later(f"{last[:8]}01", 1)
