"""JSON for programs that people look at too: a list's items a line each, nothing indented.

Python's own indentation is written in Python, and takes longer than the check itself.
"""

import json
from collections.abc import Mapping
from typing import Any


def dumps(data: Mapping[str, Any]) -> str:
    """Give an object as JSON text, each key of it and each item of its lists on a line."""
    return (
        "{\n"
        + ",\n".join(f" {_text(key)}: {_value(value)}" for key, value in data.items())
        + "\n}\n"
    )


def _value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_text(item)}" for item in value) + "\n ]"
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
