"""Attributes that an organisation or a pack declares: JSON Schema for their values.

``declared`` are the declarations by kind of entity, then by name, as they are written.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from raci.findings.ref import SECTIONS
from raci.schema.error_path import Json, Route
from raci.schema.problem import Problem, show
from raci.schema.subschema import Schema

Declared = Mapping[str, Mapping[str, Schema]]

TAKES: Mapping[str, tuple[str, ...]] = {
    "string": ("enum", "pattern", "minLength", "maxLength", "format"),
    "integer": ("enum", "minimum", "maximum"),
    "number": ("enum", "minimum", "maximum"),
    "boolean": ("enum",),
    "array": ("items", "minItems", "maxItems", "uniqueItems"),
}
"""The keywords that go with each type."""

LIMITS = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))

LARGEST = 2**63 - 1
"""The greatest integer that an expression can count with."""


def type_of(shape: Schema) -> str:
    """Return the type that a declaration writes, else that of its options; ``""``: none."""
    if "type" in shape:
        return str(shape["type"])
    types = {_type(option) for option in shape.get("enum", ())}
    if types == {"integer", "number"}:
        return "number"
    return types.pop() if len(types) == 1 else ""


def _type(value: Json) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "integer" if value == int(value) else "number"


def shape_of(written: Schema) -> dict[str, Any]:
    """Return the JSON Schema of the values that a declaration allows; options say enough."""
    shape = {key: value for key, value in written.items() if key != "description"}
    if "items" in shape:
        shape["items"] = shape_of(shape["items"])
    if type_of(written) == "integer":
        shape["minimum"] = max(shape.get("minimum", -LARGEST), -LARGEST)
        shape["maximum"] = min(shape.get("maximum", LARGEST), LARGEST)
    if "format" in shape:
        shape["not"] = {"pattern": "^0000"}
    if "enum" in shape:
        shape.pop("type", "")
    return shape


def schema_of_values(declared: Declared) -> dict[str, Any]:
    """Return what declarations demand of a definition's attributes, as the schema of the file."""
    kinds = {
        SECTIONS[kind]: {name: shape_of(shape) for name, shape in shapes.items()}
        for kind, shapes in declared.items()
    }
    sections = {
        section: {"additionalProperties": _map({"attributes": _map(shapes)})}
        for section, shapes in kinds.items()
    }
    return _map(sections)


def schema_of_options(declared: Declared, route: Route) -> dict[str, Any]:
    """Return what declarations demand of their own ``enum``, as the schema of their file.

    ``route`` leads to the declarations there.
    """
    kinds = {
        kind: _map({name: _of_options(shape) for name, shape in shapes.items()})
        for kind, shapes in declared.items()
    }
    schema = _map(kinds)
    for step in reversed(route):
        schema = _map({str(step): schema})
    return schema


def _of_options(shape: Schema) -> Schema:
    option = {key: value for key, value in shape.items() if key != "enum"}
    inner = {"items": _of_options(shape["items"])} if "items" in shape else {}
    return _map({"enum": {"items": shape_of(option)}, **inner})


def _map(properties: Mapping[str, Schema]) -> dict[str, Any]:
    return {"properties": dict(properties)}


def unsound(declared: Declared, route: Route) -> Iterator[Problem]:
    """Yield what is wrong with declarations that have the published shape.

    ``route`` leads to them in their file.
    """
    for kind, shapes in declared.items():
        for name, shape in shapes.items():
            yield from _unsound(shape, [*route, kind, name])


def _unsound(shape: Schema, route: Route) -> Iterator[Problem]:
    kind = type_of(shape)
    if not kind:
        case = "several-types" if "enum" in shape else "missing-key"
        yield case, [*route, *(("enum",) if "enum" in shape else ())], {"key": "type"}
        return
    for key in shape:
        if key not in ("type", "description", *TAKES[kind]):
            values = {"key": key, "type": kind, "known": TAKES[kind]}
            yield "not-of-the-type", [*route, key], values
    if kind == "array" and "items" not in shape:
        yield "missing-key", route, {"key": "items"}
    for least, most in LIMITS:
        if least in shape and most in shape and shape[least] > shape[most]:
            yield "too-small", [*route, most], {"found": show(shape[most]), "limit": shape[least]}
    if "pattern" in shape and not is_pattern(shape["pattern"]):
        yield "not-a-pattern", [*route, "pattern"], {"found": show(shape["pattern"])}
    if "items" in shape:
        yield from _unsound(shape["items"], [*route, "items"])


def validator(schema: dict[str, Any]) -> Any:
    """Return the validator of a schema with patterns of users: none takes long."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        schema, validate_formats=True, pattern_options=jsonschema_rs.RegexOptions()
    )


def is_pattern(text: str) -> bool:
    """Return whether a text is a regular expression that never takes long."""
    import jsonschema_rs

    try:
        validator({"pattern": text})
    except (jsonschema_rs.ValidationError, ValueError):
        return False
    return True
