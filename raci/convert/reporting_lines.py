"""Finds out to which role a role reports, from the managers of those who hold it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from raci.convert.imported import Origin, Route
from raci.convert.staff import Key, Post, Staff, is_nobody

MANAGER = ("manager-id", "manager-email", "manager")
"""The fields that name a manager; the first that is filled counts."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is unclear: the key of its sentence, the place, the role concerned, and values."""

    key: str
    origin: Origin
    role: Route = ()
    values: dict[str, Any] = field(default_factory=dict)


class ReportingLines:
    """``above`` has the role to which each reports, where all who hold it agree; else a doubt."""

    def __init__(self, posts: Sequence[Post], staff: Staff) -> None:
        self._staff = staff
        self._roles: dict[Key, dict[Route, None]] = {}
        for post in posts:
            if post.person and post.role:
                self._roles.setdefault(post.person, {})[post.role] = None
        self.above: dict[Route, Route] = {}
        self.doubts: list[Doubt] = []
        self._unknown: dict[tuple[str, str], list[Origin]] = {}
        managers = {post: manager for post in posts if (manager := self._manager(post))}
        by_role: dict[Route, list[Post]] = {}
        for post in managers:
            by_role.setdefault(post.role, []).append(post)
        for role, held in by_role.items():
            if role:
                self._settle(role, held, managers)
        self.doubts += [
            Doubt(key, origins[0], values={"n": len(origins)})
            for (key, _), origins in self._unknown.items()
        ]
        self.doubts += _circles(managers)

    def _manager(self, post: Post) -> Key | None:
        origin = post.record.origin(*MANAGER)
        text = next(filter(None, map(post.record.text, MANAGER)), "")
        if is_nobody(text):
            return None
        found = self._staff.find(text)
        if len(found) == 1:
            return found[0]
        key = "manager-ambiguous" if found else "manager-unknown"
        self._unknown.setdefault((key, text), []).append(origin)
        return None

    def _settle(self, role: Route, posts: Sequence[Post], managers: dict[Post, Key]) -> None:
        """Let those who hold a role, first of all without an end, say to whom it reports."""
        lasting = [post for post in posts if not post.record.text("end")] or posts
        votes: Counter[Route] = Counter()
        for post in lasting:
            roles = list(self._roles.get(managers[post], ()))
            if managers[post] == post.person or not roles:
                continue
            if len(roles) > 1:
                origin = post.record.origin(*MANAGER)
                self.doubts.append(Doubt("manager-of-several-posts", origin, role))
                return
            votes[roles[0]] += 1
        if not votes:
            return
        if [*votes] != [role] and len(votes) == 1:
            (self.above[role],) = votes
            return
        key = "reports-differ" if len(votes) > 1 else "reports-to-itself"
        self.doubts.append(
            Doubt(key, lasting[0].record.origin(*MANAGER), role, {"roles": [*votes]})
        )


def _circles(managers: dict[Post, Key]) -> Iterator[Doubt]:
    """Yield each circle of managers once, at the first of its rows."""
    first = {post.person: post for post in reversed(managers) if post.person}
    above = {person: managers[post] for person, post in first.items()}
    done: set[Key] = set()
    for start in reversed(first):
        walk: dict[Key, None] = {}
        at: Key | None = start
        while at in above and at not in done and at not in walk:
            walk[at] = None
            at = above[at]
        done.update(walk)
        if at in walk:
            circle = [*walk][[*walk].index(at) :]
            key = "own-manager" if len(circle) == 1 else "manager-circle"
            origin = first[at].record.origin(*MANAGER)
            yield Doubt(key, origin, values={"n": len(circle)})
