"""Finds where an error of the schema validator is in the data."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

Route = Sequence[str | int]
"""Keys of maps and indexes of lists, from the top of a document."""

Json = Any
"""Plain data: maps, lists, texts, numbers, booleans and None."""


class SchemaError(Protocol):
    """An error of the validator; the attributes of its ``kind`` depend on the keyword."""

    message: str
    kind: Any
    instance: Json
    instance_path: Route
    schema_path: Route


def as_written(error: SchemaError, path: Route, data: Json) -> Route:
    """Return the path of an error with its keys as the data have them.

    The validator reports a key that looks like a number as one, and omits an empty key.
    """
    routes = list(_routes(path, data))
    if len(routes) == 1:
        return routes[0]
    return next((route for route in routes if value_at(data, route) == error.instance), routes[0])


def _routes(path: Route, data: Json) -> Iterator[Route]:
    if not path:
        yield ()
    else:
        step, *further = path
        for key in _possible_keys(step, data):
            yield from ((key, *rest) for rest in _routes(further, data[key]))
    if isinstance(data, dict) and "" in data:
        yield from (("", *rest) for rest in _routes(path, data[""]))


def _possible_keys(step: str | int, data: Json) -> Route:
    if isinstance(data, list):
        return [step] if isinstance(step, int) else []
    if not isinstance(data, dict) or isinstance(step, str):
        return [step] if isinstance(data, dict) and step in data else []
    keys = (key for key in data if key.isascii() and key.removeprefix("+").isdigit())
    return [key for key in keys if len(key) < 999 and int(key) == step]


def value_at(data: Json, route: Route) -> Json:
    """Return the value at a route of the data."""
    for step in route:
        data = data[step]
    return data


def spelled(route: Route) -> str:
    """Return a route as text; within a change of a proposal, only what leads on from there."""
    is_in_change = len(route) > 4 and (route[0], route[2]) == ("steps", "changes")
    return ".".join(map(str, route[4:] if is_in_change else route))
