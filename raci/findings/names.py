"""Finds the id of a thing by its name."""

import unicodedata
from collections.abc import Iterable, Mapping

_AROUND = "\"'“”‘’「」『』《》"


def same_name(text: str) -> str:
    """Return a name without differences of case, width, blanks and quotes around it."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip(_AROUND)
    return "".join(folded.replace("-", " ").replace("_", " ").split())


class Names:
    """The ids of things, by their names in every language and by their kind."""

    def __init__(self, named: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        self._by_name: dict[tuple[str, str], set[str]] = {}
        self._ids: set[tuple[str, str]] = set()
        for kind, id_, names in named:
            self._ids.add((kind, id_))
            for name in names:
                self._by_name.setdefault((kind, same_name(name)), set()).add(id_)

    def named(self, kind: str, name: str) -> str:
        """Return the id of the only thing of a kind with a name, else ``""``."""
        ids = self._by_name.get((kind, same_name(name)), set())
        return next(iter(ids)) if len(ids) == 1 else ""

    def id_of(self, kind: str, text: str) -> str:
        """Return a text if it is an id of the kind, else the id of what has it as a name."""
        return text if (kind, text) in self._ids else self.named(kind, text)


def names_in(definitions: Iterable[object], sections: Mapping[str, str]) -> Names:
    """Return the names in definitions as plain data of any shape; ``sections`` by kind.

    Persons are left out: nothing is told about their names.
    """
    return Names(
        (kind, id_, _texts(entry))
        for data in definitions
        if isinstance(data, dict)
        for kind, section in sections.items()
        if kind != "person" and isinstance(data.get(section), dict)
        for id_, entry in data[section].items()
    )


def _texts(entry: object) -> tuple[str, ...]:
    name = entry.get("name") if isinstance(entry, dict) else None
    texts = name.values() if isinstance(name, dict) else [name]
    return tuple(text for text in texts if isinstance(text, str))
