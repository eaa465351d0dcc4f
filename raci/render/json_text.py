"""JSON for programs that people look at too: a list's items a line each, nothing indented.

Python's own indentation is written in Python, and takes longer than the check itself.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_text = json.JSONEncoder(ensure_ascii=False).encode


def dumps(data: Mapping[str, Any]) -> str:
    """Give an object as JSON text, each key of it and each item of its lists on a line.

    An iterator is written as a list: what is long need not be in memory as objects and as text.
    """
    return "".join(_pieces(data))


def _pieces(data: Mapping[str, Any]) -> Iterator[str]:
    yield "{"
    for number, (key, value) in enumerate(data.items()):
        yield f"{',' if number else ''}\n {_text(key)}: "
        if isinstance(value, list | Iterator):
            yield from _items(value)
        else:
            yield _text(value)
    yield "\n}\n"


def _items(items: Iterable[Any]) -> Iterator[str]:
    end = "[]"
    for number, item in enumerate(items):
        yield f"{',' if number else '['}\n  {_text(item)}"
        end = "\n ]"
    yield end
