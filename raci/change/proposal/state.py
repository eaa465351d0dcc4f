"""A definition as plain data while it changes; every change is kept as an edit."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Literal, NamedTuple

from raci.findings.ref import SECTIONS

Route = tuple[str | int, ...]
Data = dict[str, Any]


class StateEdit(NamedTuple):
    """An edit of a definition's data, with the meaning of the same edit of a ``Draft``."""

    does: Literal["insert", "append", "replace", "rename", "remove"]
    route: Route
    key: str = ""
    value: Any = None


class State:
    """A definition at one time, its sections merged over the files.

    Entries are shared with the state before until they are touched; ``edits`` lead from there.
    """

    def __init__(self, sections: Mapping[str, Mapping[str, Any]], header: Data) -> None:
        self.data: dict[str, Data] = {name: dict(sections.get(name, {})) for name in SECTION_NAMES}
        self.header = header
        self.edits: list[StateEdit] = []
        self._own: set[tuple[str, str]] = set()

    def after(self) -> "State":
        """Return a copy for further changes; this state stays as it is."""
        return State(self.data, self.header)

    @property
    def definition(self) -> Data:
        """The whole as one definition file holds it."""
        sections = {name: entries for name, entries in self.data.items() if entries}
        return {"raci": 1, "org": self.header} | sections

    def entry(self, section: str, id_: str) -> Data:
        """Return an entity's keys, not to be modified."""
        found: Data = self.data[section][id_]
        return found

    def has(self, section: str, id_: str) -> bool:
        """Return whether an entity is defined."""
        return id_ in self.data[section]

    def at(self, route: Route) -> Any:
        """Return the value at a route; None where there is none."""
        node: Any = self.header if route[0] == "org" else self.data[str(route[0])]
        for step in route[1:]:
            try:
                node = node[step]
            except (KeyError, IndexError):
                return None
        return node

    def insert(self, route: Route, key: str, value: Any) -> None:
        """Insert an entry into the map at a route; a missing map is created."""
        self._map(route)[key] = deepcopy(value)
        self.edits.append(StateEdit("insert", route, key, value))

    def append(self, route: Route, value: Any) -> None:
        """Append an item to the list at a route; a missing list is created."""
        self._map(route[:-1]).setdefault(route[-1], []).append(value)
        self.edits.append(StateEdit("append", route, value=value))

    def replace(self, route: Route, value: Any) -> None:
        """Replace the value at a route."""
        self._map(route[:-1])[route[-1]] = deepcopy(value)
        self.edits.append(StateEdit("replace", route, value=value))

    def write(self, route: Route, value: Any) -> None:
        """Set the value at a route."""
        if self.at(route) is None:
            self.insert(route[:-1], str(route[-1]), value)
        elif self.at(route) != value:
            self.replace(route, value)

    def rename(self, route: Route, key: str) -> None:
        """Rename a map's key; its position and value stay."""
        node = self._map(route[:-1])
        entries = [(key if each == route[-1] else each, value) for each, value in node.items()]
        node.clear()
        node.update(entries)
        if len(route) == 2:
            self._own.discard((str(route[0]), str(route[1])))
        self.edits.append(StateEdit("rename", route, key))

    def remove(self, route: Route) -> None:
        """Remove an entry or item, and the list or map that this empties."""
        node = self._map(route[:-1])
        del node[route[-1]]
        if not node and len(route) > 3:
            del self._map(route[:-2])[route[-2]]
        self.edits.append(StateEdit("remove", route))

    def _map(self, route: Route) -> Any:
        """Return what stands at a route, copied for this state; missing maps are created."""
        rest = route[1:]
        if route[0] == "org":
            if ("org", "") not in self._own:
                self._own.add(("org", ""))
                self.header = deepcopy(self.header)
            node: Any = self.header
        else:
            section = str(route[0])
            node = self.data[section]
            if rest and (section, str(rest[0])) not in self._own:
                self._own.add((section, str(rest[0])))
                node[rest[0]] = deepcopy(node.get(rest[0], {}))
        for step in rest:
            node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
        return node


SECTION_NAMES: Sequence[str] = tuple(SECTIONS.values())
"""The sections of a definition that hold entities."""


def merged(files: Sequence[Mapping[str, Any]]) -> State:
    """Return the state of an organisation's definition files.

    Args:
        files: their data, in the order of their paths; of what stands twice the first counts.
    """
    sections: dict[str, Data] = {name: {} for name in SECTION_NAMES}
    header: Data = {}
    for data in files:
        header = header or data.get("org", {})
        for name in SECTION_NAMES:
            for id_, entry in data.get(name, {}).items():
                sections[name].setdefault(id_, entry)
    return State(sections, header)


def items(value: Any) -> Iterator[tuple[Route, Any]]:
    """Yield the texts of a list, a list of lists, or the keys of a map, with their routes."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            for route, text in items(item) if isinstance(item, list) else [((), item)]:
                yield (number, *route), text
    elif isinstance(value, dict):
        for key in value:
            yield (key,), key
    elif value is not None:
        yield (), value
