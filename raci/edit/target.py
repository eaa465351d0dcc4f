"""The target data of a file, as a tree whose entries know their position in the file."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from raci.edit.layout import Layout
from raci.findings.place import TOP, Span
from raci.findings.sentence import Sentence, SentenceError

Route = Sequence[str | int]


class EditError(SentenceError):
    """An edit cannot be made: the reason, the file and the span."""

    def __init__(self, reason: Sentence, path: str, span: Span = TOP) -> None:
        super().__init__(reason)
        self.path, self.span = path, span

    def text(self, lang: str) -> str:
        """Return the place and the reason in a language."""
        return f"{self.path}:{self.span.line}:{self.span.column}: {self.sentence.text(lang)}"


@dataclass(slots=True, eq=False)
class MapEntry:
    """An entry of a map or item of a list: plain data, or a Branch once it is opened.

    ``at`` is its number in the file, None if it is new; ``fresh``: its value is new.
    """

    key: str | None
    value: Any
    at: int | None = None
    fresh: bool = True


class Branch:
    """A map or list of the target data; ``base`` is that of the file, None if it is new."""

    def __init__(self, data: dict[str, Any] | list[Any], *, fresh: bool) -> None:
        self.base = None if fresh else data
        self.is_map = isinstance(data, dict)
        pairs = data.items() if isinstance(data, dict) else ((None, item) for item in data)
        self.entries = [
            MapEntry(key, value, None if fresh else at, fresh)
            for at, (key, value) in enumerate(pairs)
        ]

    def find(self, step: str | int) -> int | None:
        """Return the position of the entry at a key or index; None if there is none."""
        if isinstance(step, int):
            return step if not self.is_map and 0 <= step < len(self.entries) else None
        key = unicodedata.normalize("NFC", step)
        return next((at for at, entry in enumerate(self.entries) if entry.key == key), None)

    def kept(self) -> dict[int, MapEntry]:
        """Return the entries that stay, by their numbers in the file."""
        return {entry.at: entry for entry in self.entries if entry.at is not None}

    def added(self) -> list[tuple[str | None, Any]]:
        """Return the keys and plain values of the entries that are not in the file."""
        return [(entry.key, plain(entry.value)) for entry in self.entries if entry.at is None]

    def renamed(self) -> Iterator[tuple[int, str]]:
        """Yield the numbers of the renamed entries, and their new keys."""
        before = list(self.base) if isinstance(self.base, dict) else []
        for at, entry in self.kept().items():
            if entry.key is not None and entry.key != before[at]:
                yield at, entry.key

    def replaced(self) -> Iterator[tuple[int, Any, Any]]:
        """Yield the numbers of the entries with a new value, the old value and the new one."""
        base = self.base or []
        before = list(base.values()) if isinstance(base, dict) else base
        for at, entry in self.kept().items():
            was_empty = isinstance(entry.value, Branch) and not entry.value.base
            if entry.fresh or (was_empty and entry.value.entries):
                yield at, before[at], plain(entry.value)

    def changed(self) -> Iterator[tuple[int, "Branch"]]:
        """Yield the numbers and branches of the entries that may have changes inside."""
        for at, entry in self.kept().items():
            if not entry.fresh and isinstance(entry.value, Branch) and entry.value.base:
                yield at, entry.value


def plain(value: Any) -> Any:
    """Return a value as plain data, with its branches resolved."""
    if not isinstance(value, Branch):
        return value
    if value.is_map:
        return {entry.key: plain(entry.value) for entry in value.entries}
    return [plain(entry.value) for entry in value.entries]


def normalized(value: Any) -> Any:
    """Return a copy of data with all texts in NFC, as the reader returns them."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {normalized(key): normalized(item) for key, item in value.items()}
    return [normalized(item) for item in value] if isinstance(value, list) else value


class Target:
    """The target data of one file, edited entry by entry; raises EditError for missing routes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.root = MapEntry(None, layout.document.data, 0, fresh=False)

    def remove(self, route: Route, *, prune: bool) -> None:
        """Remove an entry; with ``prune``, also its map or list if that is then empty."""
        branch, at = self._find(route)
        del branch.entries[at]
        if prune and not branch.entries and len(route) > 1:
            self.remove(route[:-1], prune=False)

    def replace(self, route: Route, value: Any) -> None:
        """Replace the value of an entry."""
        branch, at = self._find(route)
        entry = branch.entries[at]
        entry.value, entry.fresh = normalized(value), True

    def rename(self, route: Route, key: str) -> None:
        """Change the key of an entry of a map."""
        branch, at = self._find(route)
        if not branch.is_map:
            raise self.refused(Sentence("item-has-no-key"), route)
        if branch.find(key) not in (None, at):
            raise self.refused(Sentence("key-exists", key=key), route)
        branch.entries[at].key = normalized(key)

    def insert(self, route: Route, key: str, value: Any) -> None:
        """Add an entry at the end of a map, which is created if it is missing."""
        branch = self._branch(route, made={})
        if not branch.is_map:
            raise self.refused(Sentence("list-for-map"), route)
        if branch.find(key) is not None:
            raise self.refused(Sentence("key-exists", key=key), (*route, key))
        branch.entries.append(MapEntry(normalized(key), normalized(value)))

    def append(self, route: Route, value: Any) -> None:
        """Add an item at the end of a list, which is created if it is missing."""
        branch = self._branch(route, made=[])
        if branch.is_map:
            raise self.refused(Sentence("map-for-list"), route)
        branch.entries.append(MapEntry(None, normalized(value)))

    def refused(self, reason: Sentence, route: Route) -> EditError:
        """Return the error for an edit at a route, placed at the nearest ancestor in the file."""
        document, value = self.layout.document, self.root.value
        origin: list[str | int] = []
        for depth, step in enumerate(route):
            if not isinstance(value, Branch):
                origin += route[depth:]  # not opened, so as in the file
                break
            at = value.find(step)
            if at is None or value.base is None or (number := value.entries[at].at) is None:
                break
            origin.append(list(value.base)[number] if value.is_map else number)
            value = value.entries[at].value
        return EditError(reason, document.path, document.span(origin))

    def _find(self, route: Route) -> tuple[Branch, int]:
        if not route:
            raise self.refused(Sentence("whole-file"), route)
        branch = self._branch(route[:-1])
        at = branch.find(route[-1])
        if at is None:
            raise self.refused(Sentence("no-entry", key=route[-1]), route)
        return branch, at

    def _branch(self, route: Route, made: dict[str, Any] | list[Any] | None = None) -> Branch:
        """Open the map or list at a route; with ``made``, create what is missing."""
        branch = self._opened(self.root, None, (), {} if made is not None and route else made)
        for depth, step in enumerate(route, 1):
            at = branch.find(step)
            if at is None and (made is None or not branch.is_map or isinstance(step, int)):
                raise self.refused(Sentence("no-entry", key=step), route[:depth])
            if at is None:
                at = len(branch.entries)
                branch.entries.append(MapEntry(normalized(step), None))
            missing = {} if made is not None and depth < len(route) else made
            branch = self._opened(branch.entries[at], branch, route[:depth], missing)
        return branch

    def _opened(
        self,
        entry: MapEntry,
        holder: Branch | None,
        route: Route,
        missing: dict[str, Any] | list[Any] | None,
    ) -> Branch:
        """Open the value of an entry; a null is replaced by ``missing``."""
        if entry.value is None and missing is not None:
            entry.value, entry.fresh = missing, True
        if isinstance(entry.value, Branch):
            return entry.value
        if not isinstance(entry.value, dict | list):
            raise self.refused(Sentence("neither"), route)
        if not entry.fresh and holder is not None and self._is_alias(holder, entry):
            raise self.refused(Sentence("alias"), route)
        entry.value = branch = Branch(entry.value, fresh=entry.fresh)
        return branch

    def _is_alias(self, holder: Branch, entry: MapEntry) -> bool:
        at, marks = entry.at or 0, self.layout.document.marks[id(holder.base)]
        return self.layout.is_alias(marks[at * 4 + 2 if holder.is_map else at * 2])
