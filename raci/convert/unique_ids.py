"""Ids of names that differ for different things."""

from collections.abc import Callable, Hashable


class UniqueIds:
    """Makes an id of each thing's name; where another thing has it, a number is added."""

    def __init__(self, slug: Callable[[str], str]) -> None:
        self._slug = slug
        self._ids: dict[Hashable, str] = {}
        self._taken: set[str] = set()

    def of(self, key: Hashable, name: str) -> str:
        """Return the id of the thing with a key: the same one each time."""
        if key not in self._ids:
            id_ = self._slug(name)
            number = 1
            while id_ in self._taken:
                number += 1
                id_ = self._slug(f"{name}-{number}")
            self._taken.add(id_)
            self._ids[key] = id_
        return self._ids[key]
