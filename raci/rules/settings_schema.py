"""What the schema of settings says of rules: their names, families, severities and options.

``tools/publish.py`` writes it for raci's own; those of plugins join when settings are read.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from raci.findings.codes import ALWAYS, family
from raci.findings.finding import Severity
from raci.findings.text import Text
from raci.rules.page import Page
from raci.rules.retired import FORMER
from raci.rules.rule import Option

SEVERITY = {"enum": [severity.label for severity in reversed(Severity)]}
_FIXED = {"const": "error", "description": "It cannot be lowered."}


def with_rules(
    schema: Mapping[str, Any],
    named: Mapping[str, Page],
    options_of: Callable[[str], Sequence[Option]],
) -> dict[str, Any]:
    """Return a schema of settings that knows some more rules.

    Args:
        schema: the schema of settings.
        named: the pages of the rules, by each name that means one.
        options_of: returns the options of a rule by its code.
    """
    more = deepcopy({**schema})
    families = sorted({family(page.code) for page in named.values()})
    names, keys = more["$defs"]["Rule"]["enum"], more["properties"]
    names += [name for name in (*families, *sorted(named)) if name not in names]
    severities, options = keys["severity"]["properties"], keys["options"]["properties"]
    severities |= dict.fromkeys(families, SEVERITY)
    for name, page in named.items():
        severities[name] = _former(name) | (_FIXED if page.code in ALWAYS else SEVERITY)
        if own := options_of(page.code):
            options[name] = _former(name) | _options(own, page.options)
    return more


def _former(name: str) -> dict[str, Any]:
    return {"deprecated": True} if name in FORMER else {}


def _options(options: Sequence[Option], texts: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {option.name: _option(option, texts) for option in options},
    }


def _option(option: Option, texts: Mapping[str, Text]) -> dict[str, Any]:
    return {
        **_values(option),
        "default": option.default,
        "description": texts.get(option.name, {}).get("en", "…"),
    }


def _values(option: Option) -> dict[str, Any]:
    low, high, _ = option.bounds
    if option.type is bool:
        return {"type": "boolean"}
    kind = "integer" if option.type is int else "number"
    return {"type": kind, "minimum": low, **({} if high is None else {"maximum": high})}
