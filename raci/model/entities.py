"""The meaning of a definition: immutable entities whose references are still ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from raci.findings.finding import Acceptance, Severity
from raci.findings.notation import Notation
from raci.findings.ref import SECTIONS, Function, Ref
from raci.findings.standing import Standing
from raci.findings.text import Text

Assigned = Mapping[Function, tuple[str, ...]]
"""Ids by function: roles on an activity's side, activities on a role's."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A duty in its own words: empty where the activity's name is enough."""

    text: Text = field(default_factory=dict)
    source: str = ""
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What every entity has: an id, a name, a source, earlier ids."""

    kind: ClassVar[str]
    id: str
    name: Text = field(default_factory=dict)
    source: str = ""
    note: Text = field(default_factory=dict)
    formerly: tuple[str, ...] = ()

    @property
    def ref(self) -> Ref:
        """The entity's Ref."""
        return Ref(f"{self.kind}:{self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed(Entity):
    """What may have attributes, whose forms the organisation declares: texts, numbers, lists."""

    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Attributed):
    """A unit of the organisation; ``duties`` is its mandate."""

    kind: ClassVar[str] = "department"
    head: str | None = None
    parent: str | None = None
    duties: Mapping[str, Wording] = field(default_factory=dict)
    reviewed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Attributed):
    """A post, not a person; ``holds`` are the functions that it claims from its own side.

    ``nature`` is its kind. A collective ("all managers") or an external (a vendor) is no post of
    the organisation: no rule about posts, load or people judges it.
    """

    kind: ClassVar[str] = "role"
    department: str | None = None
    reports_to: str | None = None
    also_reports_to: tuple[str, ...] = ()
    written_headcount: int | None = None
    nature: str = "person"
    deputies: tuple[str, ...] = ()
    duties: Mapping[str, Wording] = field(default_factory=dict)
    holds: Assigned = field(default_factory=dict)

    @property
    def headcount(self) -> int:
        """How many people it is for: as written, else 1."""
        return 1 if self.written_headcount is None else self.written_headcount

    @property
    def is_post(self) -> bool:
        """Whether it is a post of the organisation, of a person, an agent or a system."""
        return self.nature not in ("collective", "external")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Attributed):
    """A declared row of the matrix; ``held_by`` are the roles that its own side names.

    A ``shared`` one is meant for everybody, such as reporting incidents.
    """

    kind: ClassVar[str] = "activity"
    department: str | None = None
    held_by: Assigned = field(default_factory=dict)
    platforms: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    critical: bool = False
    shared: bool = False
    status: str = "active"
    each: str | None = None
    approves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Attributed):
    """Something that must have an owner; ``sort`` is its kind: a system, a shop."""

    kind: ClassVar[str] = "platform"
    sort: str = ""
    owners: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    critical: bool = False
    status: str = "active"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person in a role, both dates inclusive, ISO 8601; an absent date is open."""

    manner: str = "holder"
    start: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Attributed):
    """Somebody who holds roles; ``git`` are the addresses by which git knows them."""

    kind: ClassVar[str] = "person"
    git: tuple[str, ...] = ()
    roles: Mapping[str, Appointment] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation(Attributed):
    """A segregation-of-duties constraint, in one of three forms.

    ``between``: no two sides meet; ``among`` with ``at_most``; ``of`` with ``only``.
    Sides are Refs of activities or ``tag:NAME``. ``pack`` is the pack that it comes from, if any;
    ``mitigation`` what usually makes up for it; who extends a pack may make what it has
    ``required`` only stricter. Source: NIST SP 800-53 Rev. 5 AC-5.
    """

    kind: ClassVar[str] = "separation"
    between: tuple[tuple[str, ...], ...] = ()
    among: tuple[tuple[str, ...], ...] = ()
    at_most: int | None = None
    of: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    within: str = "person"
    functions: tuple[Function, ...] = (Function.RESPONSIBLE,)
    deputies: bool = False
    mitigated_by: str | None = None
    severity: Severity | None = None
    pack: str | None = None
    mitigation: Text = field(default_factory=dict)
    required: bool = False

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        """The sides of whichever form it has."""
        return self.between or self.among or ((self.of,) if self.of else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Entity):
    """A rule as data, in expressions: it judges each ``subject`` for which ``when`` holds.

    ``let`` names parts of expressions. What ``condition`` says is required, or, where it
    ``forbids``, may not hold. ``at`` is the key of the subject where a finding stands.
    ``pack`` is the pack that it comes from, if any; one that is ``required`` may only be made
    stricter.
    """

    kind: ClassVar[str] = "policy"
    subject: str
    when: str = ""
    let: Mapping[str, str] = field(default_factory=dict)
    condition: str
    forbids: bool = False
    message: Text
    hint: Text = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    at: str = ""
    link: str = ""
    tags: tuple[str, ...] = ()
    pack: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Entity):
    """Separations and policies for many organisations, and the packs that come with it.

    ``tags`` describes the activities with each tag, ``words`` how they are usually worded, by tag
    and language; ``attributes`` are declared as those of an organisation.
    """

    kind: ClassVar[str] = "pack"
    version: str = ""
    description: Text = field(default_factory=dict)
    extends: tuple[str, ...] = ()
    tags: Mapping[str, Text] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    separations: Mapping[str, Separation] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Entity):
    """An accepted finding: of which rule, about what; ``approved_by`` maps roles to dates."""

    kind: ClassVar[str] = "waiver"
    rule: str
    at: Ref
    involves: tuple[Ref, ...] = ()
    reason: Text = field(default_factory=dict)
    approved_by: Mapping[str, str] = field(default_factory=dict)
    until: str

    @property
    def start(self) -> str:
        """The first day on which everybody has approved it, ISO 8601."""
        return max(self.approved_by.values())

    def acceptance(self, standing: Mapping[str, Standing]) -> Acceptance:
        """Return what it says of the findings that it covers, with the standing by role."""
        approved = tuple((Ref(f"role:{role}"), day) for role, day in self.approved_by.items())
        levels = {Ref(f"role:{role}"): each.level for role, each in standing.items()}
        return Acceptance(self.ref, self.reason, approved, self.until, levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Org(Entity):
    """One organisation: its header and its entities by id.

    ``accountable`` says who answers where nobody is named, in the order in which it is tried.
    ``attributes`` are those that entities may have, by kind, then by name, in JSON Schema.
    ``extends`` is as written; ``packs`` are those of them that are there, by id, and those that
    come with them. What they have stands among ``separations`` and ``policies``, unless one of its
    own has the id. ``notation`` has the letters of the matrix; without one, they are raci's own.
    """

    kind: ClassVar[str] = "org"
    languages: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    line: str = "derived"
    declared_only: bool = False
    tags: tuple[str, ...] | None = None
    extends: tuple[str, ...] = ()
    packs: Mapping[str, Pack] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    people_complete: bool = False
    notation: Notation = field(default_factory=dict)
    reviewed: str | None = None
    departments: Mapping[str, Department] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    separations: Mapping[str, Separation] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        """The Ref of the organisation itself."""
        return Ref("org")

    def sections(self) -> Mapping[str, Mapping[str, Entity]]:
        """Return the entities by section of the file, then by id."""
        return {section: getattr(self, section) for section in SECTIONS.values()}

    def of_kind(self, kind: str) -> Mapping[str, Entity]:
        """Return the entities of a kind by id; none of a kind that is no entity's."""
        if kind == "org":
            return {kind: self}
        section = "packs" if kind == "pack" else SECTIONS.get(kind)
        entities: Mapping[str, Entity] = getattr(self, section) if section else {}
        return entities

    def entities(self) -> Iterator[Entity]:
        """Return all entities, by section of the file."""
        for section in self.sections().values():
            yield from section.values()
