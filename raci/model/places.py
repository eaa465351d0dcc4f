"""Finds the place of a Ref in a file; looked up only for what is shown."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from raci.findings.place import Place
from raci.findings.ref import SECTIONS, Function, Ref
from raci.source.document import Document

Route = tuple[str | int, ...]
Spot = tuple[Document, Route]


class Origins:
    """The document of each entity; everything finer is looked up in the document itself."""

    def __init__(self) -> None:
        self.homes: dict[tuple[str, str], Document] = {}
        self.inherited: dict[Ref, Ref] = {}
        """For entities of packs, which stand in no file of its own: their item of ``extends``."""
        self.packs: dict[str, Document] = {}
        """The files of the user's own packs that are extended, by the pack's id."""

    def claim(self, document: Document, section: str, id_: str) -> Document | None:
        """Record an entity's document; return the earlier one where there is one."""
        first = self.homes.setdefault((section, id_), document)
        return None if first is document else first

    def entity_ref(self, section: str, id_: str) -> Ref:
        """Return the Ref of an entity of a section."""
        kind = next((kind for kind, name in SECTIONS.items() if name == section), "org")
        return Ref(f"{kind}:{id_}" if id_ else "org")

    def in_document(self, document: Document, ref: Ref) -> Place:
        """Return the place of an entity in a document that defines it."""
        return document.place(ref, _entity_route(ref))

    def place(self, ref: Ref) -> Place:
        """Return a Ref's place: its key or item, else the nearest existing thing around it.

        Raises:
            KeyError: where the Ref names nothing of this organisation.
        """
        document, route = self.spot(ref)
        return document.place(ref, route)

    def spot(self, ref: Ref) -> Spot:
        """Return the document in which a Ref stands, and the route to its key or item.

        Raises:
            KeyError: where the Ref names nothing of this organisation.
        """
        if ref.whole in self.inherited:
            ref = self.inherited[ref.whole]
        document, route = self._spot(ref.whole)
        if key := ref.key:
            route = (*route, *_steps(key, _at(document.data, route)))
        return document, route

    def _spot(self, ref: Ref) -> Spot:  # noqa: PLR0911  one case a kind of Ref
        parts = ref.parts
        match ref.kind:
            case "mandate":
                return self._in("departments", parts[0], "duties", _plain(parts[1]))
            case "duty":
                return self._in("roles", parts[0], "duties", _plain(parts[1]))
            case "assignment":
                return self._assignment(*parts)
            case "owner":
                return self._item("platforms", parts[0], "owners", parts[1])
            case "deputy":
                of_role = self._lists("roles", parts[0], "deputies", parts[1])
                section = "roles" if of_role else "platforms"
                return self._item(section, parts[0], "deputies", parts[1])
            case "head":
                return self._in("departments", parts[0], "head")
            case "appointment":
                return self._in("people", parts[0], "roles", parts[1])
            case "activity" if ("activities", _plain(ref.id)) not in self.homes:
                return self._mentions[_plain(ref.id)]
            case _:
                route = _entity_route(ref)
                return self.homes[str(route[0]), str(route[1]) if len(route) > 1 else ""], route

    def _in(self, section: str, id_: str, *route: str) -> Spot:
        return self.homes[section, id_], (section, id_, *route)

    def _item(self, section: str, id_: str, key: str, item: str) -> Spot:
        document = self.homes[section, id_]
        items: Sequence[str] = document.data[section][id_][key]
        return document, (section, id_, key, items.index(item))

    def _lists(self, section: str, id_: str, key: str, item: str) -> bool:
        document = self.homes.get((section, id_))
        return document is not None and item in document.data[section][id_].get(key, ())

    def _assignment(self, activity: str, function: str, role: str) -> Spot:
        activity = _plain(activity)
        if self._lists("activities", activity, function, role):
            return self._item("activities", activity, function, role)
        return self._item("roles", role, function, activity)

    @cached_property
    def _mentions(self) -> dict[str, Spot]:
        """The places of undeclared rows: the first mandate, else duty, else claim."""
        mandates: dict[str, Spot] = {}
        duties: dict[str, Spot] = {}
        claims: dict[str, Spot] = {}
        for document in dict.fromkeys(self.homes.values()):
            for section, first in (("departments", mandates), ("roles", duties)):
                for id_, entry in _entries(document, section, self.homes):
                    for key in entry.get("duties", ()):
                        first.setdefault(key, (document, (section, id_, "duties", key)))
            for id_, entry in _entries(document, "roles", self.homes):
                for function in Function:
                    for number, key in enumerate(entry.get(function.value, ())):
                        claims.setdefault(key, (document, ("roles", id_, function.value, number)))
        return claims | duties | mandates


def _entries(
    document: Document, section: str, homes: dict[tuple[str, str], Document]
) -> list[tuple[str, dict[str, Any]]]:
    entries = document.data.get(section, {})
    return [(id_, entry) for id_, entry in entries.items() if homes[section, id_] is document]


def _plain(activity: str) -> str:
    return activity.partition("@")[0]


def _entity_route(ref: Ref) -> Route:
    if ref.kind not in SECTIONS:
        return ("org",)
    return (SECTIONS[ref.kind], _plain(ref.id) if ref.kind == "activity" else ref.id)


def _steps(key: str, node: Any) -> Route:
    """Return the steps of a Ref's key below a node: numbers in lists, keys in maps."""
    steps: list[str | int] = []
    for step in filter(None, key.split("/")):
        steps.append(int(step) if isinstance(node, list) else step)
        node = _at(node, steps[-1:])
    return tuple(steps)


def _at(node: Any, route: Sequence[str | int]) -> Any:
    for step in route:
        if isinstance(node, list):
            node = node[step] if isinstance(step, int) and step < len(node) else None
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node
