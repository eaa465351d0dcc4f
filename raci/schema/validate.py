"""The gate: the published JSON Schema decides whether a file has its shape."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from raci.findings.finding import Hit
from raci.findings.ref import Ref
from raci.schema import schema_path
from raci.schema.error_path import Route
from raci.schema.explain import explain, show
from raci.source.document import UNSAID, Document

VERSION = {"org": "raci", "pack": "raci-pack", "proposal": "raci-proposal"}
"""The key that says the version of a file's language, by its schema."""


@cache
def _gate(name: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(_schema(name), validate_formats=True)


@cache
def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return schema


def accepts(data: Any, name: str = "org") -> bool:
    """Tell whether data has the shape of a definition, or of another kind of file."""
    return bool(_gate(name).is_valid(data))


def problems(document: Document, name: str = "org") -> Iterator[tuple[Route, Hit]]:
    """Give all that is wrong with a file's shape: the route of it, and a hit for DEF002.

    ``name`` is the schema's. Of a version that this raci does not know, nothing else can be told.
    """
    if accepts(document.data, name):
        return
    key = VERSION.get(name)
    data = document.data if isinstance(document.data, dict) else {}
    if key and _is_newer(version := data.get(key)):
        place = document.place(Ref(f"file:{document.path}"), [key])
        yield [key], Hit(at=place, case="too-new", where=key, found=show(version))
        return
    told: set[tuple[str | int, ...]] = set()
    for error in _gate(name).iter_errors(document.data):
        for case, route, values in explain(error, document.data, _schema(name)):
            if tuple(route) not in told:
                told.add(tuple(route))
                place = document.place(Ref(f"file:{document.path}"), route)
                where = ".".join(map(str, route)) or PurePosixPath(document.path).name
                if _may_name_somebody(route, values):
                    place = replace(place, source="")
                    where = _without_names(route, values)
                    values |= {key: UNSAID for key in ("found", "key") if key in values}
                yield route, Hit(at=place, case=case, where=where, **values)


def _may_name_somebody(route: Route, values: Mapping[str, Any]) -> bool:
    """Tell whether what is wrong stands below people, or refers to one of them."""
    return route[:1] == ["people"] or any(
        kind in str(values.get("found")) for kind in ("person:", "appointment:")
    )


def _without_names(route: Route, values: Mapping[str, Any]) -> str:
    """Give a route with its keys and ids, and nothing else that somebody wrote there."""
    steps = [str(step) if re.fullmatch(r"[\w.+-]+", str(step)) else UNSAID for step in route]
    return ".".join([*steps[:-1], UNSAID] if "key" in values else steps)


def _is_newer(version: Any) -> bool:
    return isinstance(version, int | float) and not isinstance(version, bool) and version > 1
