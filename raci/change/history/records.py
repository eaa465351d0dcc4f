"""The record of an organisation's history over a period, as reports show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.standing import Standing
from raci.findings.text import Text
from raci.model.entities import Waiver
from raci.source.first_parent import LineCommit

FindingEnd = Literal["resolved", "waived", "baselined", "unchecked", "covered", "gone"]
"""Why a finding is no longer open: it is resolved, accepted by a waiver or the baseline, its rule
no longer runs there, another finding reports the defect, the organisation is not there."""

WaiverEnd = Literal["removed", "changed", "expired"]


class Moment(NamedTuple):
    """A day, and the commit of it that changed something; ``""`` where the day alone did."""

    day: str
    commit: str = ""


class Assigned(NamedTuple):
    """An assignment: a role has a function in an activity, or a key of another thing.

    ``derived``: it is written nowhere, and follows from what is.
    """

    of: Ref
    key: str
    role: Ref
    derived: bool


class AssignmentPeriod(NamedTuple):
    """An assignment from the commit that added it to the one that removed it.

    ``added`` is None where it was there when the period began, ``removed`` where it still is when
    the period ends. On the day of ``removed`` it is no longer there.
    """

    assigned: Assigned
    added: Moment | None
    removed: Moment | None


@dataclass(frozen=True, slots=True)
class FindingPeriod:
    """A finding from the day on which it was opened to the one on which it was closed.

    ``opened`` is None where it was open when the period began, ``closed`` where it still is when
    the period ends. ``days`` counts the days of the period at whose end it was open.
    """

    finding: Finding
    opened: Moment | None
    closed: Moment | None
    end: FindingEnd | None
    days: int


@dataclass(frozen=True, slots=True)
class WaiverPeriod:
    """A waiver on its terms, from the commit that brought it to what ended it.

    ``granted`` is None where it was there when the period began, ``ended`` where it is still in
    force when the period ends. ``standing`` tells by role how well its approvals are known.
    """

    waiver: Waiver
    granted: Moment | None
    ended: Moment | None
    end: WaiverEnd | None
    standing: Mapping[str, Standing]


class Weakened(NamedTuple):
    """What a commit made weaker: a setting, a separation, a policy or a pack."""

    at: Moment
    finding: Finding


class Renamed(NamedTuple):
    """Entities of which a commit says what their earlier ids were."""

    how: Literal["renamed", "merged", "split"]
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]


class Change(NamedTuple):
    """A commit that changed the definition or the settings that govern it.

    ``begins``: the organisation was not there before; ``gone``: it is not there any more. ``path``
    is where it is, ``moved_from`` where it was if that is another place. ``settings``: what
    settings say is different. ``renamed`` have other ids, ``entities`` differ in anything but
    ids and assignments. The numbers are those of assignments and of findings.
    """

    commit: LineCommit
    reviewers: tuple[str, ...]
    path: str
    begins: bool = False
    gone: bool = False
    moved_from: str = ""
    settings: bool = False
    renamed: tuple[Renamed, ...] = ()
    entities: tuple[Ref, ...] = ()
    came: int = 0
    went: int = 0
    opened: int = 0
    closed: int = 0


class Skipped(NamedTuple):
    """A commit at which the organisation cannot be read, so that it was not judged, and why."""

    commit: LineCommit
    path: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class History:
    """An organisation from one day to another, both inclusive.

    ``head`` is the last commit of its line, and ``inputs`` the digest of what was read of the last
    version that can be judged. ``commits`` counts those of the period, and
    ``dated_back`` those of them that count on a later day than their own. ``assignments`` are all
    that were there in the period, by the ids of its end.
    """

    organisation: str
    name: Text
    path: str
    start: str
    end: str
    head: str
    inputs: str
    commits: int
    dated_back: int
    judged: int
    changes: tuple[Change, ...]
    skipped: tuple[Skipped, ...]
    assignments: tuple[AssignmentPeriod, ...]
    findings: tuple[FindingPeriod, ...]
    waivers: tuple[WaiverPeriod, ...]
    weakened: tuple[Weakened, ...]
    names: Mapping[Ref, Text] = field(default_factory=dict)

    @property
    def assignments_before(self) -> int:
        """The number of assignments that were there when the period began."""
        return sum(each.added is None for each in self.assignments)

    @property
    def assignments_after(self) -> int:
        """The number of assignments that are there when the period ends."""
        return sum(each.removed is None for each in self.assignments)

    @property
    def open_before(self) -> int:
        """The number of findings that were open when the period began."""
        return sum(each.opened is None for each in self.findings)

    @property
    def open_after(self) -> int:
        """The number of findings that are open when the period ends."""
        return sum(each.closed is None for each in self.findings)


class Source(NamedTuple):
    """The line that says something, and the commit of the line of commits that brought it.

    ``commit`` is None where git does not count lines in the file, as in a workbook.
    """

    place: Place
    commit: LineCommit | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Who was what for something on a day: a role by its function or key, and what says so.

    ``since`` is the commit that made it that, None where git lacks earlier ones. ``people`` are
    those who held the role on the day, by id, each with its manner.
    """

    of: Ref
    key: str
    role: Ref
    derived: bool
    since: Moment | None
    sources: tuple[Source, ...]
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answered for something on a day, by the commit in force then.

    ``asked`` is as the user wrote it, ``ref`` its id on the day. ``unread`` are later commits up
    to the day at which the organisation cannot be read. ``inputs`` is the digest of what was read.
    """

    organisation: str
    asked: Ref
    ref: Ref
    day: str
    commit: LineCommit
    unread: tuple[LineCommit, ...]
    inputs: str
    answers: tuple[Answer, ...]
    names: Mapping[Ref, Text]
    people: Mapping[Ref, Text]
