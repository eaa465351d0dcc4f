"""What an error of the schema becomes: a case of DEF002, where, and its values."""

import json
from typing import Any, NamedTuple

from raci.findings.names import Names
from raci.schema.corrections import corrected
from raci.schema.error_path import Json, Route
from raci.schema.subschema import Schema, subschema

MANY = 20
"""Keys or options beyond this number are not listed; only rules are that many."""


Problem = tuple[str, Route, dict[str, Any]]
"""A case of DEF002's page, the route of the key, and the values of the message.

The value ``instead`` is the key and the value that should be written.
"""


class Context(NamedTuple):
    """A document's data, its schema, and the names of the things that it may refer to."""

    data: Json
    schema: Schema
    names: Names


def show(value: Json) -> str:
    """Return a value as it might be written in the file, shortened to 40 characters."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"


def correction(route: Route, value: Json, context: Context) -> dict[str, Any]:
    """Return the key of a value, and the value as the schema wants it."""
    if not route:
        return {}
    wanted = corrected(value, subschema(context.schema, route), context.schema)
    return {"instead": (route[-1], wanted)}
