"""Finds what the schema says about a place in the data."""

from collections.abc import Mapping
from typing import Any

from raci.schema.error_path import Json, Route, value_at

Schema = Mapping[str, Json]

_HANDED_DOWN = "x-refers-to"
"""The annotation of a list that holds for its items."""


def subschema(schema: Schema, route: Route) -> Schema:
    """Return the schema of the value at a route, without references; empty where there is none."""
    node: Schema = resolved(schema, schema)
    for step in route:
        node = resolved(_inside(node, step), schema)
    return node


def resolved(node: Schema, schema: Schema) -> Schema:
    """Return a schema with its reference followed; the annotations beside it stay."""
    while "$ref" in node:
        beside = {key: value for key, value in node.items() if key != "$ref"}
        node = {**value_at(schema, node["$ref"].split("/")[1:]), **beside}
    return node


def entries_of(node: Schema, schema: Schema) -> Schema | None:
    """Return the schema of the values of a map whose keys are free; None for any other."""
    for each in (node, *node.get("anyOf", ())):
        free = resolved(each, schema).get("additionalProperties")
        if isinstance(free, dict) and "properties" not in each:
            return resolved(free, schema)
    return None


def is_text(node: Schema) -> bool:
    """Return whether a value may be a text."""
    return any(each.get("type") == "string" or "$ref" in each for each in _branches(node))


def _branches(node: Schema) -> tuple[Schema, ...]:
    return tuple(node.get("anyOf", (node,)))


def _inside(node: Schema, step: str | int) -> Schema:
    if isinstance(step, int):
        items: dict[str, Any] = dict(node.get("items") or {})
        return items | {key: node[key] for key in (_HANDED_DOWN,) if key in node}
    for branch in _branches(node):
        free = branch.get("additionalProperties")
        if inner := branch.get("properties", {}).get(step) or (free or None):
            return dict(inner) if isinstance(inner, dict) else {}
    return {}
