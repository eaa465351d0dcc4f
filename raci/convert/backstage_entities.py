"""The entities of Backstage's catalogues: what they say, and how they refer to one another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from raci.findings.text import one_line
from raci.source.document import Document

Key = tuple[str, str, str]
"""Kind, namespace and name of an entity, in lower case."""

Step = tuple[str | int, ...]
"""A route in an entity's document."""

OWNED = ("component", "system", "domain", "api", "resource")
"""The kinds of entities that are platforms."""

_REF = re.compile(r"(?:([^:/]+):)?(?:([^:/]+)/)?([^:/]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """An entity in its document, the key that others refer to it by, and its name as written."""

    document: Document
    key: Key
    spelling: str

    @classmethod
    def of(cls, document: Document) -> "Entity | None":
        """Return the entity of a document; None where it has no kind or no name."""
        probe = cls(document, ("", "", ""), "")
        kind, name = probe.text("kind"), probe.text("metadata", "name")
        namespace = probe.text("metadata", "namespace") or "default"
        key = kind.lower(), namespace.lower(), name.lower()
        return cls(document, key, name) if kind and name else None

    @property
    def kind(self) -> str:
        """Its kind, in lower case."""
        return self.key[0]

    @property
    def title(self) -> str:
        """The name that people read."""
        shown = self.text("spec", "profile", "displayName") or self.text("metadata", "title")
        return shown or self.spelling

    def get(self, *route: str) -> Any:
        """Return what is at a route; None where there is nothing."""
        value = self.document.data
        for step in route:
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def text(self, *route: str) -> str:
        """Return the text at a route in one line; ``""`` where there is none."""
        value = self.get(*route)
        return one_line(str(value)) if isinstance(value, str | int | float) else ""

    def texts(self, *route: str) -> Iterator[tuple[str, Step]]:
        """Yield the texts of a list, and the route to each."""
        value = self.get(*route)
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield str(item), (*route, number)

    def refers_to(self, text: str, kind: str) -> Key | None:
        """Return the key that a reference means, ``[kind:][namespace/]name``.

        Without a kind it means the given one, without a namespace its own.
        """
        match = _REF.fullmatch(text.strip())
        if not match:
            return None
        return (match[1] or kind).lower(), (match[2] or self.key[1]).lower(), match[3].lower()
