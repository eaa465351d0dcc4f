"""Explains the errors of the schema validator to users, as cases of DEF002."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from raci.findings.names import Names
from raci.findings.ref import PARTS, SECTIONS
from raci.findings.spelling import Nearest
from raci.schema.corrections import corrected, slug
from raci.schema.error_path import Json, Route, SchemaError, as_written, value_at
from raci.schema.subschema import Schema, subschema
from raci.schema.usual_words import KEYS, LANGUAGES, VERBS, meant, normal
from raci.schema.verb_keys import COMMON, TAKES
from raci.schema.verb_keys import VERBS as VERB_NAMES
from raci.source.marks import PLAIN, wide_mark

RESERVED = {"org": ("notation",), "": ("policies",), "*": ("attributes",)}
"""Keys that later versions will define: in the header, at the top, on entities."""

VERSIONS = (["raci"], ["raci-pack"], ["raci-proposal"], ["raci-baseline"])
"""The routes of the version of a file's language."""

MANY = 20
"""Keys or options beyond this number are not listed; only rules are that many."""

FORMS = ("between", "among", "of")
"""The keys of which a separation has exactly one."""

Problem = tuple[str, Route, dict[str, Any]]
"""A case of DEF002's page, the route of the key, and the values of the message.

The value ``instead`` is the key and the value that should be written.
"""


class Context(NamedTuple):
    """A document's data, its schema, and the names of the things that it may refer to."""

    data: Json
    schema: Schema
    names: Names


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


def _additional(
    error: SchemaError, route: list[str | int], value: Json, context: Context
) -> Iterator[Problem]:
    known = sorted(_properties(error, context.schema))
    texts = known in ([], ["note", "source"])
    commas = [key for key in error.kind.unexpected if texts and value[key] is None]
    if commas:
        yield _unquoted_comma(route, value, commas)
    for key in error.kind.unexpected:
        if key not in commas:
            case, values = _unknown_key(key, route, value, known, context)
            yield case, [*route, key], values


def _unquoted_comma(route: list[str | int], value: Json, parts: list[str]) -> Problem:
    """Explain a text that its commas have cut into keys without values."""
    keys = list(value)
    before = keys[max(keys.index(parts[0]) - 1, 0)]
    whole = ", ".join([str(value[before]), *parts])
    return "unquoted-comma", [*route, parts[0]], {"key": parts[0], "instead": (before, whole, True)}


def _unknown_key(  # noqa: PLR0911  one case a kind of key
    key: str, route: Route, value: Json, known: list[str], context: Context
) -> tuple[str, dict[str, Any]]:
    if _is_reserved(route, key) and "Header" in context.schema.get("$defs", ()):
        return "reserved", {"key": key}
    if (index := _wide_in_key(key)) is not None:
        mark = key[index]
        name, _, text = key.partition(mark) if PLAIN[mark] in ":=" else (key, "", "")
        written = (name.strip(), text or value[key])
        return "wide-mark", {"found": mark, "plain": PLAIN[mark], "instead": written}
    if route == ["options"] and key in _rules(context.schema):
        return "no-option", {"key": key, "known": tuple(known)}
    if normal(key) == "id" and len(route) == 2 and route[0] in SECTIONS.values():
        return "id-as-key", {"id": str(route[1])}
    if known in ([], ["note", "source"]):
        near = next(iter(meant(key, LANGUAGES, LANGUAGES)), "")
        return ("not-a-language-near" if near else "not-a-language"), {"key": key, "near": near}
    if _is_change(route):
        known = list(keys_of(value))
    if near := _verb(key, route, value, context) or meant_key(key, value, known):
        instead = _instead([*route, near], value[key], context)
        changed = value[key] is not None and instead["instead"][1] != value[key]
        return "unknown-key-near", {"key": key, "near": near, **(instead if changed else {})}
    if _is_change(route) and "as" in known:
        inside = value.get("as") if isinstance(value.get("as"), dict) else {}
        return "under-as", {"key": key, "instead": ("as", {**inside, key: value[key]})}
    if len(known) > MANY:
        return "not-a-rule", {"found": show(key)}
    return "unknown-key", {"key": key, "known": tuple(known)}


def _wide_in_key(key: str) -> int | None:
    marks = (index for index, mark in enumerate(key) if PLAIN.get(mark) in (":", " ", "="))
    return next(marks, None)


def meant_key(key: str, value: Json, known: Collection[str]) -> str:
    """Return the key that is probably meant by another, if it is not there already."""
    free = [each for each in known if each not in value]
    same = [each for each in free if normal(each) == normal(key)]
    return next(iter((*same, *meant(key, KEYS, free))), "") or Nearest(known).to(key)


def keys_of(change: Mapping[str, Json]) -> Collection[str]:
    """Return the keys that a proposal's change may have by its verb; all if that is unclear."""
    verbs = [key for key in change if key in VERB_NAMES]
    if len(verbs) == 1:
        return (verbs[0], *TAKES[verbs[0]], *COMMON)
    return (*VERB_NAMES, *dict.fromkeys(key for keys in TAKES.values() for key in keys), *COMMON)


def _verb(key: str, route: Route, change: Mapping[str, Json], context: Context) -> str:
    """Return the verb of a proposal's change that is meant, by what it is about."""
    if not _is_change(route) or any(verb in change for verb in VERB_NAMES):
        return ""
    about = change[key]
    verbs = meant(key, VERBS, VERB_NAMES)
    changes = subschema(context.schema, route)["properties"]
    fitting = (verb for verb in verbs if _fits(about, changes[verb]))
    return next(fitting, next(iter(verbs), ""))


def _other_verb(route: Route, about: str, context: Context) -> str:
    """Return the verb that is meant by one that does not take what a Ref names."""
    verb = route[-1]
    if not _is_change(route[:-1]) or verb not in VERB_NAMES:
        return ""
    changes = subschema(context.schema, route[:-1])["properties"]
    verbs = meant(str(verb), VERBS, VERB_NAMES)
    return next((verb for verb in verbs if _fits(about, changes[verb])), "")


def _is_change(route: Route) -> bool:
    return len(route) == 4 and (route[0], route[2]) == ("steps", "changes")


def _fits(about: Json, node: Schema) -> bool:
    if isinstance(about, list):
        return node.get("type") == "array"
    return isinstance(about, str) and bool(re.match(node.get("pattern", "$"), about))


def _properties(error: SchemaError, schema: Schema) -> Collection[str]:
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


def _any_of(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    """Explain why a value is no text or no choice: by the errors of its parts, if it has any."""
    inner_errors = [inner for branch in error.kind.context for inner in branch]
    if choices := [each for each in inner_errors if each.kind.name == "enum"]:
        depth = len(error.instance_path)
        parts = [e for e in inner_errors if len(e.instance_path) > depth] or [
            e for e in inner_errors if e.kind.name == "uniqueItems"
        ]
        for inner in parts or choices[:1]:
            yield from explain(inner, context, route)
    elif not isinstance(value, dict):
        case = "not-a-text" if value != "" else "empty"
        case = "not-a-map" if isinstance(value, list) and list(route)[4:] == ["into"] else case
        yield case, route, {"found": show(value), **_instead(route, value, context)}
    else:
        for inner in inner_errors:
            if inner.kind.name != "type" or len(inner.instance_path) > len(error.instance_path):
                yield from explain(inner, context, route)


def _duplicates(
    _error: SchemaError, route: Route, value: Json, _context: Context
) -> Iterator[Problem]:
    for number, item in enumerate(value):
        if item in value[:number]:
            yield "listed-twice", [*route, number], {"found": show(item)}


def _names(error: SchemaError, route: Route, _value: Json, context: Context) -> Iterator[Problem]:
    inner = error.kind.error
    key = inner.instance
    if inner.kind.name == "minLength":
        yield "no-pattern", [*route, key], {}
    else:
        kind = subschema(context.schema, route).get("x-keys-refer-to", "")
        case, values = _no_id(inner.kind.pattern, key, kind, context)
        yield case, [*route, key], values


def _no_id(pattern: str, text: str, kind: str, context: Context) -> tuple[str, dict[str, Any]]:
    """Explain a text that is no id: a name, a Ref, or one with signs that no id has."""
    kind = "activity" if kind == "row" else kind
    before, _, rest = text.partition(":")
    if "." in text and pattern.startswith("^[^."):
        return "dotted-id", {"found": show(text)}
    if id_ := context.names.named(kind, text):
        return "named", {"found": text, "near": id_}
    if before in SECTIONS and re.fullmatch(pattern, rest):
        return "ref-for-id", {"found": text, "near": rest}
    return "not-an-id", {"found": show(text), "near": slug(text)}


def _pattern(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    pattern, found = error.kind.pattern, {"found": show(value)}
    if "languages" in error.schema_path:
        near = next(iter(meant(value, LANGUAGES, LANGUAGES)), "")
        case = "not-a-language-near" if near else "not-a-language"
        yield case, route, {"key": value, "near": near}
    elif "extends" in error.schema_path:
        yield "not-a-pack", route, found
    elif pattern.startswith("^(") and not pattern.startswith("^(?"):
        kinds, _, rest = pattern[2:].partition(")")
        options = kinds.split("|")
        is_part = value.partition(":")[0] in PARTS.get(options[0], ())
        if near := _near_ref(value, options, context.names):
            yield "not-a-ref-near", route, {**found, "near": near}
        elif not is_part and (verb := _other_verb(route, value, context)):
            values = {"verb": route[-1], "near": verb, "instead": (verb, value)}
            yield "other-verb", route, {**found, **values}
        else:
            forms = [form(kind, value) for kind in options]
            if re.fullmatch(r"[^\s#/:：]+", value):
                forms = [each.replace(":ID", f":{value}") for each in forms]
            forms += ["org"] if rest.endswith("|^org$") else []
            yield "not-a-ref", route, {**found, "forms": tuple(forms)}
    else:
        kind = subschema(context.schema, route).get("x-refers-to", "")
        case, values = _no_id(pattern, value, kind, context)
        yield case, route, values


def form(kind: str, text: str = "") -> str:
    """Return how a Ref of a kind is written: ``role:ID``, ``appointment:PERSON/ROLE``.

    A text such as ``role:clerk`` fills the part that it names.
    """
    named, _, id_ = text.partition(":")
    parts = (
        id_ if part == named != "person" and id_ else part.upper() or _OTHER_PARTS[kind]
        for part in PARTS.get(kind, ("id",))
    )
    return f"{kind}:{'/'.join(parts)}"


_OTHER_PARTS = {"assignment": "FUNCTION", "deputy": "ROLE-OR-PLATFORM"}
"""What stands in a Ref's place that names no entity, or one of several kinds."""


def _near_ref(text: str, kinds: list[str], names: Names) -> str:
    """Return the Ref that is meant by a bare id, a name, or another word for the kind."""
    before, colon, id_ = text.replace("：", ":").partition(":")
    before, id_ = before.strip(), id_.strip()
    if not colon:
        refs = [f"{kind}:{found}" for kind in kinds if (found := names.id_of(kind, text))]
    else:
        sections = {section: kind for kind, section in SECTIONS.items()}
        meant_sections = (normal(before), *meant(before, KEYS, sections))
        words = (before, *(sections[each] for each in meant_sections if each in sections))
        kind = next((word for word in words if word in kinds), "")
        parts = id_.split("/")
        if before == "duty" and "assignment" in kinds and len(parts) == 2:
            return f"assignment:{parts[1]}/responsible/{parts[0]}"
        refs = [f"{kind}:{names.id_of(kind, id_) or id_}"] if kind else []
    return refs[0] if len(refs) == 1 and not re.search(r"[\s#]", refs[0]) else ""


def _enum(error: SchemaError, route: Route, value: Json, _context: Context) -> Iterator[Problem]:
    options = error.kind.options if error.kind.name == "enum" else [error.kind.expected_value]
    found = {"found": show(value)}
    if route in VERSIONS:
        yield "not-a-version", route, {**found, "key": route[0]}
    elif near := _near_option(value, options):
        yield "not-an-option-near", route, {**found, "near": near}
    elif len(options) > MANY:
        yield "not-a-rule", route, found
    else:
        yield "not-an-option", route, {**found, "options": tuple(options)}


def _near_option(value: Json, options: Collection[str]) -> str:
    if not isinstance(value, str):
        return ""
    return next(iter(meant(value, LANGUAGES, options)), "") or Nearest(map(str, options)).to(value)


def _type(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    expected = _TYPES.get(error.kind.types[0], "a-version")
    if route in VERSIONS:
        yield "not-a-version", route, {"found": show(value), "key": route[0]}
        return
    instead = _instead(route, value, context)
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


def _instead(route: Route, value: Json, context: Context) -> dict[str, Any]:
    """Return the key of a value, and the value as the schema wants it."""
    if not route:
        return {}
    wanted = corrected(value, subschema(context.schema, route), context.schema)
    return {"instead": (route[-1], wanted)}


def _required(error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    key, keys = error.kind.property, subschema(context.schema, route).get("properties", {})
    keys = keys_of(value) if _is_change(route) else keys
    if not _means(value, (key,), keys):
        yield "missing-key", route, {"key": key}


def _means(value: Mapping[str, Json], wanted: Collection[str], keys: Collection[str]) -> bool:
    """Return whether an unknown key of a map probably means one of the wanted."""
    unknown = [key for key in value if key not in keys]
    return any(meant_key(key, value, keys) in wanted for key in unknown)


def _one_of(_error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    if not isinstance(value, dict):
        return
    keys = subschema(context.schema, route).get("properties", {})
    if not _is_change(route):
        if not _means(value, FORMS, keys):
            yield "no-form", route, {}
        return
    verbs = [key for key in value if key in VERB_NAMES]
    if len(verbs) > 1:
        yield "two-verbs", [*route, verbs[1]], {"verbs": tuple(verbs)}
        return
    meant_one = any(_verb(key, route, value, context) for key in value if key not in keys)
    if not verbs and not meant_one and not _means(value, VERB_NAMES, keys):
        yield "no-verb", route, {"known": VERB_NAMES}


def _date(_error: SchemaError, route: Route, value: Json, context: Context) -> Iterator[Problem]:
    yield "not-a-date", route, {"found": show(value), **_instead(route, value, context)}


def _simple(error: SchemaError, route: Route, value: Json, _context: Context) -> Iterator[Problem]:
    kind = error.kind
    case, names = _SIMPLE.get(kind.name, ("other", ("found", "detail")))
    if kind.name == "minItems" and kind.limit > 1:
        case = "too-few"
    values: dict[str, Any] = {"found": show(value), "detail": error.message}
    values |= {"limit": getattr(kind, "limit", None)}
    yield case, route, {name: values[name] for name in names}


_SIMPLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "minLength": ("empty", ()),
    "minProperties": ("empty", ()),
    "minItems": ("empty", ("limit",)),
    "minimum": ("too-small", ("found", "limit")),
    "maximum": ("too-great", ("found", "limit")),
}
"""Cases by the keyword of the error, and the values of their messages."""

_EXPLANATIONS = {
    "additionalProperties": _additional,
    "anyOf": _any_of,
    "uniqueItems": _duplicates,
    "propertyNames": _names,
    "pattern": _pattern,
    "enum": _enum,
    "const": _enum,
    "type": _type,
    "required": _required,
    "oneOf": _one_of,
    "format": _date,
}


def show(value: Json) -> str:
    """Return a value as it might be written in the file, shortened to 40 characters."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
