"""Routes in the data that the validator judged: where one of its errors stands."""

from collections.abc import Iterator, Sequence
from typing import Any

Route = Sequence[str | int]
"""Keys and numbers of items, from the top of a document."""


def as_written(error: Any, path: Route, data: Any) -> Route:
    """Give a path its keys back.

    The validator tells a key that looks like a number as one, and leaves out a key that is empty.
    """
    routes = list(_routes(path, data))
    if len(routes) == 1:
        return routes[0]
    return next((route for route in routes if value_at(data, route) == error.instance), routes[0])


def _routes(path: Route, data: Any) -> Iterator[Route]:
    if not path:
        yield ()
    else:
        step, *further = path
        for real in _meant(step, data):
            yield from ((real, *rest) for rest in _routes(further, data[real]))
    if isinstance(data, dict) and "" in data:
        yield from (("", *rest) for rest in _routes(path, data[""]))


def _meant(step: str | int, data: Any) -> list[str | int]:
    if isinstance(data, list):
        return [step] if isinstance(step, int) else []
    if not isinstance(data, dict) or isinstance(step, str):
        return [step] if isinstance(data, dict) and step in data else []
    keys = (key for key in data if key.isascii() and key.removeprefix("+").isdigit())
    return [key for key in keys if len(key) < 999 and int(key) == step]


def value_at(data: Any, route: Route) -> Any:
    """Give what stands at a route of the data."""
    for step in route:
        data = data[step]
    return data
