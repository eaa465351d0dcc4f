"""The shape of the head of a rule's page, for pages that raci's own tests have not read."""

from functools import cache
from typing import Any

_TEXT = {
    "type": "object",
    "properties": {"en": {"type": "string"}, "zh": {"type": "string"}},
    "required": ["en"],
    "additionalProperties": False,
}
_SEVERITY = {"enum": ["error", "warning", "info"]}
_CASE = {
    **_TEXT,
    "properties": {
        **_TEXT["properties"],  # type: ignore[dict-item]
        "hint": _TEXT,
        "table_hint": _TEXT,
        "group": _TEXT,
        "severity": _SEVERITY,
    },
}
_HEAD = {
    "type": "object",
    "properties": {
        "code": {"type": "string"},
        "severity": {"enum": [*_SEVERITY["enum"], "off"]},
        "chosen": _SEVERITY,
        "title": _TEXT,
        "cases": {"type": "object", "minProperties": 1, "additionalProperties": _CASE},
        "hint": _TEXT,
        "table_hint": _TEXT,
        "options": {"type": "object", "additionalProperties": _TEXT},
    },
    "required": ["code", "severity", "title", "cases"],
    "additionalProperties": False,
    "if": {"properties": {"severity": {"const": "off"}}},
    "then": {"required": ["chosen"]},
}


class InvalidRuleError(ValueError):
    """What is wrong with the files of a rule, in words."""


def check_head(data: Any) -> None:
    """Check the data of a page's head.

    Raises:
        InvalidRuleError: it has not the shape of a head.
    """
    for error in _validator().iter_errors(data):
        where = ".".join(map(str, error.instance_path))
        raise InvalidRuleError(f"{where}: {error.message}" if where else error.message)


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_HEAD)
