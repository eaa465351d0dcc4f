"""Writes what is published: the JSON Schemas, and the rules as a book.

``python -m tools.publish schemas/v1 docs/rules``; without the second folder, no book is written.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from raci.findings.codes import POLICIES
from raci.findings.notation import LETTER, NOTATIONS
from raci.findings.ref import Function
from raci.findings.standing import STANDINGS
from raci.policies.vocabulary import vocabulary
from raci.rules import catalogue
from raci.rules.settings_schema import SEVERITY, with_rules
from raci.schema.shapes.baseline import Baseline
from raci.schema.shapes.definition import Definition
from raci.schema.shapes.diff import Diff
from raci.schema.shapes.drill import Drill
from raci.schema.shapes.history import Answers, History
from raci.schema.shapes.manifest import Manifest
from raci.schema.shapes.output import Findings, Matrix
from raci.schema.shapes.pack import Pack
from raci.schema.shapes.plan import Plan
from raci.schema.shapes.proposal import Proposal
from raci.schema.shapes.test import Test
from raci.schema.shapes.test_report import TestReport
from raci.schema.shapes.texts import ID
from tools.rule_docs import book

SHAPES: dict[str, type[BaseModel]] = {
    "org": Definition,
    "pack": Pack,
    "proposal": Proposal,
    "test": Test,
    "baseline": Baseline,
    "findings": Findings,
    "matrix": Matrix,
    "plan": Plan,
    "diff": Diff,
    "drill": Drill,
    "history": History,
    "answers": Answers,
    "test-report": TestReport,
    "manifest": Manifest,
}
NAMES = (*SHAPES, "settings")
BASE = "urn:raci:schema:v1:"


def _tidy(node: Any) -> Any:
    """Omit defaults that mean absence, and forbid unknown keys in every map."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    return _tidy_map(node) if isinstance(node, dict) else node


def _tidy_map(node: dict[str, Any]) -> dict[str, Any]:
    tidy = {key: _tidy(value) for key, value in node.items() if (key, value) != ("default", None)}
    return tidy | {"additionalProperties": False} if "patternProperties" in tidy else tidy


def _settings() -> dict[str, Any]:
    """Return the schema of ``raci.toml`` with every rule and option of the catalogue."""
    pages = catalogue.pages()
    plugins = catalogue.of_plugins()
    codes = catalogue.codes().items()
    named = {name: pages[code] for name, code in codes if code not in plugins}
    return with_rules(_settings_of_no_rule(), named, catalogue.options)


def _settings_of_no_rule() -> dict[str, Any]:
    named_rule = {"anyOf": [{"$ref": "#/$defs/Rule"}, {"$ref": "#/$defs/PolicyName"}]}
    rules = {"type": "array", "items": named_rule, "uniqueItems": True}
    return {
        "title": "raci settings, version 1",
        "description": "raci.toml, or the table tool.raci of pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "select": rules | {"description": "Only these rules; absent: all."},
            "extend-select": rules | {"description": "These rules as well."},
            "ignore": rules | {"description": "Not these rules; beats select."},
            "mandatory": rules
            | {"description": "Nothing below may switch these off, lower or soften them."},
            "fail-on": SEVERITY
            | {"default": "error", "description": "The least severity that fails the run."},
            "approvals": {
                "enum": [*STANDINGS],
                "default": STANDINGS[0],
                "description": "Which approvals count: all, those that a holder of the role "
                "committed, or only those whose commit git verifies as well.",
            },
            "lang": {
                "enum": ["en", "zh"],
                "default": "en",
                "description": "The language of all output.",
            },
            "severity": {
                "description": "Severities by rule or family; a rule's own entry is stronger.",
                "type": "object",
                "additionalProperties": False,
                "properties": {},
                "patternProperties": {_POLICIES: SEVERITY},
            },
            "options": {
                "description": "Options by rule.",
                "type": "object",
                "additionalProperties": False,
                "properties": {},
            },
            "tables": {
                "description": "Tables that are organisations, by their path from here, "
                "and how to read them.",
                "type": "object",
                "propertyNames": {"minLength": 1},
                "additionalProperties": _table(),
            },
            "per-path-ignores": {
                "description": "Rules to ignore in files, by a pattern of their path from here.",
                "type": "object",
                "propertyNames": {"minLength": 1},
                "additionalProperties": rules,
            },
        },
        "$defs": {
            "Rule": {
                "description": "A rule's code or name, or a family of rules.",
                "enum": [],
            },
            "PolicyName": {
                "description": "A policy, POL:ID, or all of them, POL.",
                "type": "string",
                "pattern": _POLICIES,
            },
        },
    }


_POLICIES = f"^{POLICIES}(:.+)?$"
"""How settings call one policy or all; only an organisation knows which there are."""


def _table() -> dict[str, Any]:
    """Return the schema of what settings say of a table."""
    functions = {"enum": [function.value for function in Function]}
    meaning = {"anyOf": [functions, {"type": "array", "items": functions, "uniqueItems": True}]}
    letters = {"type": "object", "propertyNames": {"minLength": 1}, "additionalProperties": meaning}
    words = {"type": "string", "minLength": 1}
    heads = {"type": "array", "items": words}
    own = {
        "description": "The notation's name, or what each letter means.",
        "anyOf": [{"enum": [*NOTATIONS]}, letters | {"propertyNames": {"pattern": LETTER}}],
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "id": {
                "type": "string",
                "pattern": ID,
                "description": "The organisation's id; absent: its path.",
            },
            "sheet": words | {"description": "The one sheet to read."},
            "heading": words | {"description": "Only tables under a heading with these words."},
            "roles": {
                "enum": ["across", "down", "letters"],
                "description": "Where roles stand; `letters`: letters across, names in the cells.",
            },
            "header-rows": {
                "type": "integer",
                "minimum": 1,
                "maximum": 9,
                "description": "How many rows of heads there are; the lowest that is not of people "
                "has the roles.",
            },
            "notation": own,
            "groups": {
                "enum": ["department", "platform", "tag", "none"],
                "default": "tag",
                "description": "What the groups of rows are.",
            },
            "letters": letters | {"description": "What the text of a cell means."},
            "lock": {
                "description": "The heads that each matrix must have, as `raci check FILE "
                "--write-mapping` writes them; one that is gone is reported.",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "sheet": words | {"description": "Its sheet."},
                        "heading": words | {"description": "The heading above it."},
                        "columns": heads | {"description": "The heads of its columns."},
                        "rows": heads | {"description": "The heads of its rows."},
                    },
                },
            },
        },
    }


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (Draft 2020-12) of a kind of file."""
    raw = _settings() if name == "settings" else SHAPES[name].model_json_schema(by_alias=True)
    if name == "test":  # a case has settings
        settings = _settings()
        written = raw["$defs"]["Case"]["properties"]["settings"]["description"]
        raw["$defs"]["Case"]["properties"]["settings"] = {
            "$ref": "#/$defs/Settings",
            "description": written,
        }
        raw["$defs"] |= settings.pop("$defs") | {"Settings": settings}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}{name}",
    }
    for shape in ("Policy", "PackPolicy"):
        if shape in raw.get("$defs", {}):
            _explain_subjects(raw["$defs"][shape]["properties"]["for"])
    return head | _tidy_map(raw)


def _explain_subjects(node: dict[str, Any]) -> None:
    """Let editors say what each subject of a policy is, and which fields expressions see of it."""
    subjects = vocabulary().subjects
    node["enumDescriptions"] = [
        f"{subjects[name].about['en']} {name}.{{{', '.join(subjects[name].fields)}}}"
        for name in node["enum"]
    ]


def text(name: str) -> str:
    """Return a schema as the content of its file."""
    return json.dumps(schema(name), ensure_ascii=True, indent=2) + "\n"


def write(schemas: Path, rules: Path | None = None) -> None:
    """Write the schemas into one folder, and the book of rules into another, if given."""
    for name in NAMES:
        (schemas / f"{name}.schema.json").write_text(text(name), encoding="utf-8")
    if rules:
        write_book(rules)


def write_book(folder: Path) -> None:
    """Write the book of rules, and delete the pages of removed rules."""
    files = book()
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:]))
