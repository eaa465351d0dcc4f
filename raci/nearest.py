"""The nearest valid name: what the user probably meant."""

from collections import Counter
from collections.abc import Iterable

SHORTLIST = 20


class Nearest:
    """An index over names: a shortlist by shared letter pairs, then difflib's closeness."""

    def __init__(self, names: Iterable[str]) -> None:
        self.pairs: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            for pair in _pairs(name):
                self.pairs.setdefault(pair, []).append(name)

    def to(self, name: str) -> str:
        """Give the nearest of the names, or ``""`` where none is near."""
        from difflib import SequenceMatcher

        shared = Counter(near for pair in _pairs(name) for near in self.pairs.get(pair, ()))
        if name in self.pairs.get(next(iter(_pairs(name))), ()):
            return name
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:SHORTLIST]
        near = [(-SequenceMatcher(None, name, found).ratio(), found) for found, _ in ranked]
        best = min(near, default=(0.0, ""))
        return best[1] if best[0] <= -0.6 else ""


def _pairs(name: str) -> set[str]:
    framed = f" {name.casefold()} "
    return {framed[i : i + 2] for i in range(len(framed) - 1)}
