"""A definition as a reader builds it up: entities by their keys in the source, ids made of them."""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

KINDS = {
    "departments": "department",
    "roles": "role",
    "activities": "activity",
    "platforms": "platform",
    "people": "person",
    "separations": "separation",
}


def slug(text: str) -> str:
    """Give an id made of a text: letters and digits of any script, all else one hyphen."""
    words = re.sub(r"[^\w.+]+", "-", unicodedata.normalize("NFC", text).lower())
    return words.strip("-")[:70] or "x"


class Definition:
    """One organisation; different keys never share an id, whatever characters they have."""

    def __init__(self, name: str, **header: Any) -> None:
        self.name = name
        self.data: dict[str, Any] = {"raci": 1, "org": {"id": slug(name), **header}}
        self.labels: dict[str, str] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self._taken: set[tuple[str, str]] = set()

    def id(self, section: str, key: str) -> str:
        """Give the id of what has a key, whether it is added yet, later, or never."""
        if (section, key) not in self._ids:
            plain = id_ = slug(key)
            number = 1
            while (section, id_) in self._taken:
                number += 1
                id_ = f"{plain}-{number}"
            self._taken.add((section, id_))
            self._ids[section, key] = id_
        return self._ids[section, key]

    def ids(self, section: str, keys: Iterable[str]) -> list[str]:
        """Give the ids of several, each once, in their order."""
        return list(dict.fromkeys(self.id(section, key) for key in keys))

    def add(self, section: str, key: str, *, label: str | None = None, **entry: Any) -> str:
        """Add an entity, what is empty left out; ``label`` is what the list of defects calls it."""
        id_ = self.id(section, key)
        entries = self.data.setdefault(section, {})
        if id_ in entries:
            raise ValueError(f"{section}: {key!r} twice")
        entries[id_] = {name: value for name, value in entry.items() if value not in ([], {}, "")}
        self.labels[f"{KINDS[section]}:{id_}"] = key if label is None else label
        return id_

    def has(self, section: str, key: str) -> bool:
        """Tell whether what has a key is added."""
        return self._ids.get((section, key)) in self.data.get(section, {})

    def text(self) -> str:
        """Give the definition file."""
        return json.dumps(self.data, ensure_ascii=False, indent=1)
