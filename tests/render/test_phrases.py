"""Every phrase of the renderers is used, and every phrase that they ask for exists."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from raci.change.diff.compare import EDGES
from raci.change.plan.ties import TIES
from raci.render.phrases import phrases
from tests.support.paths import ROOT

RENDER = ROOT / "raci/render"
FAMILIES = {
    "findings": (
        "findings/[!js]*.py",
        "findings/s[tu]*.py",
        "findings/ju[!n]*.py",
        "annotate/*.py",
    ),
    "junit": ("findings/junit.py",),
    "sarif": ("findings/sarif.py",),
    "reports": ("reports/[!dhip]*.py", "reports/packs.py", "../cli/rules.py"),
    "diff": ("reports/diff*.py", "reports/builder.py"),
    "plan": ("reports/plan*.py", "reports/builder.py", "page/plan.py"),
    "drill": ("reports/drill*.py", "reports/builder.py"),
    "history": ("reports/history*.py", "reports/builder.py"),
    "tests": ("tests/*.py",),
    "pack": ("pack/*.py",),
    "import": ("reports/imported.py", "../convert/*.py", "../convert/*/*.py"),
    "facts": ("facts/*.py",),
    "rule_page": ("rule_page.py",),
    "command_line": ("../cli/[!h]*.py", "../cli/run/*.py"),
}
"""The families of phrases, and the files that may ask for them."""

VALUES = {
    "findings": "errors, warnings, infos, errors-more, warnings-more, infos-more",
    "reports": "responsible, accountable, support, consulted, informed, verifier, signatory",
    "diff": "",
    "plan": "safe, safe with waivers, not ready, not safe, kept, split, merged, "
    "add, retire, rename, move, merge, hand_over, set, assign, release, appoint, end, "
    + ", ".join(TIES),
    "tests": "no-subject, when-excludes-all",
    "rule_page": "int, float",
    "command_line": "verdict-not safe, ENOENT, EACCES, EPERM, EISDIR, ENOTDIR, "
    "ENOSPC, EROFS, ENAMETOOLONG, ELOOP, EPIPE, EDQUOT, EFBIG, EIO, EBUSY",
}
"""Keys that no file spells out, as they are values: severities, functions, fields, verbs, types."""


SAYING = ("say", "wrong", "count")
"""The functions by which the command line asks for a phrase."""


def parsed(patterns: Iterable[str]) -> Iterator[ast.AST]:
    """Yield all nodes of the files."""
    for path in sorted({path for pattern in patterns for path in RENDER.glob(pattern)}):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            yield from ast.walk(statement)


def spelt(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield patterns of the texts: as they stand, or with holes that a key may fill."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = (getattr(part, "value", None) for part in node.values)
            pattern = "".join(re.escape(p) if isinstance(p, str) else "[a-z_-]+" for p in parts)
            if re.search("[a-z]{2}", pattern.replace("[a-z_-]+", "")):
                yield pattern
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)


def asked(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the keys that stand in ``words["key"]`` and ``words.count("key", n)``."""
    for node in nodes:
        match node:
            case ast.Subscript(value=owner, slice=ast.Constant(value=key)):
                pass
            case ast.Call(func=ast.Name() as owner, args=[ast.Constant(value=key), *_]):
                pass
            case ast.Call(func=ast.Attribute(value=owner), args=[ast.Constant(value=key), *_]):
                pass
            case _:
                continue
        asks = ast.unparse(owner).endswith("words") or ast.unparse(owner) in SAYING
        if asks and isinstance(key, str):
            yield key


def unused(keys: Iterable[str], nodes: Iterable[ast.AST]) -> set[str]:
    used = re.compile("|".join(set(spelt(nodes))))
    return {key for key in keys if not used.fullmatch(key)}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_phrase_is_used_and_every_key_exists(family: str) -> None:
    own, shared = phrases(family), phrases("shared")
    nodes = list(parsed(FAMILIES[family]))
    assert not own.keys() & shared.keys()
    assert unused(own, nodes) <= set(VALUES.get(family, "").split(", "))
    both = phrases("command_line").keys() | phrases("reports").keys()  # `raci rules` has both
    known = own.keys() | shared.keys() | both
    asking = [pattern for pattern in FAMILIES[family] if "convert" not in pattern]
    assert set(asked(parsed(asking))) <= known


def test_every_shared_phrase_is_used() -> None:
    assert unused(phrases("shared"), parsed(["**/*.py"])) <= {"error", "warning", "info"}


def test_every_field_that_a_difference_names_has_a_phrase() -> None:
    fields = {f"key-{field}" for fields in EDGES.values() for field in fields}
    assert fields <= phrases("diff").keys()
