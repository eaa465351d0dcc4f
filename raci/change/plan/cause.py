"""Which change brings a finding: the one before which it is not there, and those beside it."""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from raci.change.plan.steps import Course, Moment, judged, staged
from raci.check.compared_findings import Identity
from raci.check.compilation import Compiled
from raci.findings.finding import Finding
from raci.matrix.matrix import Previous


class Cause(NamedTuple):
    """The number of the change that brings a finding, and those that touch what it is about."""

    change: int | None
    contributing: tuple[int, ...] = ()


class Causes:
    """Finds the causes of findings: judges what the first changes alone lead to, by their codes."""

    def __init__(self, course: Course, codes: Collection[str]) -> None:
        self.course = course
        self._run = replace(course.run, only=codes)
        self._compiled: dict[int, Compiled] = {}
        self._found: dict[tuple[int, str], list[Finding]] = {}

    def of(self, finding: Finding, moment: Moment) -> Cause:
        """Return the cause of a finding that is there on a day.

        The number is that of the first change of those with which it is there, and without which,
        the ones before it alone, it is not.
        """
        refs = {each for ref in (finding.subject, *finding.involves) for each in ref.entities}
        touching = self.course.made.touching
        numbers = {number for ref in refs for number in touching.get(ref, ())}
        made = self.course.made.made
        if finding.subject == "org":  # what is said of the whole adds up
            numbers = {each.number for each in made[: self._last(moment)]}
        first = self._first(finding, moment)
        change = made[first - 1].number if first else max(numbers, default=None)
        return Cause(change, tuple(sorted(numbers - {change})))

    def _first(self, finding: Finding, moment: Moment) -> int | None:
        """Return how many of the changes it takes for a finding to be there."""
        without, with_ = 0, self._last(moment)
        if self._is_there(finding, without, moment) or not self._is_there(finding, with_, moment):
            return None
        while with_ - without > 1:
            middle = (without + with_) // 2
            if self._is_there(finding, middle, moment):
                with_ = middle
            else:
                without = middle
        return with_

    def _is_there(self, finding: Finding, number: int, moment: Moment) -> bool:
        """Return whether a finding is as bad with the first changes alone."""
        renames = self.course.renames
        identity = Identity.of(finding).now(renames)
        return any(
            Identity.of(each).now(renames) == identity
            and each.severity >= finding.severity
            and (each.measure or 0) >= (finding.measure or 0)
            for each in self._findings(number, moment)
            if each.code == finding.code
        )

    def _findings(self, number: int, moment: Moment) -> list[Finding]:
        if number == 0:
            return moment.before.findings
        if number == self._last(moment):
            return moment.findings
        key = number, moment.day
        if key not in self._found:
            pairs = self._pairs(number, moment)
            version = self._version(number)
            self._found[key] = judged(version, self._run, moment.day, pairs)
        return self._found[key]

    def _version(self, number: int) -> Compiled:
        if number not in self._compiled:
            made = self.course.made.made[:number]
            edits = [edit for each in made for edit in each.edits]
            found = self.course.base.compiled.found
            self._compiled[number] = Compiled(staged(found, edits, made[-1].state))
        return self._compiled[number]

    def _pairs(self, number: int, moment: Moment) -> list[Previous]:
        """Return the earlier versions with which rules of change compare, as they do on the day."""
        course, at = self.course, self._stage(moment)
        end = course.head.matrix if moment.over else None
        base = Previous(course.base.matrix, course.dropped, end)
        if at == 0 or number <= self._upto(at):
            return [base]
        return [Previous(course.stages[at - 1].matrix, course.dropped, end), base]

    def _stage(self, moment: Moment) -> int:
        return [stage.day for stage in self.course.stages].index(moment.state.day)

    def _last(self, moment: Moment) -> int:
        return self._upto(self._stage(moment) + 1)

    def _upto(self, stages: int) -> int:
        """Return how many changes the first steps have."""
        return sum(len(step.changes) for step in self.course.proposal.steps[:stages])
