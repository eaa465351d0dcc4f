"""Imports catalogues of Backstage: groups are departments, users people, what is owned platforms.

Source: backstage.io/docs/features/software-catalog/descriptor-format.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from raci.convert.backstage_entities import OWNED, Entity, Key, Step
from raci.convert.backstage_unread import unread
from raci.convert.imported import (
    Imported,
    ImportOptions,
    Origin,
    RemarkKind,
    Route,
    SourceFile,
)
from raci.convert.unique_ids import UniqueIds
from raci.findings.place import TOP
from raci.model.entities import Role
from raci.model.placeholders import is_placeholder
from raci.source.decode import UnreadableError
from raci.source.document import Document
from raci.source.yaml import read_all

_OURS = re.compile(rb"""(?m)^apiVersion:\s*["']?backstage\.io/""")

Mention = tuple[Key, Entity, Step]
"""An entity, and where another one names it."""


def is_mine(file: SourceFile) -> bool:
    """Return whether a file is a catalogue, by its name or what is in it."""
    name = PurePosixPath(file.path).name.lower()
    return name.startswith("catalog-info") or _OURS.search(file.raw) is not None


def read(file: SourceFile, options: ImportOptions) -> Imported:
    """Return what one file defines; raises UnreadableError."""
    return read_together([file], options)


def read_together(files: Sequence[SourceFile], options: ImportOptions) -> Imported:
    """Return what several files of one catalogue define, which refer to one another.

    Raises:
        UnreadableError: a file cannot be read, or has no entity (``no-entities``).
    """
    catalogue = _Catalogue(options, [file.path for file in files])
    for file in files:
        found = [each for each in read_all(file.raw, file.path) if each.data is not None]
        if not any(map(Entity.of, found)):
            raise UnreadableError("no-entities")
        catalogue.add(file.path, found)
    return catalogue.imported()


class _Catalogue:
    def __init__(self, options: ImportOptions, paths: Sequence[str]) -> None:
        self.paths = paths
        self.entities: dict[Key, Entity] = {}
        self.names: dict[Key, str] = {}
        self.result = Imported()
        self.departments, self.roles, self.people, self.platforms = (
            UniqueIds(options.slug) for _ in range(4)
        )

    def add(self, path: str, documents: Sequence[Document]) -> None:
        """Add the entities of a file."""
        self.result.remark("read", "entities", Origin(path, TOP), n=len(documents))
        for document in documents:
            entity = Entity.of(document)
            if entity is None:
                self._remark("left-out", "no-entity", document, ())
            elif first := self.entities.get(entity.key):
                at = str(Origin(first.document.path, first.document.span(())))
                self._remark("left-out", "entity-twice", document, NAME, (), first=at)
            else:
                self.entities[entity.key] = entity

    def imported(self) -> Imported:
        """Return what all entities say together."""
        self.names = self._names()
        above, members = self._above(), self._members()
        owners = {entity: self._owner(entity) for kind in OWNED for entity in self._of(kind)}
        busy = {*members, *owners.values()}
        for group in self._of("group"):
            self._group(group, above.get(group.key, []), has_role=group.key in busy)
        for entity, owner in owners.items():
            self._platform(entity, owner)
        self._persons(members, [user.key for user in self._of("user") if user.key in busy])
        for key, entity, at, values in unread(self.entities.values(), self.paths):
            self._remark("left-out", key, entity.document, at, (), **values)
        return self.result

    def _of(self, kind: str) -> list[Entity]:
        return [entity for entity in self.entities.values() if entity.kind == kind]

    def _names(self) -> dict[Key, str]:
        """Return a name for each entity that no other of its sort has."""
        owned = Counter(key[1:] for key in self.entities if key[0] in OWNED)
        result = {}
        for key, entity in self.entities.items():
            inside = "" if key[1] == "default" else f"{key[1]}/"
            several = key[0] in OWNED and owned[key[1:]] > 1
            result[key] = f"{key[0]}: " * several + inside + entity.spelling
        return result

    def _name(self, key: Key) -> str:
        """Return the name of an entity, which nobody may define."""
        return self.names.get(key) or "/".join(key[1:]).removeprefix("default/")

    def _above(self) -> dict[Key, list[Mention]]:
        """Return the groups above each, what it says itself first."""
        above: dict[Key, list[Mention]] = {}
        for group in self._of("group"):
            parent, at = group.text("spec", "parent"), ("spec", "parent")
            if parent and (key := self._known(group, parent, at, "group")):
                above.setdefault(group.key, []).append((key, group, at))
            elif parent and (key := group.refers_to(parent, "group")):
                self._wants_department(key, group.key, key)
        for group in self._of("group"):
            for text, route in group.texts("spec", "children"):
                if key := self._known(group, text, route, "group"):
                    above.setdefault(key, []).append((group.key, group, route))
                elif key := group.refers_to(text, "group"):
                    self._wants_department(key, key, group.key)
        return above

    def _members(self) -> dict[Key, dict[Key, None]]:
        """Return the members of each group that has some, as it says or they say."""
        members: dict[Key, dict[Key, None]] = {}
        for group in self._of("group"):
            for text, route in group.texts("spec", "members"):
                key = group.refers_to(text, "user")
                if not key or key not in self.entities or key[0] != "user":
                    self._remark("doubt", "entity-unknown", group.document, route, (), name=text)
                    if key and key[0] == "user":
                        self._wants(("people", self.people.of(key, self._name(key))))
                if key and key[0] == "user":
                    members.setdefault(group.key, {})[key] = None
        for user in self._of("user"):
            for text, route in user.texts("spec", "memberOf"):
                if key := self._known(user, text, route, "group"):
                    members.setdefault(key, {})[user.key] = None
                elif key := user.refers_to(text, "group"):
                    role, person = self._role(key), self.people.of(user.key, self._name(user.key))
                    self._wants(("roles", role), (("people", person, "roles", role), {}))
        return members

    def _owner(self, entity: Entity) -> Key | None:
        """Return the owner, defined or not; None where there is none, or a word for nobody."""
        at, text = ("spec", "owner"), entity.text("spec", "owner")
        to = ("platforms", self._platform_id(entity))
        if not text:
            self._remark("doubt", "owner-missing", entity.document, ("spec",), to)
            return None
        key = entity.refers_to(text, "group")
        if key in self.entities and key and key[0] in ("group", "user"):
            return key
        nobody = key is None or is_placeholder(Role(id=key[2], name={"en": key[2]}))
        case = "owner-nobody" if nobody else "owner-unknown"
        self._remark("doubt", case, entity.document, at, to, owner=text)
        if key and not nobody:
            self._wants(("roles", self._role(key)))
        return None if nobody else key

    def _group(self, group: Entity, above: Sequence[Mention], *, has_role: bool) -> None:
        id_ = self.departments.of(group.key, self.names[group.key])
        entry = {"name": group.title}
        if above:
            parent = above[0][0]
            entry["parent"] = self.departments.of(parent, self.names[parent])
            for key, other, at in above:
                if key != parent:
                    values = {"group": group.spelling, "kept": self.names[parent]}
                    route = ("departments", id_)
                    self._remark("doubt", "two-parents", other.document, at, route, **values)
        self._add(("departments", id_), group, _with_note(entry, group))
        if has_role:
            role = {"name": group.title, "department": id_}
            self._add(("roles", self._role(group.key)), group, role)

    def _platform(self, entity: Entity, owner: Key | None) -> None:
        kind = entity.text("spec", "type") or entity.kind
        entry: dict[str, Any] = {"name": entity.title, "kind": kind}
        if owner:
            entry["owners"] = [self._role(owner)]
        self._add(("platforms", self._platform_id(entity)), entity, _with_note(entry, entity))

    def _persons(self, members: Mapping[Key, Iterable[Key]], owning: Iterable[Key]) -> None:
        """Add users and members with their roles: one for each group, one for who owns alone."""
        held: dict[Key, list[str]] = {user.key: [] for user in self._of("user")}
        for group, keys in members.items():
            for key in keys:
                held.setdefault(key, []).append(self._role(group))
        for key in owning:
            user, role = self.entities[key], self._role(key)
            self._add(("roles", role), user, {"name": self.names[key]})
            self._remark("doubt", "user-owns", user.document, NAME, ("roles", role), role=role)
            held[key].append(role)
        for key, roles in held.items():
            person = self.entities.get(key)
            entry: dict[str, Any] = {"name": person.title} if person else {}
            if roles:
                entry["roles"] = {role: {} for role in roles}
            id_ = self.people.of(key, self._name(key))
            self._add(("people", id_), person, entry)
            if person and (address := person.text("spec", "profile", "email")):
                self.result.addresses[id_] = address.casefold()

    def _role(self, key: Key) -> str:
        return self.roles.of(key, "user: " * (key[0] == "user") + self._name(key))

    def _platform_id(self, entity: Entity) -> str:
        return self.platforms.of(entity.key, self.names[entity.key])

    def _known(self, entity: Entity, text: str, at: Step, kind: str) -> Key | None:
        """Return what a reference means, if it is there and of the kind."""
        key = entity.refers_to(text, kind)
        if key in self.entities and key and key[0] == kind:
            return key
        self._remark("doubt", "entity-unknown", entity.document, at, (), name=text)
        return None

    def _wants(self, entry: Route, link: tuple[Route, Any] | None = None) -> None:
        """Let the last remark, that an entry is missing, count only where no file has it."""
        self.result.remarks[-1] = replace(self.result.remarks[-1], wants=entry, link=link)

    def _wants_department(self, missing: Key, below: Key, parent: Key) -> None:
        id_, under, above = (
            self.departments.of(key, self._name(key)) for key in (missing, below, parent)
        )
        self._wants(("departments", id_), (("departments", under, "parent"), above))

    def _add(self, route: Route, entity: Entity | None, entry: dict[str, Any]) -> None:
        self.result.data.setdefault(route[0], {})[route[1]] = entry
        if entity:
            span = entity.document.span(NAME, value=True)
            self.result.origins[route] = Origin(entity.document.path, span)

    def _remark(
        self,
        kind: RemarkKind,
        key: str,
        document: Document,
        at: Step,
        route: Route = (),
        /,
        **values: Any,
    ) -> None:
        span = document.span(at, value=kind == "doubt")
        self.result.remark(kind, key, Origin(document.path, span), route, **values)


NAME = ("metadata", "name")


def _with_note(entry: dict[str, Any], entity: Entity) -> dict[str, Any]:
    note = entity.text("metadata", "description")
    return {**entry, "note": note} if note else entry
