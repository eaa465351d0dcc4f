"""Explains keys that the schema does not know, with the key that is meant."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from raci.findings.ref import SECTIONS
from raci.findings.spelling import Nearest
from raci.schema.error_path import Json, Route, SchemaError, value_at
from raci.schema.problem import MANY, Context, Problem, correction, show
from raci.schema.subschema import Schema, subschema
from raci.schema.usual_words import KEYS, LANGUAGES, VERBS, meant, normal
from raci.schema.verb_keys import COMMON, TAKES
from raci.schema.verb_keys import VERBS as VERB_NAMES
from raci.source.marks import PLAIN


def explain_unknown_keys(
    error: SchemaError, route: list[str | int], value: Json, context: Context
) -> Iterator[Problem]:
    """Explain each key that may not stand where it does."""
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
    if (index := wide_in_key(key)) is not None:
        mark = key[index]
        name, _, text = key.partition(mark) if PLAIN[mark] in ":=" else (key, "", "")
        written = (name.strip(), text or value[key])
        return "wide-mark", {"found": mark, "plain": PLAIN[mark], "instead": written}
    if route[-1:] == ["options"] and key in rules_in(context.schema):
        return "no-option", {"key": key, "known": tuple(known)}
    if normal(key) == "id" and len(route) == 2 and route[0] in SECTIONS.values():
        return "id-as-key", {"id": str(route[1])}
    if known in ([], ["note", "source"]):
        near = next(iter(meant(key, LANGUAGES, LANGUAGES)), "")
        return ("not-a-language-near" if near else "not-a-language"), {"key": key, "near": near}
    if is_change(route):
        known = list(keys_of(value))
    if near := verb_meant(key, route, value, context) or meant_key(key, value, known):
        instead = correction([*route, near], value[key], context)
        changed = value[key] is not None and instead["instead"][1] != value[key]
        return "unknown-key-near", {"key": key, "near": near, **(instead if changed else {})}
    if is_change(route) and "as" in known:
        inside = value.get("as") if isinstance(value.get("as"), dict) else {}
        return "under-as", {"key": key, "instead": ("as", {**inside, key: value[key]})}
    if len(known) > MANY:
        return "not-a-rule", {"found": show(key)}
    return "unknown-key", {"key": key, "known": tuple(known)}


def wide_in_key(key: str) -> int | None:
    """Return the index of a full-width colon, equals sign or blank in a key."""
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


def verb_meant(key: str, route: Route, change: Mapping[str, Json], context: Context) -> str:
    """Return the verb of a proposal's change that is meant, by what it is about."""
    if not is_change(route) or any(verb in change for verb in VERB_NAMES):
        return ""
    about = change[key]
    verbs = meant(key, VERBS, VERB_NAMES)
    changes = subschema(context.schema, route)["properties"]
    fitting = (verb for verb in verbs if _fits(about, changes[verb]))
    return next(fitting, next(iter(verbs), ""))


def _other_verb(route: Route, about: str, context: Context) -> str:
    """Return the verb that is meant by one that does not take what a Ref names."""
    verb = route[-1]
    if not is_change(route[:-1]) or verb not in VERB_NAMES:
        return ""
    changes = subschema(context.schema, route[:-1])["properties"]
    verbs = meant(str(verb), VERBS, VERB_NAMES)
    return next((verb for verb in verbs if _fits(about, changes[verb])), "")


def is_change(route: Route) -> bool:
    """Return whether a route leads to a change of a proposal."""
    return len(route) == 4 and (route[0], route[2]) == ("steps", "changes")


def _fits(about: Json, node: Schema) -> bool:
    if isinstance(about, list):
        return node.get("type") == "array"
    return isinstance(about, str) and bool(re.match(node.get("pattern", "$"), about))


def _properties(error: SchemaError, schema: Schema) -> Collection[str]:
    properties: Collection[str] = value_at(schema, error.schema_path[:-1]).get("properties", {})
    return properties


def rules_in(schema: Schema) -> Collection[str]:
    """Return the codes, names and families of rules that the schema has, if any."""
    names: Collection[str] = schema.get("$defs", {}).get("Rule", {}).get("enum", ())
    return names
