"""The findings of a plan: those of its states beside the base, and those between steps only."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from raci.change.plan.plan import PlanFinding
from raci.change.plan.steps import CheckedState, Course
from raci.check.compared_findings import Compared, Identity, compare
from raci.findings.days import before
from raci.findings.finding import Finding
from raci.findings.place import Place


def compared(course: Course, state: CheckedState) -> Compared:
    """Compare the findings of a state with those of the base."""
    base, renames = course.base, course.renames
    if not state.compiled.sound:  # what is not judged resolves nothing
        return Compared([replace(each, change="new") for each in state.findings], [], [])
    return compare(state.findings, base.findings, renames, state.matrix.name, base.yielded)


def located(findings: Iterable[Finding], course: Course) -> list[PlanFinding]:
    """Place findings at the last change that touched what they are about."""
    return [_located(finding, course) for finding in findings]


def between(course: Course) -> Iterator[PlanFinding]:
    """Yield the findings between steps only, with their first and last day."""
    known = _identities(course.head, course)
    for number, stage in enumerate(course.stages[:-1]):
        for finding in compared(course, stage).new:
            identity = Identity.of(finding).now(course.renames)
            if identity not in known:
                known.add(identity)
                later = course.stages[number + 1 :]
                over = next(each.day for each in later if identity not in _identities(each, course))
                yield replace(_located(finding, course), start=stage.day, until=before(over))


def _identities(stage: CheckedState, course: Course) -> set[Identity]:
    return {Identity.of(finding).now(course.renames) for finding in stage.findings}


def _located(finding: Finding, course: Course) -> PlanFinding:
    refs = {each for ref in (finding.subject, *finding.involves) for each in ref.entities}
    touched = course.made.touched
    number = max((touched[ref] for ref in refs if ref in touched), default=None)
    routes = {change.number: change.route for change in course.proposal.changes}
    at = course.proposal.place(routes[number] if number else ())
    title = course.base.compiled.found.title(at.path)
    place = Place(finding.place.at, title, at.span, at.source)
    return PlanFinding(replace(finding, place=place, related=(), fix=()), number)
