"""What Backstage's catalogues say and a definition has no place for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from posixpath import dirname, join, normpath
from typing import NamedTuple

from raci.convert.backstage_entities import OWNED, Entity, Step

EVERY = ("metadata.name", "metadata.namespace", "metadata.title", "metadata.description")
USED: Mapping[str, Sequence[str]] = {
    "group": ("spec.parent", "spec.children", "spec.members", "spec.profile.displayName"),
    "user": ("spec.memberOf", "spec.profile.displayName"),
    "location": ("spec.target", "spec.targets", "spec.type", "metadata.annotations"),
    **dict.fromkeys(OWNED, ("spec.owner", "spec.type")),
}
"""What is read of entities, of every kind and by kind."""


class Unread(NamedTuple):
    """What is not read: the key of its sentence, its entity, its place there, and values."""

    key: str
    entity: Entity
    at: Step
    values: Mapping[str, object]


def unread(entities: Collection[Entity], paths: Iterable[str]) -> Iterator[Unread]:
    """Yield targets that are not among the files, then kinds and fields that are not read."""
    yield from _missing_targets(entities, paths)
    yield from _unknown_kinds(entities)
    yield from _unread_fields(entities)


def _missing_targets(entities: Iterable[Entity], paths: Iterable[str]) -> Iterator[Unread]:
    files = [normpath(path) for path in paths]
    for location in entities:
        if location.kind == "location":
            for text, at in _targets(location):
                pattern = normpath(join(dirname(location.document.path), text))
                if not any(fnmatch(file, pattern) for file in files):
                    yield Unread("target", location, at, {"target": text})


def _targets(location: Entity) -> Iterator[tuple[str, Step]]:
    yield from location.texts("spec", "targets")
    if text := location.text("spec", "target"):
        yield text, ("spec", "target")


def _unknown_kinds(entities: Iterable[Entity]) -> Iterator[Unread]:
    for entity in entities:
        if entity.kind not in USED:
            yield Unread("kind-unknown", entity, ("kind",), {"kind": entity.text("kind")})


def _unread_fields(entities: Iterable[Entity]) -> Iterator[Unread]:
    """Yield the fields that are not read, each once with the number of its places."""
    places: dict[str, list[tuple[Entity, Step]]] = {}
    for entity in entities:
        for route in _fields(entity) if entity.kind in USED else ():
            field = ".".join(route)
            if field not in (*EVERY, *USED[entity.kind]):
                places.setdefault(field, []).append((entity, route))
    for field, found in places.items():
        yield Unread("field", *found[0], {"field": field, "n": len(found)})


def _fields(entity: Entity) -> Iterator[tuple[str, ...]]:
    for route in (("metadata",), ("spec",), ("spec", "profile")):
        values = entity.get(*route)
        for name in values if isinstance(values, dict) else ():
            if (*route, name) != ("spec", "profile"):
                yield (*route, name)
