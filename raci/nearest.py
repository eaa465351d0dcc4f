"""The nearest valid name: what the user probably meant."""

from collections import Counter
from collections.abc import Iterable

SHORTLIST = 20
RAREST = 8


class Nearest:
    """An index over names: a shortlist by the rarest letter pairs, then difflib's closeness."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self.pairs: dict[str, list[str]] = {}
        for name in sorted(self.names):
            for pair in _pairs(name):
                self.pairs.setdefault(pair, []).append(name)

    def to(self, name: str) -> str:
        """Give the nearest of the names, or ``""`` where none is near."""
        if name in self.names:
            return name
        known = [self.pairs[pair] for pair in sorted(_pairs(name)) if pair in self.pairs]
        shared = Counter(near for names in sorted(known, key=len)[:RAREST] for near in names)
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:SHORTLIST]
        near = [(-_closeness(name, found), found) for found, _ in ranked]
        best = min(near, default=(0.0, ""))
        return best[1] if best[0] <= -0.6 else ""


def _closeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


def _pairs(name: str) -> set[str]:
    framed = f" {name.casefold()} "
    return {framed[i : i + 2] for i in range(len(framed) - 1)}
