"""The findings of a plan: those of its states beside the base, and those between steps only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from raci.change.plan.cause import Cause, Causes
from raci.change.plan.plan import PlanFinding
from raci.change.plan.steps import Course, Moment
from raci.check.compared_findings import Compared, Identity, compare
from raci.findings.days import Days, before
from raci.findings.finding import Finding, Severity
from raci.findings.place import Place
from raci.findings.text import in_language

Fact = tuple[Identity, Severity, str]
"""What a finding says as long as it is the same: its identity, severity and message.

What is waived on its first day stays so: that the waiver ends is another finding, of its own day.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """The findings of a plan: those that last, those that end, and the rest at the end."""

    new: list[PlanFinding]
    between: list[PlanFinding]
    end: Compared


def told(course: Course) -> Told:
    """Compare the findings of every day on which something changes with those of the base.

    A finding is told from the first to the last day on which it is new or worse without a gap.
    """
    moments = course.moments
    compared = [_compared(course, moment) for moment in moments]
    news = [_by_fact(course, *pair) for pair in zip(moments, compared, strict=True)]
    codes = {identity.code for here in news for identity, *_ in here}
    found, causes = Told([], [], compared[-1]), Causes(course, codes)
    for number, here in enumerate(news):
        earlier = news[number - 1] if number else {}
        for fact in (each for each in here if each not in earlier):
            last = next((n for n in range(number, len(news)) if fact not in news[n]), None)
            until = "" if last is None else before(moments[last].day)
            for finding in here[fact]:
                start = max(moments[number].day, *(days.start for days in _days(finding)), "")
                cause = causes.of(finding, moments[number])
                kept = replace(_located(finding, cause, course), start=start, until=until)
                (found.between if until else found.new).append(kept)
    return found


def _compared(course: Course, moment: Moment) -> Compared:
    if not moment.state.compiled.sound:  # what is not judged resolves nothing
        return Compared([replace(each, change="new") for each in moment.findings], [], [])
    then, name_of = moment.before, moment.state.matrix.name
    return compare(moment.findings, then.findings, course.renames, name_of, then.yielded)


def _by_fact(course: Course, moment: Moment, compared: Compared) -> Mapping[Fact, list[Finding]]:
    """Return what is new on a day, without what would begin only after the next step."""
    found: dict[Fact, list[Finding]] = {}
    for each in compared.new:
        days = _days(each)
        if not (moment.over and days and days[0].start >= moment.over):
            found.setdefault(_fact(each, course), []).append(each)
    return found


def _fact(finding: Finding, course: Course) -> Fact:
    identity = Identity.of(finding).now(course.renames)
    return identity, finding.severity, in_language(finding.template, "en")


def _days(finding: Finding) -> tuple[Days, ...]:
    """Return the days of which a finding itself speaks."""
    days = finding.values.get("days", ())
    return days if days and isinstance(days, tuple) and isinstance(days[0], Days) else ()


def _located(finding: Finding, cause: Cause, course: Course) -> PlanFinding:
    """Place a finding at the change that brings it."""
    routes = {change.number: change.route for change in course.proposal.changes}
    at = course.proposal.place(routes[cause.change] if cause.change else ())
    place = Place(finding.place.at, at.path, at.span, at.source)
    placed = replace(finding, place=place, related=(), fix=())
    return PlanFinding(placed, cause.change, contributing=cause.contributing)
