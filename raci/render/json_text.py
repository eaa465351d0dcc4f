"""JSON for programs, readable by people: a list's items a line each, nothing indented.

Python's own indentation is written in Python, and takes longer than the check itself.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from raci.findings.finding import Finding
from raci.render.escape import in_json
from raci.version import __version__

_text = json.JSONEncoder(ensure_ascii=False).encode


def dumps(data: Mapping[str, Any]) -> str:
    """Return an object as JSON text, each of its keys and each item of its lists on a line.

    An iterator is written as a list, so that a long one is never in memory as a whole.
    """
    return in_json("".join(_pieces(data)))


def report(as_of: str, inputs: str, data: Mapping[str, Any]) -> str:
    """Return a report, version 1, as JSON text.

    Args:
        as_of: the day.
        inputs: the digest of all that was read.
        data: what follows.
    """
    head = {"version": 1, "raci": __version__, "as_of": as_of, "inputs": inputs}
    return dumps({**head, **data})


def finding_in_change(finding: Finding, lang: str) -> dict[str, Any]:
    """Return a finding that a change brings or resolves as data for JSON."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "subject": finding.subject,
        "involves": finding.involves,
        "message": finding.say(lang),
        "fingerprint": finding.fingerprint,
        "status": finding.status,
        "failing": finding.failing,
        "change": finding.change,
    }


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
