"""Tells an organisation's history over a period from the first-parent line of its repository."""

from collections.abc import Iterable, Iterator, Mapping

from raci.change.diff import Counted, Edge, Keys, compare
from raci.change.history.judged import Judged, judged, weakenings
from raci.change.history.periods import (
    FindingPeriods,
    WaiverPeriods,
    assigned,
    assignment_changes,
)
from raci.change.history.records import (
    Assigned,
    AssignmentChange,
    Change,
    History,
    Skipped,
    Weakened,
)
from raci.change.history.reviewers import reviewers
from raci.change.history.versions import HistoryError, Version, Versions
from raci.check.compilation import Compiled
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.findings.codes import UNREADABLE
from raci.findings.inputs import digest_of
from raci.findings.ref import Ref
from raci.findings.sentence import Sentence
from raci.findings.text import Text

Assignments = Mapping[Assigned, None]


def history_of(compiled: Compiled, start: str | None, end: str) -> History:
    """Return the history of an organisation from one day to another, both inclusive.

    What is there before the period is the version of the last commit before it. Commits at which
    the organisation cannot be read are skipped: what was there before still counts.

    Args:
        compiled: the organisation as it is today, on disk or at a revision.
        start: the first day, ISO 8601; that of the first commit where it is None.
        end: the last day; none of the future, of which nothing is known.

    Raises:
        GitError: there is no repository, no commit, or git fails.
        HistoryError: the period is empty, or before the first commit, commits of it are missing
            in a shallow clone, or the organisation was not there in it.
    """
    versions = Versions(compiled)
    return _History(versions, _start(versions, start, end), end).told(compiled)


def _start(versions: Versions, start: str | None, end: str) -> str:
    first = versions.line[0].day
    if start is not None and start > end:
        raise HistoryError(Sentence("history-backwards", start=start, end=end))
    versions.refuse_unless_known(start or first)
    if end < first:
        raise HistoryError(Sentence("history-before-first", end=end, first=first))
    return start or first


class _History:
    def __init__(self, versions: Versions, start: str, end: str) -> None:
        self.versions, self.start, self.end = versions, start, end
        self.changes: list[Change] = []
        self.skipped: list[Skipped] = []
        self.assignments: list[AssignmentChange] = []
        self.weakened: list[Weakened] = []
        self.findings = FindingPeriods(start, end)
        self.waivers = WaiverPeriods(start)
        self.names: dict[Ref, Text] = {}

    def told(self, today: Compiled) -> History:
        first, last = self.versions.before(self.start), self.versions.until(self.end)
        before: Judged | None = None
        there: Assignments = {}
        at_first: Assignments = {}
        latest, count = today, 0
        for now in judged(self._readable(first, last), self.start, self.end):
            count += 1
            is_first = before is None and now.version.commit.day < self.start
            here = there if before and before.version is now.version else assigned(now)
            at_first = here if is_first else at_first
            self._follow(before, now, there, here, first=is_first)
            before, there = now, here
            latest = now.version.compiled or latest
        if latest is today:
            raise self._nothing(today)
        period = self.versions.line[first:last]
        return History(
            organisation=latest.org.id,
            name=latest.org.name,
            path=self.versions.home.path,
            start=self.start,
            end=self.end,
            head=self.versions.line[last - 1].sha,
            inputs=digest_of(latest.inputs),
            commits=len(period),
            dated_back=sum(commit.dated_back for commit in period),
            judged=count,
            changes=tuple(self.changes),
            skipped=tuple(self.skipped),
            assignments=tuple(self.assignments),
            assignments_before=len(at_first),
            assignments_after=len(there),
            findings=self.findings.all(),
            waivers=self.waivers.all(self.end),
            weakened=tuple(self.weakened),
            names=self.names,
        )

    def _nothing(self, today: Compiled) -> HistoryError:
        """Return why there is no version of the period that can be judged."""
        path = self.versions.home.path or today.org.id
        if not self.skipped:
            return HistoryError(Sentence("history-not-there", path=path, end=self.end))
        commit, _, wrong = self.skipped[-1]
        why = [
            Sentence("at-place", place=each.place, en=each.say("en"), zh=each.say("zh"))
            for each in wrong[:1]
        ]
        return HistoryError(Sentence("history-unreadable", path=path, commit=commit.short), *why)

    def _readable(self, first: int, last: int) -> Iterator[Version]:
        """Yield the versions that can be read, or are not there; note the others."""
        for version in self.versions.between(self.versions.readable_before(first), last):
            if version.broken:
                self.skipped.append(_skipped(version))
            else:
                yield version

    def _follow(
        self,
        before: Judged | None,
        now: Judged,
        there: Assignments,
        here: Assignments,
        *,
        first: bool,
    ) -> None:
        opened, closed = self.findings.follow(now, first=first)
        self.waivers.follow(now, first=first)
        then = before.version if before else None
        if first or then is now.version or not (now.version.compiled or (then and then.compiled)):
            return
        changes = list(assignment_changes(there, here, now))
        self.assignments += changes
        self._name(changes, then, now.version)
        self.weakened += (Weakened(now.at, each) for each in weakenings(then, now.version))
        came = sum(each.came for each in changes)
        self.changes.append(
            _change(then, now.version)._replace(
                came=came, went=len(changes) - came, opened=opened, closed=closed
            )
        )

    def _name(
        self, changes: Iterable[AssignmentChange], before: Version | None, now: Version
    ) -> None:
        """Note the names of what assignments are about, the latest of each."""
        versions = [each.compiled.matrix for each in (now, before) if each and each.compiled]
        for change in changes:
            for ref in (change.assigned.activity, change.assigned.role):
                self.names[ref] = next(filter(None, (v.name(ref) for v in versions)), {})


def _skipped(version: Version) -> Skipped:
    assert version.compiled is not None
    found = judge(version.compiled, Run(version.commit.day)).findings
    wrong = tuple(finding for finding in found if finding.code in UNREADABLE)
    return Skipped(version.commit, version.home.path, wrong or tuple(found))


def _change(before: Version | None, now: Version) -> Change:
    """Return what a commit changed besides assignments and findings."""
    then, here = before.compiled if before else None, now.compiled
    change = Change(
        commit=now.commit,
        reviewers=reviewers(now.commit, here or then),
        path=now.home.path,
        begins=then is None,
        gone=here is None,
    )
    if before is None or then is None or here is None:
        return change
    return change._replace(
        moved_from=before.home.path if before.home != now.home else "",
        settings=before.settings != now.settings,
        entities=_entities(then, here),
    )


def _entities(before: Compiled, now: Compiled) -> tuple[Ref, ...]:
    """Return the entities that differ, assignments apart, by their ids of now where they are."""
    d = compare(before.matrix, now.matrix)
    changed: Iterable[Edge | Counted | Keys] = (*d.edges, *d.headcount, *d.keys)
    pairs = (*(each.of for each in changed), *d.renamed)
    joined = (*(new for _, new in d.merged), *(old for old, _ in d.split))
    every = {*d.came, *d.gone, *joined, *(pair.after for pair in pairs)}
    return tuple(sorted(ref for ref in every if ref.kind != "waiver"))
