"""Every reference that an entity makes, and where: what must name something that is there."""

from collections.abc import Iterator
from typing import NamedTuple

from raci.finding import Ref
from raci.model import Activity, Department, Entity, Org, Person, Platform, Role, Separation


class Reference(NamedTuple):
    """A reference: the kind and id that it names, the key that it stands under, and its place."""

    kind: str
    id: str
    key: str
    at: Ref

    @property
    def to(self) -> Ref:
        """What it names."""
        return Ref(f"{self.kind}:{self.id}")


def references(entity: Entity, org: Org) -> Iterator[Reference]:
    """Give all references of an entity, in the order of its keys.

    The keys of duties and of a role's claims make rows; they are references only where the
    organisation says that every activity is declared.
    """
    match entity:
        case Department():
            yield from _department(entity, org)
        case Role():
            yield from _role(entity, org)
        case Activity():
            yield from _activity(entity, org)
        case Platform():
            for role in entity.owners:
                yield Reference("role", role, "owners", Ref(f"owner:{entity.id}/{role}"))
            for role in entity.deputies:
                yield Reference("role", role, "deputies", Ref(f"deputy:{entity.id}/{role}"))
        case Person():
            for role in entity.roles:
                yield Reference("role", role, "roles", Ref(f"appointment:{entity.id}/{role}"))
        case Separation():
            yield from _separation(entity, org)


def _one(entity: Entity, key: str, kind: str, id_: str | None) -> Iterator[Reference]:
    if id_ is not None:
        yield Reference(kind, id_, key, Ref(f"{entity.ref}#{key}"))


def _many(entity: Entity, key: str, kind: str, ids: tuple[str, ...]) -> Iterator[Reference]:
    for number, id_ in enumerate(ids):
        yield Reference(kind, id_, key, Ref(f"{entity.ref}#{key}/{number}"))


def _department(department: Department, org: Org) -> Iterator[Reference]:
    if department.head is not None:
        yield Reference("role", department.head, "head", Ref(f"head:{department.id}"))
    yield from _one(department, "parent", "department", department.parent)
    if org.declared_only:
        for key in department.duties:
            yield Reference("activity", key, "duties", Ref(f"mandate:{department.id}/{key}"))


def _role(role: Role, org: Org) -> Iterator[Reference]:
    yield from _one(role, "department", "department", role.department)
    yield from _one(role, "reports_to", "role", role.reports_to)
    yield from _many(role, "also_reports_to", "role", role.also_reports_to)
    for deputy in role.deputies:
        yield Reference("role", deputy, "deputies", Ref(f"deputy:{role.id}/{deputy}"))
    if org.declared_only:
        for key in role.duties:
            yield Reference("activity", key, "duties", Ref(f"duty:{role.id}/{key}"))
        for function, keys in role.holds.items():
            for key in keys:
                at = Ref(f"assignment:{key}/{function.value}/{role.id}")
                yield Reference("activity", key, function.value, at)


def _activity(activity: Activity, org: Org) -> Iterator[Reference]:
    yield from _one(activity, "department", "department", activity.department)
    for function, roles in activity.held_by.items():
        for role in roles:
            at = Ref(f"assignment:{activity.id}/{function.value}/{role}")
            yield Reference("role", role, function.value, at)
    yield from _many(activity, "platforms", "platform", activity.platforms)
    yield from _many(activity, "approves", "activity", activity.approves)
    if org.tags is not None:
        yield from _many(activity, "tags", "tag", activity.tags)


def _separation(separation: Separation, org: Org) -> Iterator[Reference]:
    for form in ("between", "among"):
        for side, refs in enumerate(getattr(separation, form)):
            yield from _refs(separation, f"{form}/{side}", refs, org)
    yield from _refs(separation, "of", separation.of, org)
    yield from _refs(separation, "only", separation.only, org)
    yield from _one(separation, "mitigated_by", "activity", separation.mitigated_by)


def _refs(
    separation: Separation, route: str, refs: tuple[str, ...], org: Org
) -> Iterator[Reference]:
    for number, ref in enumerate(refs):
        kind, _, id_ = ref.partition(":")
        if kind != "tag" or org.tags is not None:
            at = Ref(f"{separation.ref}#{route}/{number}")
            yield Reference(kind, id_, route.partition("/")[0], at)
