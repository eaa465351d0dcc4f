"""Every phrase of the renderers is used, and every phrase that they ask for exists."""

import ast
import re
from collections.abc import Iterable, Iterator
from importlib import import_module

import pytest

from raci.render.phrases import SHARED
from tests.support.paths import ROOT

RENDER = ROOT / "raci/render"
FAMILIES = {
    "findings.phrases": ("findings/[!js]*.py", "findings/s[tu]*.py", "findings/ju[!n]*.py"),
    "findings.junit": ("findings/junit.py",),
    "findings.sarif": ("findings/sarif.py",),
    "reports.phrases": ("reports/[!dp]*.py", "reports/packs.py", "../cli/rules.py"),
    "reports.diff_phrases": ("reports/diff*.py",),
    "reports.plan_phrases": ("reports/plan*.py",),
    "reports.drill_phrases": ("reports/drill*.py",),
    "rule_page": ("rule_page.py",),
}
"""The modules that have phrases, and the files that may ask for them."""

VALUES = {
    "findings.phrases": "errors, warnings, infos, errors-more, warnings-more, infos-more",
    "reports.phrases": "responsible, accountable, support, consulted, informed, verifier, "
    "signatory",
    "reports.diff_phrases": "head, parent, duties, reports_to, also_reports_to, deputies, "
    "platforms, approves, owners, roles",
    "reports.plan_phrases": "safe, safe with waivers, not ready, not safe, kept, split, merged, "
    "add, retire, rename, move, merge, hand_over, set, assign, release, appoint, end",
    "rule_page": "int, float",
}
"""Keys that no file spells out, as they are values: severities, functions, fields, verbs, types."""


def parsed(patterns: Iterable[str]) -> Iterator[ast.AST]:
    """Yield all nodes of the files but those of the tables of phrases."""
    for path in sorted({path for pattern in patterns for path in RENDER.glob(pattern)}):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if not ast.unparse(statement).startswith(("WORDS =", "SHARED:")):
                yield from ast.walk(statement)


def spelt(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield patterns of the texts: as they stand, or with holes that a key may fill."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = (getattr(part, "value", None) for part in node.values)
            pattern = "".join(re.escape(p) if isinstance(p, str) else "[a-z-]+" for p in parts)
            if re.search("[a-z]{2}", pattern.replace("[a-z-]+", "")):
                yield pattern
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)


def asked(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the keys that stand in ``words["key"]`` and ``words.count("key", n)``."""
    for node in nodes:
        match node:
            case ast.Subscript(value=owner, slice=ast.Constant(value=key)):
                pass
            case ast.Call(func=ast.Attribute(value=owner), args=[ast.Constant(value=key), *_]):
                pass
            case _:
                continue
        if ast.unparse(owner).endswith("words") and isinstance(key, str):
            yield key


def unused(keys: Iterable[str], nodes: Iterable[ast.AST]) -> set[str]:
    used = re.compile("|".join(set(spelt(nodes))))
    return {key for key in keys if not used.fullmatch(key)}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_phrase_is_used_and_every_key_exists(family: str) -> None:
    phrases = import_module(f"raci.render.{family}").WORDS
    nodes = list(parsed(FAMILIES[family]))
    assert not phrases.keys() & SHARED.keys()
    assert unused(phrases, nodes) <= set(VALUES.get(family, "").split(", "))
    assert set(asked(nodes)) <= phrases.keys() | SHARED.keys()


def test_every_shared_phrase_is_used() -> None:
    assert unused(SHARED, parsed(["**/*.py"])) <= {"error", "warning", "info"}
