"""How well it is known who gave an approval: claimed, committed or verified.

An approval is *claimed* where a file says so. It is *committed* where the author of the commit that
brought its line held the role, by the ``git`` addresses of an earlier definition: the base where
there is one, else the organisation before that commit, so that nobody makes himself an approver by
the commit that approves. It is *verified* where git verifies the signature of that commit as well,
with a key of the same person that lies outside of the repository.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from os.path import isabs, realpath
from pathlib import Path
from posixpath import join, normpath
from typing import Any, NamedTuple

from raci.check.base import NoBaseError
from raci.check.compilation import Compiled
from raci.check.merge_base import AtCommit, home_of
from raci.findings.ref import Ref
from raci.findings.sentence import Sentence
from raci.findings.standing import CLAIMED, COMMITTED, STANDINGS, VERIFIED, Standing
from raci.matrix.matrix import Matrix
from raci.model.entities import Waiver
from raci.source.blame import UNSIGNED, Commit, History, Source
from raci.source.decode import UnreadableError
from raci.source.document import Document
from raci.source.git import folder_in, resolve
from raci.source.git_program import GitError
from raci.source.yaml import read

Route = tuple[str | int, ...]

NOTHING: Mapping[str, str] = {}


class Written(NamedTuple):
    """An approval as it is written: the file, the way to its day, and the role.

    ``path`` is absolute, or starts at the organisation's root. ``role`` is the role's id before or
    now; ``of`` are the ways to what is approved, which must be the same since.
    """

    document: Document
    path: str
    route: Route
    role: str
    of: tuple[Route, ...] = ()


def standing_of(
    compiled: Compiled, approvals: Collection[Written], day: str, base: Compiled | None = None
) -> Mapping[Written, Standing]:
    """Return the standing of approvals; those of which git knows nothing are claimed.

    Args:
        compiled: the organisation that they are about, on disk or at a revision.
        approvals: those of its waivers, or of proposals in its repository.
        day: who approves holds the role on this day.
        base: the version whose addresses count; without one, the one before each commit.
    """
    if not approvals:
        return {}
    try:
        home = home_of(compiled.found)
        if home is None:
            return _all_claimed(approvals, Sentence("approval-not-in-git"))
        return _Judge(compiled, home, day, base).judged(approvals)
    except (GitError, NoBaseError) as error:
        return _all_claimed(approvals, error.sentence)


def standing_of_waivers(
    compiled: Compiled, waivers: Iterable[Waiver], day: str, base: Compiled | None = None
) -> Mapping[str, Mapping[str, Standing]]:
    """Return the standing of each approval of some waivers, by waiver and role, as written."""
    written = {
        (waiver.id, approval.role): approval
        for waiver in waivers
        for approval in _of_waiver(waiver, compiled)
    }
    standing = standing_of(compiled, written.values(), day, base)
    found: dict[str, dict[str, Standing]] = {}
    for (waiver_id, role), approval in written.items():
        found.setdefault(waiver_id, {})[role] = standing[approval]
    return found


def standing_of_proposal(
    compiled: Compiled,
    document: Document,
    path: str,
    day: str,
    base: Compiled | None = None,
    roles: Mapping[str, str] = NOTHING,
) -> Mapping[str, Standing]:
    """Return the standing of each approval of a proposal, by its role as written.

    Args:
        compiled: the organisation that the proposal is about.
        document: the proposal.
        path: its file, absolute or from the organisation's root.
        day: as for ``standing_of``.
        base: as for ``standing_of``.
        roles: the ids before the proposal of roles that are written under another.
    """
    of: tuple[Route, ...] = (("base",), ("steps",))
    written = {
        role: Written(document, path, ("approved_by", role), roles.get(role, role), of)
        for role in document.data.get("approved_by", {})
    }
    standing = standing_of(compiled, written.values(), day, base)
    return {role: standing[approval] for role, approval in written.items()}


def _of_waiver(waiver: Waiver, compiled: Compiled) -> Iterator[Written]:
    document = compiled.loaded.origins.homes["waivers", waiver.id]
    route = ("waivers", waiver.id)
    terms = tuple((*route, key) for key in ("rule", "at", "involves", "until"))
    for role in waiver.approved_by:
        yield Written(document, document.path, (*route, "approved_by", role), role, terms)


def _all_claimed(approvals: Iterable[Written], why: Sentence) -> Mapping[Written, Standing]:
    return dict.fromkeys(approvals, Standing(CLAIMED, why))


class _Judge:
    def __init__(
        self, compiled: Compiled, home: tuple[Path, str], day: str, base: Compiled | None
    ) -> None:
        self.compiled, self.day, self.base = compiled, day, base
        repository, self.folder = home
        sha = getattr(compiled.found.files, "sha", "") or resolve(repository, "HEAD")
        self.history = History(repository, sha)
        self.before = cache(self._before)
        self.then = cache(self._then)

    def judged(self, approvals: Collection[Written]) -> Mapping[Written, Standing]:
        sources: dict[Written, list[Source]] = {}
        standing: dict[Written, Standing] = {}
        for path in sorted({each.path for each in approvals}):
            of_file = [each for each in approvals if each.path == path]
            for each, found in self._sources(path, of_file):
                if isinstance(found, Sentence):
                    standing[each] = Standing(CLAIMED, found)
                else:
                    sources[each] = found
        names = {source.commit for each in sources.values() for source in each}
        commits = self.history.commits(names) if names else {}
        for each, brought in sources.items():
            judged = (self._judge(each, source, commits[source.commit]) for source in brought)
            standing[each] = min(judged, key=lambda one: STANDINGS.index(one.level))
        return standing

    def _sources(
        self, path: str, approvals: Iterable[Written]
    ) -> Iterator[tuple[Written, list[Source] | Sentence]]:
        """Yield approvals of one file with what brought the lines of each, else why it is open."""
        inside = self._in_repository(path)
        raw = self.history.text(inside) if inside else None
        document = _document(raw) if raw else None
        lines: dict[Written, set[int]] = {}
        for each in approvals:
            if not inside:
                yield each, Sentence("approval-not-in-git")
            elif document is None or _is_other(document.data, each.document.data, each.route):
                yield each, Sentence("approval-not-committed")
            else:
                lines[each] = _lines(document, each.route)
        if lines:
            known = self.history.sources(inside, {n for each in lines.values() for n in each})
            yield from ((each, [known[n] for n in sorted(of)]) for each, of in lines.items())

    def _in_repository(self, path: str) -> str:
        """Return a file's path in the repository, ``""`` where it lies outside."""
        if isabs(path):
            try:
                return folder_in(self.history.repository, Path(realpath(path)))
            except GitError:
                return ""
        inside = normpath(join(self.folder, path))
        return "" if inside.startswith("../") else inside

    def _judge(self, approval: Written, source: Source, commit: Commit) -> Standing:
        if why := self._unknown(approval, source, commit):
            return Standing(CLAIMED, why)
        before = self.before("" if self.base else commit.parent)
        holders = _addresses(before, self._role_in(before, approval.role)) if before else []
        own = next((known for known in holders if commit.author in known), None)
        if own is None:
            key = "approval-other-author" if holders else "approval-no-address"
            return Standing(CLAIMED, Sentence(key, role=approval.role))
        why = self._unverified(commit, own)
        return Standing(COMMITTED if why else VERIFIED, why)

    def _unknown(self, approval: Written, source: Source, commit: Commit) -> Sentence | None:
        """Return why a commit does not tell who approved what is there today."""
        if not commit.parent:
            key = "approval-too-shallow" if self.history.is_shallow else "approval-in-first-commit"
            return Sentence(key)
        return Sentence("approval-of-other") if self._has_changed(approval, source) else None

    def _unverified(self, commit: Commit, own: Collection[str]) -> Sentence | None:
        """Return why git does not verify that one of some addresses signed a commit."""
        if not self.history.keys_are_outside:
            return Sentence("approval-keys-inside")
        if commit.signature == UNSIGNED:
            return Sentence("approval-unsigned")
        return None if commit.is_signed_by(own) else Sentence("approval-not-verified")

    def _before(self, commit: str) -> Matrix | None:
        """Return the organisation of a commit, of the base for ``""``, as of the day."""
        version = self.base
        if commit:
            version = AtCommit(commit[:12], lambda _: commit).of(self.compiled)
        return version.matrix.on(self.day) if version else None

    def _role_in(self, before: Matrix, role: str) -> str:
        """Return the id there of a role that is written under an id of then or of today."""
        if role in before.org.roles:
            return role
        now, renames = Ref(f"role:{role}"), self.compiled.matrix.renames
        then = (id_ for id_ in before.org.roles if renames.now(Ref(f"role:{id_}")) == now)
        return next(then, before.renames.now(now).id)

    def _has_changed(self, approval: Written, source: Source) -> bool:
        """Return whether what is approved was another when it was approved."""
        now, then = approval.document.data, self.then(source)
        return any(_is_other(now, then, route) for route in approval.of)

    def _then(self, source: Source) -> Any:
        raw = self.history.text(source.path, source.commit)
        document = _document(raw) if raw else None
        return document.data if document else None


def _document(raw: bytes) -> Document | None:
    """Return the data of a file; None where it cannot be read, or git counts other lines in it."""
    try:
        raw.decode("utf-8")
        return read(raw, "")
    except (UnreadableError, UnicodeDecodeError):
        return None


def _at(data: Any, route: Route) -> Any:
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _is_other(one: Any, other: Any, route: Route) -> bool:
    return bool(_at(one, route) != _at(other, route))


def _lines(document: Document, route: Route) -> set[int]:
    """Return the lines of a key and of its value, as git counts them: by line feeds alone."""
    starts = document.lines.starts
    spans = (document.span(route), document.span(route, value=True))
    return {document.text.count("\n", 0, starts[span.line - 1]) + 1 for span in spans}


def _addresses(before: Matrix, role: str) -> list[frozenset[str]]:
    """Return the addresses of each who is in a post, of those who have any."""
    people = before.org.people
    known = (frozenset(map(str.casefold, people[t.person].git)) for t in before.in_post(role))
    return [each for each in known if each]
