"""Explains the errors of the schema validator to users, as cases of DEF002."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from raci.findings.spelling import Nearest
from raci.schema.error_path import Json, Route, SchemaError, as_written, value_at

RESERVED = {"org": ("notation",), "": ("policies",), "*": ("attributes",)}
"""Keys that later versions will define: in the header, at the top, on entities."""

VERSIONS = (["raci"], ["raci-pack"], ["raci-proposal"])
"""The routes of the version of a file's language."""

MANY = 20
"""Keys or options beyond this number are not listed; only rules are that many."""

Schema = Mapping[str, Json]

Problem = tuple[str, Route, dict[str, Any]]
"""A case of DEF002's page, the route of the key, and the values of the message."""


def explain(error: SchemaError, data: Json, schema: Schema, base: Route = ()) -> Iterator[Problem]:
    """Explain one error of the validator.

    Args:
        error: the error, with its path from the top of the document.
        data: the data at the route ``base``, the whole document by default.
        schema: the schema of the document.
        base: the route of a text whose parts are explained.

    Yields:
        the problems that the error stands for.
    """
    depth = sum(step != "" for step in base)
    inner = as_written(error, list(error.instance_path)[depth:], data)
    route, value = [*base, *inner], value_at(data, inner)
    if value is None:
        yield "null-text" if base else "null", route, {}
    elif error.kind.name == "additionalProperties":
        yield from _additional(error, route, value, schema)
    elif error.kind.name == "anyOf":
        yield from _any_of(error, route, value, schema)
    elif error.kind.name == "uniqueItems":
        yield from _duplicates(route, value)
    else:
        yield _EXPLANATIONS.get(error.kind.name, _simple)(error, route, value)


def _additional(
    error: SchemaError, route: list[str | int], value: Json, schema: Schema
) -> Iterator[Problem]:
    known = sorted(_known_keys(error, schema))
    for key in error.kind.unexpected:
        if _is_reserved(route, key) and "Header" in schema.get("$defs", ()):
            yield "reserved", [*route, key], {"key": key}
        elif value[key] is None and known in ([], ["note", "source"]):
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


def _known_keys(error: SchemaError, schema: Schema) -> Collection[str]:
    properties: Collection[str] = value_at(schema, error.schema_path[:-1]).get("properties", {})
    return properties


def _rules(schema: Schema) -> Collection[str]:
    """Return the codes, names and families of rules that the schema has, if any."""
    names: Collection[str] = schema.get("$defs", {}).get("Rule", {}).get("enum", ())
    return names


def _is_reserved(route: Route, key: str) -> bool:
    if len(route) == 2:
        return key in RESERVED["*"]
    return key in RESERVED.get(str(route[0]) if route else "", ())


def _any_of(error: SchemaError, route: Route, value: Json, schema: Schema) -> Iterator[Problem]:
    """Explain why a value is no text: by the errors of its map if it is one."""
    if not isinstance(value, dict):
        yield "not-a-text" if value != "" else "empty", route, {"found": show(value)}
        return
    for branch in error.kind.context:
        for inner in branch:
            if inner.kind.name != "type" or len(inner.instance_path) > len(error.instance_path):
                yield from explain(inner, value, schema, route)


def _duplicates(route: Route, value: Json) -> Iterator[Problem]:
    for number, item in enumerate(value):
        if item in value[:number]:
            yield "listed-twice", [*route, number], {"found": show(item)}


def _names(error: SchemaError, route: Route, _value: Json) -> Problem:
    inner = error.kind.error
    if inner.kind.name == "minLength":
        return "no-pattern", [*route, inner.instance], {}
    case = _no_id(inner.kind.pattern, inner.instance)
    return case, [*route, inner.instance], {"found": show(inner.instance)}


def _no_id(pattern: str, text: str) -> str:
    return "dotted-id" if "." in text and pattern.startswith("^[^.") else "not-an-id"


def _pattern(error: SchemaError, route: Route, value: Json) -> Problem:
    if "languages" in error.schema_path:
        return "not-a-language", route, {"key": value}
    if "extends" in error.schema_path:
        return "not-a-pack", route, {"found": show(value)}
    if error.kind.pattern.startswith("^("):
        kinds, _, rest = error.kind.pattern[2:].partition(")")
        forms = [f"{kind}:ID" for kind in kinds.split("|")] + ["org"] * rest.endswith("|^org$")
        return "not-a-ref", route, {"found": show(value), "forms": tuple(forms)}
    return _no_id(error.kind.pattern, value), route, {"found": show(value)}


def _enum(error: SchemaError, route: Route, value: Json) -> Problem:
    options = error.kind.options if error.kind.name == "enum" else [error.kind.expected_value]
    if route in VERSIONS:
        return "not-a-version", route, {"found": show(value)}
    if isinstance(value, str) and (near := Nearest(options).to(value)):
        return "not-an-option-near", route, {"found": show(value), "near": near}
    if len(options) > MANY:
        return "not-a-rule", route, {"found": show(value)}
    return "not-an-option", route, {"found": show(value), "options": tuple(options)}


def _type(error: SchemaError, route: Route, value: Json) -> Problem:
    expected = _TYPES.get(error.kind.types[0], "a-version")
    case = "not-a-version" if route in VERSIONS else f"not-{expected}"
    return case, route, {"found": show(value)}


_TYPES = {
    "string": "one-text",
    "array": "a-list",
    "object": "a-map",
    "integer": "an-integer",
    "boolean": "a-boolean",
    "number": "a-number",
}


def _simple(error: SchemaError, route: Route, value: Json) -> Problem:
    kind = error.kind
    case, names = _SIMPLE.get(kind.name, ("other", ("found", "detail")))
    if kind.name == "minItems" and kind.limit > 1:
        case = "too-few"
    values: dict[str, Any] = {"found": show(value), "detail": error.message}
    values |= {"limit": getattr(kind, "limit", None), "key": getattr(kind, "property", None)}
    return case, route, {name: values[name] for name in names}


_SIMPLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "required": ("missing-key", ("key",)),
    "oneOf": ("no-form", ()),
    "dependentRequired": ("no-form", ()),
    "minLength": ("empty", ()),
    "minProperties": ("empty", ()),
    "minItems": ("empty", ("limit",)),
    "minimum": ("too-small", ("found", "limit")),
    "maximum": ("too-great", ("found", "limit")),
    "format": ("not-a-date", ("found",)),
}
"""Cases by the keyword of the error, and the values of their messages."""

_EXPLANATIONS = {
    "propertyNames": _names,
    "pattern": _pattern,
    "enum": _enum,
    "const": _enum,
    "type": _type,
}


def show(value: Json) -> str:
    """Return a value as it might be written in the file, shortened to 40 characters."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
