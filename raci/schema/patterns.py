"""Explains ids, references and other texts that do not match their pattern."""

import re
from collections.abc import Iterator
from typing import Any

from raci.findings.names import Names
from raci.findings.notation import LETTER
from raci.findings.ref import PARTS, SECTIONS
from raci.schema.corrections import slug
from raci.schema.error_path import Json, Route, SchemaError
from raci.schema.problem import Context, Problem, show
from raci.schema.subschema import subschema
from raci.schema.unknown_keys import (
    _other_verb,
)
from raci.schema.usual_words import KEYS, LANGUAGES, meant, normal


def explain_key(
    error: SchemaError, route: Route, _value: Json, context: Context
) -> Iterator[Problem]:
    """Explain a key that is no id or no language."""
    inner = error.kind.error
    key = inner.instance
    if inner.kind.name == "minLength":
        yield "no-pattern", [*route, key], {}
    elif "AttributeName" in error.schema_path:
        yield "not-an-attribute", [*route, key], {"found": show(key)}
    elif inner.kind.pattern == LETTER:
        near = next((letter.upper() for letter in key if re.match(LETTER, letter.upper())), "R")
        yield "not-a-letter", [*route, key], {"found": show(key), "near": near}
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


def explain_pattern(
    error: SchemaError, route: Route, value: Json, context: Context
) -> Iterator[Problem]:
    """Explain a text that is no id, reference or language."""
    pattern, found = error.kind.pattern, {"found": show(value)}
    if "languages" in error.schema_path:
        near = next(iter(meant(value, LANGUAGES, LANGUAGES)), "")
        case = "not-a-language-near" if near else "not-a-language"
        yield case, route, {"key": value, "near": near}
    elif "extends" in route:
        yield "not-a-pack", route, found
    elif "attributes" in error.schema_path:
        yield "not-of-the-pattern", route, {**found, "pattern": pattern}
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


_OTHER_PARTS = {"assignment": "FUNCTION", "deputy": "ROLE-OR-PLATFORM"}
"""What stands in a Ref's place that names no entity, or one of several kinds."""
