"""Explains the errors of the schema validator to users, as cases of DEF002."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from raci.findings.spelling import Nearest
from raci.schema.error_path import Json, Route, SchemaError, as_written, value_at
from raci.schema.patterns import explain_key, explain_pattern
from raci.schema.problem import MANY, Context, Problem, correction, show
from raci.schema.subschema import subschema
from raci.schema.unknown_keys import (
    explain_unknown_keys,
    is_change,
    keys_of,
    meant_key,
    rules_in,
    verb_meant,
)
from raci.schema.usual_words import FUNCTIONS, LANGUAGES, NOTATIONS, TYPES, meant
from raci.schema.verb_keys import VERBS as VERB_NAMES
from raci.source.marks import PLAIN, wide_mark

FORMS = ("between", "among", "of")
"""The keys of which a separation has exactly one."""

VERSIONS = (["raci"], ["raci-pack"], ["raci-proposal"], ["raci-test"], ["raci-baseline"])
"""The routes of the version of a file's language."""


def explain(error: SchemaError, context: Context, base: Route = ()) -> Iterator[Problem]:
    """Explain one error of the validator.

    Args:
        error: the error, with its path from the top of the document.
        context: the document.
        base: the route of a text whose parts are explained.

    Yields:
        the problems that the error stands for; none if another error says the same.
    """
    depth, data = sum(step != "" for step in base), value_at(context.data, base)
    inner = as_written(error, list(error.instance_path)[depth:], data)
    route, value = [*base, *inner], value_at(data, inner)
    if value is None:
        yield _null(route, context, in_text=bool(base))
    else:
        yield from _EXPLANATIONS.get(error.kind.name, _simple)(error, route, value, context)


def _null(route: Route, context: Context, *, in_text: bool) -> Problem:
    if in_text:
        return "null-text", route, {}
    node = subschema(context.schema, route)
    if route and isinstance(route[-1], str) and node.get("type") == "object":
        return "null-map", route, {"instead": (route[-1], {})}
    return "null", route, {}


def _any_of(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    """Explain why a value is no text or no choice: by the errors of its parts, if it has any."""
    inner_errors = [inner for branch in error.kind.context for inner in branch]
    if choices := [each for each in inner_errors if each.kind.name == "enum"]:
        depth = len(error.instance_path)
        parts = [
            e for e in inner_errors if len(e.instance_path) > depth or e.kind.name in _OF_THE_WHOLE
        ]
        for inner in parts or choices[:1]:
            yield from explain(inner, context, route)
    elif list(route) == ["version"]:
        yield "not-a-pack-version", route, {"found": show(value)}
    elif not isinstance(value, dict):
        case = "not-a-text" if value != "" else "empty"
        case = "not-a-map" if isinstance(value, list) and list(route)[4:] == ["into"] else case
        yield case, route, {"found": show(value), **correction(route, value, context)}
    else:
        for inner in inner_errors:
            if inner.kind.name != "type" or len(inner.instance_path) > len(error.instance_path):
                yield from explain(inner, context, route)


_OF_THE_WHOLE = ("uniqueItems", "propertyNames", "minProperties")
"""Errors at a value itself that show of which shape it is meant to be."""


def _duplicates(
    _error: SchemaError, route: Route, value: Json, _context: Context
) -> Iterator[Problem]:
    for number, item in enumerate(value):
        if item in value[:number]:
            yield "listed-twice", [*route, number], {"found": show(item)}


def _enum(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    options = error.kind.options if error.kind.name == "enum" else [error.kind.expected_value]
    found = {"found": show(value)}
    if route in VERSIONS:
        yield "not-a-version", route, {**found, "key": route[0]}
    elif near := _near_option(value, options):
        yield "not-an-option-near", route, {**found, "near": near}
    elif len(options) > MANY and rules_in(context.schema):
        yield "not-a-rule", route, found
    else:
        more = ("…",) if len(options) > MANY else ()
        yield "not-an-option", route, {**found, "options": (*_shown(options[:MANY]), *more)}


def _near_option(value: Json, options: Sequence[Json]) -> str:
    if not isinstance(value, str):
        return ""
    tables = (LANGUAGES, TYPES, NOTATIONS, FUNCTIONS)
    near = (each for table in tables for each in meant(value, table, options))
    return next(near, "") or Nearest(_shown(options)).to(value)


def _shown(options: Iterable[Json]) -> tuple[str, ...]:
    return tuple(each if isinstance(each, str) else show(each) for each in options)


def _type(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    expected = _TYPES.get(error.kind.types[0], "a-version")
    if route in VERSIONS:
        yield "not-a-version", route, {"found": show(value), "key": route[0]}
        return
    instead = correction(route, value, context)
    if expected == "one-text" and isinstance(value, list) and len(value) > 1:
        yield "several-texts", route, {"found": show(value), **instead}
        return
    text = value if isinstance(value, str) and expected in ("a-list", "a-map") else ""
    index = wide_mark(text, in_list=True)
    if index is not None:
        yield "wide-mark", route, {"found": text[index], "plain": PLAIN[text[index]], **instead}
    else:
        yield f"not-{expected}", route, {"found": show(value), **instead}


_TYPES = {
    "string": "one-text",
    "array": "a-list",
    "object": "a-map",
    "integer": "an-integer",
    "boolean": "a-boolean",
    "number": "a-number",
}


def _required(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    key, keys = error.kind.property, subschema(context.schema, route).get("properties", {})
    keys = keys_of(value) if is_change(route) else keys
    if not _means(value, (key,), keys):
        yield "missing-key", route, {"key": key}


def _means(value: Mapping[str, Json], wanted: Collection[str], keys: Collection[str]) -> bool:
    """Return whether an unknown key of a map probably means one of the wanted."""
    unknown = [key for key in value if key not in keys]
    return any(meant_key(key, value, keys) in wanted for key in unknown)


def _one_of(_error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    node = subschema(context.schema, route)
    keys = node.get("properties", {})
    if not is_change(route):
        forms = tuple(form["required"][0] for form in node["oneOf"])
        if not _means(value, forms, keys):
            is_separation = {*forms} <= {*FORMS}
            yield ("no-form", route, {}) if is_separation else ("one-of", route, {"keys": forms})
        return
    verbs = [key for key in value if key in VERB_NAMES]
    if len(verbs) > 1:
        yield "two-verbs", [*route, verbs[1]], {"verbs": tuple(verbs)}
        return
    meant_one = any(verb_meant(key, route, value, context) for key in value if key not in keys)
    if not verbs and not meant_one and not _means(value, VERB_NAMES, keys):
        yield "no-verb", route, {"known": VERB_NAMES}


def _date(_error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    yield "not-a-date", route, {"found": show(value), **correction(route, value, context)}


def _simple(error: SchemaError, route: Route, value: Json, _context: Context) -> Iterator[Problem]:
    kind = error.kind
    case, names = _SIMPLE.get(kind.name, ("other", ("found", "detail")))
    if kind.name in _BEYOND_ONE and kind.limit > 1:
        case, names = _BEYOND_ONE[kind.name]
    values: dict[str, Any] = {"found": show(value), "detail": error.message}
    values |= {"limit": getattr(kind, "limit", None)}
    yield case, route, {name: values[name] for name in names}


_SIMPLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "minLength": ("empty", ()),
    "maxLength": ("too-long", ("found", "limit")),
    "maxItems": ("too-many", ("limit",)),
    "minProperties": ("empty", ()),
    "minItems": ("empty", ("limit",)),
    "minimum": ("too-small", ("found", "limit")),
    "maximum": ("too-great", ("found", "limit")),
}
"""Cases by the keyword of the error, and the values of their messages."""

_BEYOND_ONE: dict[str, tuple[str, tuple[str, ...]]] = {
    "minItems": ("too-few", ("limit",)),
    "minLength": ("too-short", ("found", "limit")),
}
"""The same, where one is not enough."""

_EXPLANATIONS = {
    "additionalProperties": explain_unknown_keys,
    "anyOf": _any_of,
    "uniqueItems": _duplicates,
    "propertyNames": explain_key,
    "pattern": explain_pattern,
    "enum": _enum,
    "const": _enum,
    "type": _type,
    "required": _required,
    "oneOf": _one_of,
    "format": _date,
    "not": _date,
}
