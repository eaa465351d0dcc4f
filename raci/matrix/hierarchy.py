"""A hierarchy: who is above whom, asked of any two in constant time, however deep it is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from raci.matrix.grouped import grouped

Value = TypeVar("Value")


class Hierarchy:
    """Ids, and the one directly above each. Those on a cycle are above and below nobody."""

    def __init__(self, parents: Mapping[str, str]) -> None:
        """Take the one directly above each id that has any."""
        self.cycles = _cycles(parents)
        """The cycle of each that is on one, from the smallest id on."""
        self._parents = {
            low: high
            for low, high in parents.items()
            if low not in self.cycles and high not in self.cycles
        }
        self._numbers, self._ends, self._depths = self._walk()

    def _walk(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """Return each one's number, the end of those below, which follow it, and its depth."""
        below = grouped((high, low) for low, high in self._parents.items())
        left = [high for high in below if high not in self._parents]
        numbers: dict[str, int] = {}
        depths: dict[str, int] = {}
        while left:
            at = left.pop()
            numbers[at] = len(numbers)
            depths[at] = depths[self._parents[at]] + 1 if at in self._parents else 0
            left += below.get(at, ())
        ends = {id_: number + 1 for id_, number in numbers.items()}
        for id_ in reversed(numbers):
            if id_ in self._parents:
                high = self._parents[id_]
                ends[high] = max(ends[high], ends[id_])
        return numbers, ends, depths

    def above(self, id_: str) -> Iterator[str]:
        """Yield those above one, the nearest first."""
        at = self._parents.get(id_)
        while at is not None:
            yield at
            at = self._parents.get(at)

    def depth(self, id_: str) -> int:
        """Return how many are above one."""
        return self._depths.get(id_, 0)

    def is_above(self, high: str, low: str) -> bool:
        """Return whether one is above another."""
        number = self._numbers.get(low, -1)
        return self._numbers.get(high, number) < number < self._ends.get(high, 0)

    def above_among(self, ids: Collection[str], low: str) -> list[str]:
        """Return those of some ids that are above one, the nearest first."""
        if len(ids) > self.depth(low):
            return [high for high in self.above(low) if high in ids]
        return sorted((high for high in ids if self.is_above(high, low)), key=self.depth)[::-1]

    def common(self, ids: Collection[str]) -> str | None:
        """Return the nearest that each of some ids is, or is below; None where there is none."""
        shallowest = min(ids, key=self.depth)
        for high in chain([shallowest], self.above(shallowest)):
            if all(id_ == high or self.is_above(high, id_) for id_ in ids):
                return high
        return None

    def highest(self, ids: Iterable[str]) -> set[str]:
        """Return those of some ids above which none of them is."""
        found: set[str] = set()
        last = ""
        for id_ in sorted(ids, key=lambda id_: self._numbers.get(id_, -1)):
            if not self.is_above(last, id_):
                found.add(id_)
                last = id_
        return found

    def inherited(self, own: Mapping[str, Value]) -> Mapping[str, Value]:
        """Return the value of each id: its own, else that of the nearest above that has one."""
        values = dict(own)
        for id_ in self._numbers:
            high = self._parents.get(id_)
            if id_ not in values and high in values:
                values[id_] = values[high]
        return values

    def count_above(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return how many of some ids are above each that is below another."""
        counts: dict[str, int] = {}
        for id_ in self._numbers:
            if id_ in self._parents:
                high = self._parents[id_]
                counts[id_] = counts.get(high, 0) + (high in ids)
        return counts


def _cycles(parents: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the cycle of each that is on one, in a map from each to the one above it."""
    cycles: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            cycle = list(path)
            cycle = cycle[cycle.index(at) :]
            first = cycle.index(min(cycle))
            turned = (*cycle[first:], *cycle[:first])
            cycles.update(dict.fromkeys(cycle, turned))
        done.update(path)
    return cycles
