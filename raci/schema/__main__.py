"""Writes the JSON Schemas into a folder: ``python -m raci.schema schemas/v1``."""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from raci.schema.definition import Definition
from raci.schema.output import Findings, Matrix

SHAPES: dict[str, type[BaseModel]] = {"org": Definition, "findings": Findings, "matrix": Matrix}
BASE = "urn:raci:schema:v1:"


def _tidy(node: Any) -> Any:
    """Leave out defaults that mean absence, and close every map to keys it does not know."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    return _tidy_map(node) if isinstance(node, dict) else node


def _tidy_map(node: dict[str, Any]) -> dict[str, Any]:
    tidy = {key: _tidy(value) for key, value in node.items() if (key, value) != ("default", None)}
    return tidy | {"additionalProperties": False} if "patternProperties" in tidy else tidy


def schema(name: str) -> dict[str, Any]:
    """Give a kind of file's JSON Schema (Draft 2020-12), by name."""
    raw = SHAPES[name].model_json_schema(by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}{name}",
    }
    return head | _tidy_map(raw)


def text(name: str) -> str:
    """Give the schema as its file holds it."""
    return json.dumps(schema(name), ensure_ascii=True, indent=2) + "\n"


if __name__ == "__main__":
    for each in SHAPES:
        (Path(sys.argv[1]) / f"{each}.schema.json").write_text(text(each), encoding="utf-8")
