"""The findings of a plan: new, resolved, and between steps only."""

from collections.abc import Iterator
from dataclasses import replace

from raci.change.plan.plan import PlanFinding
from raci.change.plan.steps import CheckedState, Course
from raci.check.base import new_since
from raci.check.baseline import Identity
from raci.findings.days import before
from raci.findings.finding import Finding
from raci.findings.place import Place


def brought(course: Course) -> list[PlanFinding]:
    """Return the findings of the head that the base does not have."""
    new = new_since(course.head.findings, course.base.findings, course.renames)
    return [_told(finding, course) for finding in new]


def resolved(course: Course) -> list[Finding]:
    """Return the findings of the base that the head does not have."""
    now = {Identity.of(finding) for finding in course.head.findings}
    return [f for f in course.base.findings if Identity.of(f).now(course.renames) not in now]


def between(course: Course) -> Iterator[PlanFinding]:
    """Yield the findings between steps only, with their first and last day."""
    known = _identities(course.base, course)
    known |= {Identity.of(finding) for finding in course.head.findings}
    for number, stage in enumerate(course.stages[:-1]):
        for finding in stage.findings:
            identity = Identity.of(finding).now(course.renames)
            if identity not in known:
                known.add(identity)
                later = course.stages[number + 1 :]
                over = next(each.day for each in later if identity not in _identities(each, course))
                yield replace(_told(finding, course), start=stage.day, until=before(over))


def _identities(stage: CheckedState, course: Course) -> set[Identity]:
    return {Identity.of(finding).now(course.renames) for finding in stage.findings}


def _told(finding: Finding, course: Course) -> PlanFinding:
    """Place a finding at the last change that touched what it is about."""
    refs = {each for ref in (finding.subject, *finding.involves) for each in ref.entities}
    touched = course.made.touched
    number = max((touched[ref] for ref in refs if ref in touched), default=None)
    routes = {change.number: change.route for change in course.proposal.changes}
    at = course.proposal.place(routes[number] if number else ())
    title = course.base.compiled.found.title(at.path)
    place = Place(finding.place.at, title, at.span, at.source)
    return PlanFinding(replace(finding, place=place, related=(), fix=()), number)
