"""Who must approve a proposal, and whose approval counts.

Both are judged by the base: who holds, before the proposal, what goes or weakens by it, and which
approvals its settings count.
"""

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from raci.change.plan.held import Held, given_up
from raci.change.plan.plan import Approval, StandIn
from raci.change.plan.posts import Posts
from raci.change.plan.steps import Course
from raci.check.compilation import Compiled
from raci.check.effective_settings import settings_of, settings_of_base
from raci.check.standing import standing_of_proposal
from raci.findings.ref import Ref
from raci.findings.standing import STANDINGS, Standing
from raci.matrix.structure import Structure


class Record(NamedTuple):
    """Where approvals are recorded: the organisation in whose history, and the proposal's file.

    The path is absolute, or starts at the organisation's root.
    """

    organisation: Compiled
    path: str


def approvals(
    course: Course, earlier: Compiled | None = None, record: Record | None = None
) -> Iterator[Approval]:
    """Yield who must approve, and whoever has approved, in the order of their ids.

    Args:
        course: the states of the proposal.
        earlier: a version of the base whose people and settings decide whose approval counts.
        record: where approvals are recorded; with the base, in the proposal's file, where absent.
    """
    return _Approvers(course, earlier, record).all()


def least_standing(course: Course, earlier: Compiled | None = None) -> str:
    """Return the least standing of an approval that counts, by the stricter of both settings."""
    base, selection = course.base.compiled, course.run.selection
    every = [settings_of(base, selection, changes=True)]
    every += [settings_of_base(base, selection, earlier)] if earlier else []
    return max((each.approvals[0] for each in every), key=STANDINGS.index)


class _Given(NamedTuple):
    """The day of an approval that is written, and its standing."""

    day: str
    standing: Standing


class _Approvers:
    def __init__(self, course: Course, earlier: Compiled | None, record: Record | None) -> None:
        self.course, self.earlier = course, earlier
        file = os.path.realpath(course.proposal.document.path)
        self.record = record or Record(course.base.compiled, file)
        self.structure = course.base.matrix.structure
        self.posts = Posts.of(course)
        self.proposer = self.posts.before(course.proposal.proposed_by)
        self.about: dict[str, set[Held]] = defaultdict(set)
        self.places: dict[str, list[StandIn]] = defaultdict(list)
        self.least = least_standing(course, earlier)
        self._need()
        if self.proposer and set(self.about) == {self.proposer}:
            self._pass_up(self.proposer)

    def _need(self) -> None:
        """Note who must approve; what a merged post held is for the next role above."""
        losers: dict[str, set[Held]] = defaultdict(set)
        for held in given_up(self.course, self.posts):
            losers[held.role].add(held)
        for role in sorted(losers):
            approver = role
            if (others := self.posts.merged.get(role)) is not None:
                approver = self._above(role, {role, *others}) or self.proposer or role
                why = "nobody-above" if approver in (role, self.proposer) else "merged"
                self.places[approver].append(StandIn(self.posts.ref(role), why))
            self.about[approver] |= losers[role]

    def _pass_up(self, proposer: str) -> None:
        """Let the next role above approve where only the proposer would have to."""
        above = self._above(proposer, {proposer})
        why = "proposer" if above else "nobody-above"
        approver = above or proposer
        place = StandIn(self.posts.ref(proposer), why)
        self.about[approver] = self.about.pop(proposer)
        self.places[approver] = [*self.places.pop(proposer, ()), place]

    def _above(self, role: str, barred: Collection[str]) -> str | None:
        """Return the next role above one in the base's line, else the head of a department."""
        candidates = chain(self.structure.line.above(role), _heads(role, self.structure))
        return next((c for c in candidates if c not in barred and c not in self.posts.begun), None)

    def all(self) -> Iterator[Approval]:
        """Yield who must approve, and whoever has approved, in the order of their ids."""
        given, strangers = self._given()
        rows = [self._row(role, given.get(role)) for role in sorted({*self.about, *given})]
        yield from sorted([*rows, *strangers], key=lambda row: row.role)

    def _given(self) -> tuple[Mapping[str, _Given], list[Approval]]:
        """Return the approvals by role of the base, and those of roles that it has not."""
        given: dict[str, _Given] = {}
        strangers: list[Approval] = []
        standing = self._standing()
        for written, day in self.course.proposal.approved_by.items():
            role = self.posts.before(written)
            each = _Given(day, standing[written])
            if role is None:
                begins = written in self.course.head.matrix.org.roles
                why = "begins" if begins else "unknown"
                ref = Ref(f"role:{written}")
                strangers.append(Approval(ref, (), day, why, standing=each.standing))
            elif role not in given or day < given[role].day:
                given[role] = each
        return given, strangers

    def _standing(self) -> Mapping[str, Standing]:
        proposal = self.course.proposal
        before = {written: self.posts.before(written) for written in proposal.approved_by}
        roles = {written: role for written, role in before.items() if role}
        organisation, path = self.record
        document, day = proposal.document, self.course.base.day
        return standing_of_proposal(organisation, document, path, day, self.earlier, roles)

    def _row(self, role: str, given: _Given | None) -> Approval:
        now = self.course.renames.now
        about = tuple(sorted({now(held.of) for held in self.about.get(role, ())}))
        ref, places = self.posts.ref(role), tuple(self.places.get(role, ()))
        if given is None:
            return Approval(ref, about, "", places=places)
        return Approval(ref, about, given.day, self._why_not(role, given), places, given.standing)

    def _why_not(self, role: str, given: _Given) -> str:
        """Return why an approval does not count, ``""`` where it counts."""
        if role in self.about:
            if given.day > self.course.base.day:
                return "late"
            return "" if given.standing.reaches(self.least) else "standing"
        if role in self.posts.begun:
            return "begins"
        own = self.posts.ref(role)
        places = chain.from_iterable(self.places.values())
        return next((place.why for place in places if place.role == own), "not-needed")


def _heads(role: str, structure: Structure) -> Iterator[str]:
    """Yield the heads of a role's department and of those above it, the nearest first."""
    home = structure.department(role)
    if home is not None:
        heads = map(structure.head, (home, *structure.tree.above(home)))
        yield from (head for head in heads if head is not None)
