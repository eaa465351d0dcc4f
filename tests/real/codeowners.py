"""CODEOWNERS files: a rule is a platform, whoever it names are its owners."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .definition import Definition
from .measure import Case, Known


def case(name: str, path: Path, known: Mapping[str, Any]) -> Case:
    """Give the rules of a file; nothing in it says to which department an owner belongs."""
    unowned = tuple(known["rules without owner"]["items"])
    return Case(rules(name, path.read_text("utf-8")), (Known("GAP104", unowned),))


def rules(name: str, text: str) -> Definition:
    """Read rules: a pattern and its owners, the words behind ``#`` left out."""
    made = Definition(f"{name} codeowners")
    for number, line in enumerate(text.splitlines(), 1):
        pattern, *owners = line.partition("#")[0].split() or [""]
        if pattern:
            for owner in owners:
                if not made.has("roles", owner):
                    made.add("roles", owner)
            key = f"line {number}: {pattern}"
            made.add("platforms", key, kind="paths", owners=made.ids("roles", owners))
    return made
