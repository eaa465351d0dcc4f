"""Every reference that an entity makes, and where: what must name something that is there."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from raci.findings.ref import FUNCTIONS, PARTS, Ref
from raci.model.entities import (
    Activity,
    Department,
    Entity,
    Org,
    Person,
    Platform,
    Role,
    Separation,
    Waiver,
)
from raci.model.renames import Renames

LISTED = {"owners": "owner", "deputies": "deputy", "roles": "appointment"}
"""Keys whose items have Refs of their own, and the kind of those."""


class Reference(NamedTuple):
    """A reference: the kind and id that it names, and the key (and item) that it stands under.

    ``within`` is the whole Ref that is written there, where it is no bare id.
    """

    entity: Entity
    kind: str
    id: str
    key: str
    item: str = ""
    within: Ref | None = None

    @property
    def to(self) -> Ref:
        """What it names."""
        return Ref(f"{self.kind}:{self.id}")

    @property
    def at(self) -> Ref:
        """Where it stands: the Ref of what it says where that has one, else the key or item."""
        own = self.entity.id
        if self.key in LISTED:
            return Ref(f"{LISTED[self.key]}:{own}/{self.id}")
        if self.key == "duties":
            kind = "mandate" if isinstance(self.entity, Department) else "duty"
            return Ref(f"{kind}:{own}/{self.id}")
        if self.key in FUNCTIONS:
            ends = (own, self.id) if isinstance(self.entity, Activity) else (self.id, own)
            return Ref(f"assignment:{ends[0]}/{self.key}/{ends[1]}")
        if self.key == "head":
            return Ref(f"head:{own}")
        return Ref(f"{self.entity.ref}#{self.key}" + (f"/{self.item}" if self.item else ""))

    @property
    def is_key(self) -> bool:
        """Whether the id is written as the key of a map, not as a value."""
        return self.key in ("duties", "roles", "approved_by")

    def naming(self, id_: str) -> str:
        """Give what must be written instead to name another thing of the kind."""
        if self.within is None:
            return id_
        kind = self.within.kind
        if kind not in PARTS:
            return f"{kind}:{id_}"
        ids = [*self.within.parts]
        ids[PARTS[kind].index(self.kind)] = id_
        return f"{kind}:{'/'.join(ids)}"


def references(entity: Entity, org: Org, renames: Renames) -> Iterator[Reference]:
    """Give all references of an entity, in the order of its keys.

    The keys of duties and of a role's claims make rows; they are references only where the
    organisation says that every activity is declared.
    """
    match entity:
        case Department():
            yield from _one(entity, "head", "role", entity.head)
            yield from _one(entity, "parent", "department", entity.parent)
            if org.declared_only:
                yield from _many(entity, "duties", "activity", entity.duties)
        case Role():
            yield from _role(entity, org)
        case Activity():
            yield from _activity(entity, org)
        case Platform():
            yield from _many(entity, "owners", "role", entity.owners)
            yield from _many(entity, "deputies", "role", entity.deputies)
        case Person():
            yield from _many(entity, "roles", "role", entity.roles)
        case Separation():
            yield from _separation(entity, org)
        case Waiver():
            yield from _waiver(entity, renames)


def _one(entity: Entity, key: str, kind: str, id_: str | None) -> Iterator[Reference]:
    if id_ is not None:
        yield Reference(entity, kind, id_, key)


def _many(entity: Entity, key: str, kind: str, ids: Iterable[str]) -> Iterator[Reference]:
    for id_ in ids:
        yield Reference(entity, kind, id_, key)


def _items(entity: Entity, key: str, kind: str, ids: Iterable[str]) -> Iterator[Reference]:
    for number, id_ in enumerate(ids):
        yield Reference(entity, kind, id_, key, str(number))


def _role(role: Role, org: Org) -> Iterator[Reference]:
    yield from _one(role, "department", "department", role.department)
    yield from _one(role, "reports_to", "role", role.reports_to)
    yield from _items(role, "also_reports_to", "role", role.also_reports_to)
    yield from _many(role, "deputies", "role", role.deputies)
    if org.declared_only:
        yield from _many(role, "duties", "activity", role.duties)
        for function, keys in role.holds.items():
            yield from _many(role, function.value, "activity", keys)


def _activity(activity: Activity, org: Org) -> Iterator[Reference]:
    yield from _one(activity, "department", "department", activity.department)
    for function, roles in activity.held_by.items():
        yield from _many(activity, function.value, "role", roles)
    yield from _items(activity, "platforms", "platform", activity.platforms)
    yield from _items(activity, "approves", "activity", activity.approves)
    if org.tags is not None:
        yield from _items(activity, "tags", "tag", activity.tags)


def _separation(separation: Separation, org: Org) -> Iterator[Reference]:
    for form in ("between", "among"):
        for side, refs in enumerate(getattr(separation, form)):
            yield from _refs(separation, form, refs, org, f"{side}/")
    yield from _refs(separation, "of", separation.of, org)
    yield from _refs(separation, "only", separation.only, org)
    yield from _one(separation, "mitigated_by", "activity", separation.mitigated_by)


def _waiver(waiver: Waiver, renames: Renames) -> Iterator[Reference]:
    """Give what a waiver names, under the ids of today."""
    named = {("at", ""): waiver.at} | {
        ("involves", str(number)): ref for number, ref in enumerate(waiver.involves)
    }
    for (key, item), ref in named.items():
        today = renames.now(ref)
        for part in today.entities:
            if part.kind != "org":
                yield Reference(waiver, part.kind, part.id, key, item, today)
    for role in waiver.approved_by:
        yield Reference(waiver, "role", renames.now(Ref(f"role:{role}")).id, "approved_by", role)


def _refs(
    separation: Separation, key: str, refs: tuple[str, ...], org: Org, side: str = ""
) -> Iterator[Reference]:
    for number, ref in enumerate(refs):
        kind, _, id_ = ref.partition(":")
        if kind != "tag" or org.tags is not None:
            yield Reference(separation, kind, id_, key, f"{side}{number}", Ref(ref))
