"""A definition's schema narrowed to one organisation: every reference an enum of its own ids.

The annotations of the published schema say which fields refer to what (``x-refers-to``; a list of
kinds where Refs stand), whose maps' keys do (``x-keys-refer-to``), and of what kind of entity the
attributes are that the organisation declares (``x-attributes-of``).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from raci.findings.ref import Ref
from raci.findings.text import Text, in_language
from raci.matrix.matrix import Matrix
from raci.model.build import text
from raci.model.renames import Renames
from raci.schema.attributes import Declared, shape_of

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What may be named of one kind: titles by id, by earlier id; ``complete``: nothing else."""

    titles: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True


OPEN = Names(complete=False)

Shapes = Mapping[str, Mapping[str, Schema]]
"""The JSON Schema of each attribute, by kind of entity and name."""


def with_ids(schema: Schema, names: Mapping[str, Names], declared: Shapes) -> Schema:
    """Narrow a definition's schema to what an organisation has, by kind.

    ``declared`` are the shapes of attributes. Where a kind has no names, or not all, editors
    complete the known ones and accept others. Editors show the titles (``enumDescriptions``, an
    extension of theirs).
    """
    narrower = _Narrower(schema["$defs"], names, declared)
    narrowed: Schema = narrower.node(schema)
    narrowed["$defs"] |= narrower.enums
    del narrowed["$id"]  # it is no longer the schema of that name
    return narrowed


class _Narrower:
    def __init__(
        self, shapes: Mapping[str, Schema], names: Mapping[str, Names], declared: Shapes
    ) -> None:
        self.shapes = shapes
        self.names = names
        self.declared = declared
        self.enums: dict[str, Schema] = {}

    def node(self, node: Any) -> Any:  # noqa: PLR0911  one case a kind of node
        if isinstance(node, list):
            return [self.node(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "x-own-ids" in node:
            return {"type": "object"}
        if kinds := node.get("x-refers-to"):
            return self._values(_plain(node), kinds, earlier="x-earlier" in node)
        if kind := node.get("x-attributes-of"):
            known = {"properties": self.declared.get(kind, {}), "additionalProperties": False}
            return _plain(node) | known
        inner = {key: self.node(value) for key, value in node.items()}
        if kind := node.get("x-keys-refer-to"):
            return self._keys(_plain(inner), kind, earlier="x-earlier" in node)
        return inner

    def _values(self, node: Schema, kinds: str | list[str], *, earlier: bool) -> Schema:
        """Narrow the texts that a node accepts, or the items of its lists."""
        node = self._whole(node)
        if "items" in node:
            items = self._values(_plain(node["items"]), kinds, earlier=earlier)
            return node | {"items": items}
        pattern = node.pop("pattern", "")
        known = self._known(kinds, earlier=earlier)
        fitting = {id_: title for id_, title in known.items() if re.search(pattern, id_)}
        enum = self._shared(kinds, fitting, earlier=earlier)
        closed = [kind for kind in _listed(kinds) if self.names.get(kind, OPEN).complete]
        if len(closed) == len(_listed(kinds)):
            return node | enum
        other: Schema = {"pattern": pattern} if pattern else {}
        if closed:
            other["not"] = {"pattern": f"^({'|'.join(closed)}):"}
        return node | {"anyOf": [enum, other]}

    def _shared(self, kinds: str | list[str], known: Mapping[str, str], *, earlier: bool) -> Schema:
        """Return an enum, or a reference to one that many fields share."""
        enum: Schema = {"enum": list(known), "enumDescriptions": list(known.values())}
        name = f"known-{'-or-'.join(_listed(kinds))}" + ("-or-earlier" if earlier else "")
        same = self.enums.setdefault(name, enum) == enum
        return {"$ref": f"#/$defs/{name}"} if same else enum

    def _whole(self, node: Schema) -> Schema:
        """Return a node with its references resolved."""
        if "$ref" not in node:
            return node
        shape = self.shapes[node["$ref"].removeprefix("#/$defs/")]
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return self._whole(_plain(shape) | rest)

    def _keys(self, node: Schema, kind: str, *, earlier: bool) -> Schema:
        """Narrow the keys of a map: each known one becomes a property, for editors to offer."""
        value = node["additionalProperties"]
        pattern = self._whole(node["propertyNames"]).get("pattern", "")
        node["properties"] = {
            id_: value | ({"description": title} if title else {})
            for id_, title in self._known(kind, earlier=earlier).items()
            if re.search(pattern, id_)
        }
        complete = self.names.get(kind, OPEN).complete
        return node | {"additionalProperties": False} if complete else node

    def _known(self, kinds: str | list[str], *, earlier: bool) -> Mapping[str, str]:
        known: dict[str, str] = {}
        for kind in _listed(kinds):
            names = self.names.get(kind, OPEN)
            titles = {**names.earlier, **names.titles} if earlier else names.titles
            prefix = "" if isinstance(kinds, str) else f"{kind}:"
            known |= {f"{prefix}{id_}": titles[id_] for id_ in sorted(titles)}
        return known


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds


def _plain(node: Schema) -> Schema:
    return {key: value for key, value in node.items() if not key.startswith("x-")}


def vocabulary(matrix: Matrix, rules: Mapping[str, Text], lang: str) -> Mapping[str, Names]:
    """Return what the fields of a definition may name, by the kinds that its schema annotates.

    Args:
        matrix: the organisation.
        rules: the titles of the rules by code and by name.
        lang: the language of the titles.
    """
    org = matrix.org
    names = {
        kind: Names(
            {id_: in_language(matrix.name(Ref(f"{kind}:{id_}")), lang) for id_ in ids},
            dict(_earlier(kind, ids, matrix.renames)),
        )
        for kind, ids in matrix.known.items()
    }
    names["row"] = Names(names["activity"].titles, complete=org.declared_only)
    used = {tag for activity in org.activities.values() for tag in activity.tags}
    tags = dict.fromkeys(sorted(used if org.tags is None else org.tags), "")
    tags |= {tag: in_language(words, lang) for tag, words in matrix.pack_tags.items()}
    names["tag"] = Names(tags, complete=org.tags is not None)
    names["rule"] = Names({name: in_language(title, lang) for name, title in rules.items()})
    return names


def attributes(declared: Declared, lang: str) -> Shapes:
    """Return the shapes of declared attributes, with their descriptions in a language."""
    return {
        kind: {name: shape_of(shape) | _description(shape, lang) for name, shape in shapes.items()}
        for kind, shapes in declared.items()
    }


def _description(shape: Mapping[str, Any], lang: str) -> Schema:
    written = shape.get("description")
    return {"description": in_language(text(written), lang)} if written else {}


def _earlier(kind: str, ids: Collection[str], renames: Renames) -> Iterator[tuple[str, str]]:
    """Yield the earlier ids of a kind, each with an arrow to its id of today."""
    for old, now in renames.names.get(kind, {}).items():
        yield old, f"→ {now}"
    for copy in ids if kind == "activity" else ():
        activity, at, department = copy.partition("@")
        spelt = product(_all(activity, kind, renames), _all(department, "department", renames))
        for names in spelt if at else ():
            if (old := "@".join(names)) != copy:
                yield old, f"→ {copy}"


def _all(id_: str, kind: str, renames: Renames) -> list[str]:
    return [id_, *(old for old, now in renames.names.get(kind, {}).items() if now == id_)]
