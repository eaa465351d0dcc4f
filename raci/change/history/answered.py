"""Tells who answered for something on a day, and which line of which commit says so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from raci.change.history.assignments import AssignmentPeriods
from raci.change.history.records import Answer, Answers, Assigned, Moment, Source
from raci.change.history.version import Version
from raci.change.history.versions import HistoryError, Versions
from raci.check.compilation import Compiled
from raci.findings.inputs import digest_of
from raci.findings.ref import Function, Ref
from raci.findings.sentence import Sentence
from raci.matrix.matrix import Matrix
from raci.source.blame import History
from raci.source.document import Document
from raci.source.first_parent import LineCommit
from raci.source.git_program import GitError

KINDS = ("activity", "duty", "platform", "department", "role")
"""The kinds of what somebody answers for, or of who does."""


class Held(NamedTuple):
    """A role, by its function in something or under a key of it, and the Refs that say so."""

    of: Ref
    key: str
    role: str
    because: tuple[Ref, ...]
    derived: bool = False

    @property
    def assigned(self) -> Assigned:
        """The same without what says so."""
        return Assigned(self.of, self.key, Ref(f"role:{self.role}"), self.derived)


def answers_on(compiled: Compiled, asked: Ref, day: str) -> Answers:
    """Return who answered for something at the end of a day.

    What it was called on that day is found by ``formerly``, of today and of that day. Where the
    organisation cannot be read as it was then, the last version before that can be counts.

    Args:
        compiled: the organisation as it is today.
        asked: an activity, a duty, a platform, a department or a role.
        day: ISO 8601.

    Raises:
        GitError: there is no repository, no commit, or git fails.
        HistoryError: it was not there on the day, or commits are missing in a shallow clone.
    """
    versions = Versions(compiled)
    version = _in_force(versions, day)
    then = version.compiled
    assert then is not None
    matrix = then.matrix.on(day)
    ref = _then(asked, compiled.matrix, matrix)
    if ref is None:
        near = matrix.nearest(asked) if asked.kind != "duty" else None
        advice = [Sentence("did-you-mean", near=near)] if near else []
        raise HistoryError(Sentence("history-no-such-ref", ref=asked, day=day), *advice)
    held = sorted(_held(ref, matrix), key=lambda each: each.key != Function.ACCOUNTABLE)
    answers = tuple(_answers(held, version, versions, matrix))
    named = {ref, *(each.of for each in answers), *(each.role for each in answers)}
    return Answers(
        then.org.id,
        asked,
        ref,
        day,
        version.commit,
        tuple(_unread(versions, version, day)),
        digest_of(then.inputs),
        answers,
        {each: matrix.name(each) for each in named},
        {person.ref: person.name for person in then.org.people.values()},
    )


def _in_force(versions: Versions, day: str) -> Version:
    """Return the last version up to a day that can be read; raises HistoryError for none."""
    versions.refuse_unless_known(day, whole=False)
    count = versions.until(day)
    if not count:
        first = versions.line[0].day
        raise HistoryError(Sentence("history-before-first", end=day, first=first))
    version = versions.at(versions.line[versions.readable_before(count)])
    if version.compiled is None or version.broken:
        raise HistoryError(Sentence("history-not-there", path=version.home.path, end=day))
    return version


def _unread(versions: Versions, read: Version, day: str) -> Iterator[LineCommit]:
    """Yield the commits up to a day, after the one that was read, which cannot be read."""
    for version in versions.between(read.commit.number, versions.until(day)):
        if version.broken:
            yield version.commit


def _answers(
    held: Collection[Held], version: Version, versions: Versions, matrix: Matrix
) -> Iterator[Answer]:
    sources = _sources(version, versions, {at for each in held for at in each.because})
    try:
        since = _since(versions, version) if held else {}
    except GitError:  # earlier commits are not all there
        since = {}
    for each in held:
        yield Answer(
            each.of,
            each.key,
            Ref(f"role:{each.role}"),
            each.derived,
            since.get(each.assigned),
            tuple(sources[at] for at in each.because if at in sources),
            tuple((tenure.person, tenure.manner) for tenure in matrix.holders(each.role)),
        )


def _since(versions: Versions, last: Version) -> Mapping[Assigned, Moment | None]:
    """Return what began all that is held in a version; None where a shallow clone lacks it."""
    periods = AssignmentPeriods()
    is_known = not versions.is_shallow
    for version in versions.between(0, last.commit.number + 1):
        if not version.broken:
            held = _everything(version.compiled.matrix) if version.compiled else ()
            here = dict.fromkeys(each.assigned for each in held)
            at = Moment(version.commit.day, version.commit.sha) if is_known else None
            periods.follow(at, here, version.renames)
            is_known = True
    return periods.open


def _then(asked: Ref, today: Matrix, then: Matrix) -> Ref | None:
    """Return what something was called in an earlier version; None where it was not there."""
    if asked.kind == "duty":
        parts = zip(("role", "activity"), asked.parts, strict=False)
        found = [_then(Ref(f"{kind}:{id_}"), today, then) for kind, id_ in parts]
        ids = [each.id for each in found if each]
        return Ref(f"duty:{'/'.join(ids)}") if len(ids) == 2 else None
    if asked.id in then.known[asked.kind]:
        return asked
    now = today.renames.now(asked)
    refs = (Ref(f"{asked.kind}:{id_}") for id_ in sorted(then.known[asked.kind]))
    former = next((each for each in refs if today.renames.now(each) == now), None)
    later = then.renames.now(asked)
    return former or (later if later.id in then.known[asked.kind] else None)


def _held(ref: Ref, matrix: Matrix) -> Iterator[Held]:
    """Yield who is anything for a thing, or all that a role is but a deputy."""
    role, _, activity = ref.id.partition("/") if ref.kind == "duty" else ("", "", ref.id)
    of = Ref(f"activity:{activity}") if ref.kind == "duty" else ref
    for each in _everything(matrix):
        if ref.kind == "role":
            if each.role == ref.id and each.key != "deputy":
                yield each
        elif role in ("", each.role) and of in (each.of, Ref(each.of.partition("@")[0])):
            yield each


def _everything(matrix: Matrix) -> Iterator[Held]:
    return chain(_assigned(matrix), _owned(matrix), _headed(matrix))


def _assigned(matrix: Matrix) -> Iterator[Held]:
    for row in matrix.all_rows.values():
        for cell in row.cells():
            yield Held(row.ref, cell.function.value, cell.role, cell.because, cell.derived)


def _owned(matrix: Matrix) -> Iterator[Held]:
    for platform in matrix.org.platforms.values():
        for key, roles in (("owner", platform.owners), ("deputy", platform.deputies)):
            for role in roles:
                yield Held(platform.ref, key, role, (Ref(f"{key}:{platform.id}/{role}"),))


def _headed(matrix: Matrix) -> Iterator[Held]:
    for department in matrix.org.departments.values():
        if department.head:
            yield Held(department.ref, "head", department.head, (Ref(f"head:{department.id}"),))


def _sources(version: Version, versions: Versions, refs: Iterable[Ref]) -> Mapping[Ref, Source]:
    """Return where each of some Refs is written, and which commit of the line brought that line."""
    assert version.compiled is not None
    origins, title = version.compiled.loaded.origins, version.compiled.found.title
    spots = {ref: origins.spot(ref) for ref in sorted(refs)}
    lines: defaultdict[str, dict[Ref, int]] = defaultdict(dict)
    for ref, (document, route) in spots.items():
        if document.sheets is None:
            lines[title(document.path)][ref] = _line(document, route)
    commits = {commit.sha: commit for commit in versions.line}
    history = History(versions.repository, version.commit.sha)
    brought: dict[Ref, str] = {}
    for path, numbers in lines.items():
        try:
            known = history.sources(path, {*numbers.values()}, first_parent=True)
        except GitError:  # it counts other lines, as in UTF-16
            continue
        brought |= {ref: known[number].commit for ref, number in numbers.items()}
    return {
        ref: Source(
            document.place(ref, route).named(title(document.path), None),
            commits.get(brought.get(ref, "")),
        )
        for ref, (document, route) in spots.items()
    }


def _line(document: Document, route: tuple[str | int, ...]) -> int:
    """Return the line of a key, as git counts them: by line feeds alone."""
    start = document.lines.starts[document.span(route).line - 1]
    return document.text.count("\n", 0, start) + 1
