"""Every reference that an entity makes, and where: it must name something that exists."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from raci.findings.ref import FUNCTIONS, PARTS, Ref
from raci.model.entities import Activity, Department, Entity, Org, Role, Waiver
from raci.model.renames import Renames

_BY_FUNCTION = tuple(function.value for function in FUNCTIONS)

REFERS_TO: Mapping[str, Mapping[str, str]] = {
    "department": {"head": "role", "parent": "department", "duties": "activity"},
    "role": {
        "department": "department",
        "reports_to": "role",
        "also_reports_to": "role",
        "deputies": "role",
        "duties": "activity",
        **dict.fromkeys(_BY_FUNCTION, "activity"),
    },
    "activity": {
        "department": "department",
        **dict.fromkeys(_BY_FUNCTION, "role"),
        "platforms": "platform",
        "approves": "activity",
        "tags": "tag",
    },
    "platform": {"owners": "role", "deputies": "role"},
    "person": {"roles": "role"},
    "separation": {
        **dict.fromkeys(("between", "among", "of", "only"), "ref"),
        "mitigated_by": "activity",
    },
    "waiver": {"at": "ref", "involves": "ref", "approved_by": "role"},
}
"""By kind of entity, the keys that refer to something, and to what; ``ref``: whole Refs."""

_LISTED = {"owners": "owner", "deputies": "deputy", "roles": "appointment"}
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
        """Where it stands: the Ref of the item itself where there is one, else the key or item."""
        own = self.entity.id
        if self.key in _LISTED:
            return Ref(f"{_LISTED[self.key]}:{own}/{self.id}")
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
        """Return what must be written instead to name another thing of the kind."""
        if self.within is None:
            return id_
        kind = self.within.kind
        if kind not in PARTS:
            return f"{kind}:{id_}"
        ids = [*self.within.parts]
        ids[PARTS[kind].index(self.kind)] = id_
        return f"{kind}:{'/'.join(ids)}"


def references(entity: Entity, org: Org, renames: Renames) -> Iterator[Reference]:
    """Return all references of an entity, in the order of its keys.

    The keys of duties and of a role's claims make rows; they are references only where the
    organisation says that every activity is declared. Tags are so only where it lists its tags.
    """
    if isinstance(entity, Waiver):
        yield from _waiver(entity, renames)
        return
    for key, kind in REFERS_TO.get(entity.kind, {}).items():
        makes_rows = kind == "activity" and isinstance(entity, Department | Role)
        if (makes_rows and not org.declared_only) or (kind == "tag" and org.tags is None):
            continue
        yield from _refs(entity, key, org) if kind == "ref" else _ids(entity, key, kind)


def _ids(entity: Entity, key: str, kind: str) -> Iterator[Reference]:
    if key in _BY_FUNCTION:
        value = getattr(entity, "holds" if isinstance(entity, Role) else "held_by").get(key)
    else:
        value = getattr(entity, key)
    if isinstance(value, str):
        yield Reference(entity, kind, value, key)
    else:
        is_place = key not in ("duties", *_LISTED, *_BY_FUNCTION)
        for number, id_ in enumerate(value or ()):
            yield Reference(entity, kind, id_, key, str(number) if is_place else "")


def _waiver(waiver: Waiver, renames: Renames) -> Iterator[Reference]:
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


def _refs(entity: Entity, key: str, org: Org) -> Iterator[Reference]:
    for number, item in enumerate(getattr(entity, key)):
        alone = isinstance(item, str)
        for place, ref in enumerate([item] if alone else item):
            kind, _, id_ = ref.partition(":")
            if kind != "tag" or org.tags is not None:
                at = str(number) if alone else f"{number}/{place}"
                yield Reference(entity, kind, id_, key, at, Ref(ref))
