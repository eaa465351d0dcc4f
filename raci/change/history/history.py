"""Tells an organisation's history over a period from the first-parent line of its repository."""

from collections.abc import Iterable, Iterator

from raci.change.diff import Counted, Difference, Edge, Keys, compare
from raci.change.history.assignments import AssignmentPeriods, assigned
from raci.change.history.judged import Judged, judged, weakenings
from raci.change.history.periods import FindingPeriods, WaiverPeriods
from raci.change.history.records import Assigned, Change, History, Renamed, Skipped, Weakened
from raci.change.history.reviewers import reviewers
from raci.change.history.version import Version
from raci.change.history.versions import HistoryError, Versions
from raci.check.compilation import Compiled
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.findings.codes import UNREADABLE
from raci.findings.inputs import digest_of
from raci.findings.ref import Ref
from raci.findings.sentence import Sentence
from raci.findings.text import Text
from raci.matrix.matrix import Matrix


def history_of(compiled: Compiled, start: str | None, end: str, head: str = "") -> History:
    """Return the history of an organisation from one day to another, both inclusive.

    What is there before the period is the version of the last commit before it. Commits at which
    the organisation cannot be read are skipped: what was there before still counts.

    Args:
        compiled: the organisation as it is today, on disk or at a revision.
        start: the first day, ISO 8601; that of the first commit where it is None.
        end: the last day; none of the future, of which nothing is known.
        head: a commit of the line after which none counts, as none was there when it was HEAD.

    Raises:
        GitError: there is no repository, no commit, or git fails.
        HistoryError: the period is empty, or before the first commit, commits of it are missing
            in a shallow clone, or the organisation was not there in it.
    """
    versions = Versions(compiled)
    return _History(versions, _start(versions, start, end), end).told(compiled, head)


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
        self.assignments = AssignmentPeriods()
        self.weakened: list[Weakened] = []
        self.findings = FindingPeriods(start, end)
        self.waivers = WaiverPeriods(start)
        self.names: dict[Ref, Text] = {}

    def told(self, today: Compiled, head: str) -> History:
        first, last = self.versions.before(self.start), self.versions.until(self.end, head)
        before: Judged | None = None
        latest, count = today, 0
        for now in judged(self._readable(first, last), self.start, self.end):
            count += 1
            self._follow(before.version if before else None, now)
            before = now
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
            assignments=self.assignments.all(),
            findings=self.findings.all(),
            waivers=self.waivers.all(self.end),
            weakened=tuple(self.weakened),
            names=self._names(latest.matrix),
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

    def _follow(self, then: Version | None, now: Judged) -> None:
        version, compiled = now.version, now.version.compiled
        first = then is None and version.commit.day < self.start
        opened, closed = self.findings.follow(now, first=first)
        self.waivers.follow(now, first=first)
        if then is version:
            return
        here = dict.fromkeys(assigned(compiled.matrix)) if compiled else {}
        came, went = self.assignments.follow(None if first else now.at, here, version.renames)
        if first or not (compiled or (then and then.compiled)):
            return
        self._name([*came, *went], then, version)
        self.weakened += (Weakened(now.at, each) for each in weakenings(then, version))
        change = _change(then, version)._replace(opened=opened, closed=closed)
        self.changes.append(change._replace(came=len(came), went=len(went)))

    def _names(self, last: Matrix) -> dict[Ref, Text]:
        """Return the names of what assignments were about in the period, the latest of each."""
        periods = (each.assigned for each in self.assignments.all())
        refs = {ref for each in periods for ref in (each.of, each.role)}
        return {ref: last.name(ref) or self.names.get(ref, {}) for ref in sorted(refs)}

    def _name(self, changed: Iterable[Assigned], before: Version | None, now: Version) -> None:
        """Note the names of what came or went, which the last version may not have."""
        versions = [each.compiled.matrix for each in (now, before) if each and each.compiled]
        for ref in {ref for each in changed for ref in (each.of, each.role)}:
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
    difference = compare(then.matrix, here.matrix)
    return change._replace(
        moved_from=before.home.path if before.home != now.home else "",
        settings=before.settings != now.settings,
        renamed=tuple(_renamed(difference)),
        entities=_entities(difference),
    )


def _renamed(d: Difference) -> Iterator[Renamed]:
    """Yield the entities that have other ids, as ``formerly`` says."""
    yield from (Renamed("renamed", (each.before,), (each.after,)) for each in d.renamed)
    yield from (Renamed("merged", olds, (new,)) for olds, new in d.merged)
    yield from (Renamed("split", (old,), news) for old, news in d.split)


def _entities(d: Difference) -> tuple[Ref, ...]:
    """Return the entities that differ, ids and assignments apart, by their ids of now."""
    changed: Iterable[Edge | Counted | Keys] = (*d.edges, *d.headcount, *d.keys)
    every = {*d.came, *d.gone, *(each.of.after for each in changed)}
    return tuple(sorted(ref for ref in every if ref.kind != "waiver"))
