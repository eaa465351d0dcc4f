"""What the schema's validator found wrong, told in the user's words: cases of DEF002."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from raci.findings.spelling import Nearest
from raci.schema.error_path import Route, as_written, value_at

RESERVED = {
    "org": ("notation",),
    "": ("policies",),
    "*": ("attributes",),
}
"""Keys that later versions will mean something by: at the header, at the top, on entities."""

VERSIONS = (["raci"], ["raci-pack"], ["raci-proposal"])
"""Where a file says the version of its language."""

MANY = 20
"""More keys or options than this are the rules: too many to list."""

Schema = Mapping[str, Any]

Problem = tuple[str, Route, dict[str, Any]]
"""A case of DEF002's page, the route of the key concerned, the values of the message."""


def explain(error: Any, data: Any, schema: Schema, base: Route = ()) -> Iterator[Problem]:
    """Tell an error in our words; ``data`` stands at the route ``base``, that of a text if any."""
    told = sum(step != "" for step in base)
    inner = as_written(error, list(error.instance_path)[told:], data)
    route, found = [*base, *inner], value_at(data, inner)
    if found is None:
        yield "null-text" if base else "null", route, {}
    elif error.kind.name == "additionalProperties":
        yield from _additional(error, route, found, schema)
    elif error.kind.name == "anyOf":
        yield from _any_of(error, route, found, schema)
    else:
        yield from _TELLERS.get(error.kind.name, _other)(error, route, found)


def _additional(
    error: Any, route: list[str | int], found: Any, schema: Schema
) -> Iterator[Problem]:
    known = sorted(_properties(error, schema))
    for key in error.kind.unexpected:
        if _is_reserved(route, key) and "Header" in schema.get("$defs", ()):
            yield "reserved", [*route, key], {"key": key}
        elif found[key] is None and known in ([], ["note", "source"]):
            yield "unquoted-comma", [*route, key], {"key": key}
        elif route == ["options"] and key in _rules(schema):
            yield "no-option", [*route, key], {"key": key, "known": tuple(known)}
        elif near := Nearest(known).to(key):
            yield "unknown-key-near", [*route, key], {"key": key, "near": near}
        elif len(known) > MANY:
            yield "not-a-rule", [*route, key], {"found": show(key)}
        elif known and known != ["note", "source"]:
            yield "unknown-key", [*route, key], {"key": key, "known": tuple(known)}
        else:
            yield "not-a-language", [*route, key], {"key": key}


def _rules(schema: Schema) -> Collection[str]:
    """Give the codes, names and families of rules, where the schema knows of any."""
    names: Collection[str] = schema.get("$defs", {}).get("Rule", {}).get("enum", ())
    return names


def _is_reserved(route: Route, key: str) -> bool:
    if len(route) == 2:
        return key in RESERVED["*"]
    return key in RESERVED.get(str(route[0]) if route else "", ())


def _any_of(error: Any, route: list[str | int], found: Any, schema: Schema) -> Iterator[Problem]:
    """Tell of a text: by its map's errors where it is a map, else that it is no text."""
    if not isinstance(found, dict):
        yield "not-a-text" if found != "" else "empty", route, {"found": show(found)}
        return
    for branch in error.kind.context:
        for inner in branch:
            if inner.kind.name != "type" or len(inner.instance_path) > len(error.instance_path):
                yield from explain(inner, found, schema, route)


def _names(error: Any, route: list[str | int], _found: Any) -> Iterator[Problem]:
    key = error.kind.error.instance
    if error.kind.error.kind.name == "minLength":
        yield "no-pattern", [*route, key], {}
        return
    yield _no_id(error.kind.error.kind.pattern, key), [*route, key], {"found": show(key)}


def _no_id(pattern: str, found: str) -> str:
    return "dotted-id" if "." in found and pattern.startswith("^[^.") else "not-an-id"


def _pattern(error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    schema_path = [str(step) for step in error.schema_path]
    if "languages" in schema_path:
        yield "not-a-language", route, {"key": found}
    elif "extends" in schema_path:
        yield "not-a-pack", route, {"found": show(found)}
    elif error.kind.pattern.startswith("^("):
        kinds, _, rest = error.kind.pattern[2:].partition(")")
        forms = [f"{kind}:ID" for kind in kinds.split("|")] + ["org"] * rest.endswith("|^org$")
        yield "not-a-ref", route, {"found": show(found), "forms": tuple(forms)}
    else:
        yield _no_id(error.kind.pattern, found), route, {"found": show(found)}


def _enum(error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    options = error.kind.options if error.kind.name == "enum" else [error.kind.expected_value]
    if route in VERSIONS:
        yield "not-a-version", route, {"found": show(found)}
    elif isinstance(found, str) and (near := Nearest(options).to(found)):
        yield "not-an-option-near", route, {"found": show(found), "near": near}
    elif len(options) > MANY:
        yield "not-a-rule", route, {"found": show(found)}
    else:
        yield "not-an-option", route, {"found": show(found), "options": tuple(options)}


def _type(error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    if route in VERSIONS or error.kind.types[0] not in _TYPES:
        yield "not-a-version", route, {"found": show(found)}
    else:
        yield f"not-{_TYPES[error.kind.types[0]]}", route, {"found": show(found)}


_TYPES = {
    "string": "one-text",
    "array": "a-list",
    "object": "a-map",
    "integer": "an-integer",
    "boolean": "a-boolean",
    "number": "a-number",
}


def _required(error: Any, route: list[str | int], _found: Any) -> Iterator[Problem]:
    yield "missing-key", route, {"key": error.kind.property}


def _form(_error: Any, route: list[str | int], _found: Any) -> Iterator[Problem]:
    yield "no-form", route, {}


def _empty(_error: Any, route: list[str | int], _found: Any) -> Iterator[Problem]:
    yield "empty", route, {}


def _few(error: Any, route: list[str | int], _found: Any) -> Iterator[Problem]:
    few = "too-few" if error.kind.limit > 1 else "empty"
    yield few, route, {"limit": error.kind.limit}


def _small(error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    yield "too-small", route, {"found": show(found), "limit": error.kind.limit}


def _large(error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    yield "too-great", route, {"found": show(found), "limit": error.kind.limit}


def _twice(_error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    seen: list[Any] = []
    for number, item in enumerate(found):
        if item in seen:
            yield "listed-twice", [*route, number], {"found": show(item)}
        seen.append(item)


def _format(_error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    yield "not-a-date", route, {"found": show(found)}


def _other(error: Any, route: list[str | int], found: Any) -> Iterator[Problem]:
    yield "other", route, {"found": show(found), "detail": error.message}


_TELLERS = {
    "propertyNames": _names,
    "pattern": _pattern,
    "enum": _enum,
    "const": _enum,
    "type": _type,
    "required": _required,
    "oneOf": _form,
    "dependentRequired": _form,
    "minLength": _empty,
    "minProperties": _empty,
    "minItems": _few,
    "minimum": _small,
    "maximum": _large,
    "uniqueItems": _twice,
    "format": _format,
}


def show(value: Any) -> str:
    """Show a value as it might stand in the file, shortened to 40 characters."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _properties(error: Any, schema: Schema) -> Mapping[str, Any]:
    """Find the keys that are known where a schema's error arose."""
    node: Any = schema
    for step in list(error.schema_path)[:-1]:
        node = node[step]
    properties: Mapping[str, Any] = node.get("properties", {})
    return properties
