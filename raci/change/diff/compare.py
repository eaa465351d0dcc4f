"""Compares two versions of an organisation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any

from raci.change.diff.align import pairs_of_rows
from raci.change.diff.difference import Counted, Difference, Edge, Keys, Pair
from raci.change.diff.match import entities, match
from raci.findings.ref import FUNCTIONS, SECTIONS, Function, Ref
from raci.matrix.matrix import Matrix
from raci.model.entities import Entity
from raci.model.references import REFERS_TO

EDGES: Mapping[str, Mapping[str, str]] = {
    kind: {key: to for key, to in keys.items() if to in SECTIONS and key not in FUNCTIONS}
    for kind, keys in REFERS_TO.items()
    if kind not in ("separation", "waiver")
}
"""The keys of an entity that name others, and the kind of these."""

REFS = {key for keys in REFERS_TO.values() for key, to in keys.items() if to == "ref"}
"""Keys of separations and waivers under which Refs stand."""

TOLD = {"id", "formerly", "written_headcount", "holds", "held_by"}
"""Keys with entries of their own."""


def compare(before: Matrix, after: Matrix) -> Difference:
    """Return every difference between two versions; none for the same version."""
    return _Comparison(before, after).difference()


class _Comparison:
    def __init__(self, before: Matrix, after: Matrix) -> None:
        self.before = before
        self.after = after
        self.matched = {kind: match(kind, before, after) for kind in SECTIONS}
        self.known = {kind: {*entities(kind, before), *entities(kind, after)} for kind in SECTIONS}

    def difference(self) -> Difference:
        return Difference(
            came=self._refs("came"),
            gone=self._refs("gone"),
            renamed=self._pairs("renamed"),
            merged=tuple(sorted(
                (tuple(_ref(kind, old) for old in olds), _ref(kind, new))
                for kind, found in self.matched.items()
                for new, olds in found.merged.items()
            )),
            split=tuple(sorted(
                (_ref(kind, old), tuple(_ref(kind, new) for new in news))
                for kind, found in self.matched.items()
                for old, news in found.split.items()
            )),
            looks=self._pairs("looks"),
            edges=tuple(sorted(self._edges())),
            assignments=tuple(sorted(self._assignments())),
            derived=tuple(sorted(self._derived())),
            headcount=tuple(sorted(self._headcount())),
            keys=tuple(sorted(self._keys())),
            heads=(_heads(self.before), _heads(self.after)),
        )  # fmt: skip

    def _refs(self, which: str) -> tuple[Ref, ...]:
        found = ((kind, getattr(matching, which)) for kind, matching in self.matched.items())
        return tuple(sorted(_ref(kind, id_) for kind, ids in found for id_ in ids))

    def _pairs(self, which: str) -> tuple[Pair, ...]:
        found = ((kind, getattr(matching, which)) for kind, matching in self.matched.items())
        return tuple(
            sorted(
                Pair(_ref(kind, old), _ref(kind, new)) for kind, ids in found for old, new in ids
            )
        )

    def _both(self, kind: str) -> Iterator[tuple[Pair, Entity | None, Entity | None]]:
        then, now = entities(kind, self.before), entities(kind, self.after)
        for old, new in self.matched[kind].pairs.items():
            yield Pair(_ref(kind, old), _ref(kind, new)), then[old], now[new]

    def _edges(self) -> Iterator[Edge]:
        for kind, keys in EDGES.items():
            for pair, old, new in self._both(kind):
                for key, other in keys.items():
                    before, after = (_ids(each, key) for each in (old, new))
                    is_assignment = (kind, key) == ("role", "duties")
                    if not is_assignment and not self._same(other, before, after):
                        yield self._edge(pair, key, other, before, after)

    def _assignments(self) -> Iterator[Edge]:
        for pair, old, new in self._rows():
            for function in Function:
                before, after = (row.written.get(function, {}) if row else {} for row in (old, new))
                if not self._same("role", before, after):
                    yield self._edge(pair, function.value, "role", before, after)

    def _derived(self) -> Iterator[Edge]:
        for pair, old, new in self._rows():
            before, after = (row.derived if row else {} for row in (old, new))
            if not self._same("role", before, after):
                yield self._edge(pair, Function.ACCOUNTABLE.value, "role", before, after)

    def _rows(self) -> Iterator[tuple[Pair, Any, Any]]:
        activities, departments = (self.matched[k].pairs for k in ("activity", "department"))
        then, now = self.before.all_rows, self.after.all_rows
        for old, new in pairs_of_rows(self.before, self.after, activities, departments):
            yield Pair(_ref("activity", old), _ref("activity", new)), then.get(old), now.get(new)

    def _headcount(self) -> Iterator[Counted]:
        for pair, old, new in self._both("role"):
            before, after = (getattr(each, "headcount", 0) for each in (old, new))
            if before != after:
                yield Counted(pair, before, after)

    def _keys(self) -> Iterator[Keys]:
        for kind in SECTIONS:
            edges = EDGES.get(kind, {})
            for pair, old, new in self._both(kind):
                if old is None or new is None:
                    if old is not new:
                        yield Keys(pair, ("declared",))
                    continue
                names = (each.name for each in fields(old) if each.name not in TOLD)
                changed = [n for n in names if not self._alike(old, new, n, edges.get(n))]
                if keys := tuple(chain.from_iterable(_finer(n, old, new) for n in changed)):
                    yield Keys(pair, keys)

    def _alike(self, old: Entity, new: Entity, key: str, kind: str | None) -> bool:
        before, after = getattr(old, key), getattr(new, key)
        if key == "attributes":
            return not tuple(_finer(key, old, new))  # to Python, 1 is True
        if key in REFS:
            return bool(self._today(before) == after)
        if key == "approved_by":
            return bool({self._now("role", role): day for role, day in before.items()} == after)
        if kind is None or not isinstance(before, Mapping):
            return kind is not None or bool(before == after)
        today = {self._now(kind, id_): said for id_, said in before.items()}
        return all(today[id_] == after[id_] for id_ in today.keys() & after.keys())

    def _today(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(self._today, value))
        kind, _, id_ = str(value).partition(":")
        return f"{kind}:{self._now(kind, id_)}" if kind in SECTIONS else value

    def _same(self, kind: str, before: Iterable[str], after: Iterable[str]) -> bool:
        return {self._now(kind, id_) for id_ in before} == set(after)

    def _now(self, kind: str, id_: str) -> str:
        """Return an entity's id in the head; its own, marked, where it is gone.

        What is defined in neither is the same in both.
        """
        if id_ in self.matched[kind].pairs:
            return self.matched[kind].pairs[id_]
        return f"{id_} before" if id_ in self.known[kind] else id_

    @staticmethod
    def _edge(pair: Pair, key: str, kind: str, before: Iterable[str], after: Iterable[str]) -> Edge:
        then, now = (tuple(_ref(kind, id_) for id_ in sorted(ids)) for ids in (before, after))
        return Edge(pair, key, then, now)


def _finer(key: str, old: Entity, new: Entity) -> Iterator[str]:
    """Yield a key that differs; of attributes each that does."""
    if key != "attributes":
        yield key
        return
    before, after = (getattr(each, key) for each in (old, new))
    for name in sorted({*before, *after}):
        if repr(before.get(name)) != repr(after.get(name)):
            yield f"{key}.{name}"


def _ref(kind: str, id_: str) -> Ref:
    return Ref(f"{kind}:{id_}")


def _ids(entity: Entity | None, key: str) -> tuple[str, ...]:
    value = getattr(entity, key) if entity else None
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _heads(matrix: Matrix) -> int:
    return sum(role.headcount for role in matrix.org.roles.values() if role.nature == "person")
