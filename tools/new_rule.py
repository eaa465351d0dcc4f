"""Writes the three files of a new rule: ``python -m tools.new_rule GAP199 some-pattern``.

All are stubs: the tests fail until every ``TODO`` is replaced.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from raci.findings.codes import family
from raci.rules import catalogue
from raci.rules.page import page_files
from raci.rules.retired import retired

_CODE = r"^code: (\w+)$"

_FUNCTION = '''"""{code}: TODO: the pattern, in a few words."""

from raci.findings.finding import Hit
from raci.matrix.matrix import Matrix
from {module} import {subject}
from raci.rules.rule import Hits, rule


@rule("{code}", of={subject}{needs})
def {function}(role: {subject}, matrix: Matrix) -> Hits:
    """TODO: what it flags, as a sentence about one subject."""
    flagged = False  # TODO: ask role and matrix
    if flagged:
        yield Hit()
'''

_PAGE = """---
code: {code}
severity: warning
title:
  en: "TODO: what is flagged"
  zh: "TODO"
cases:
  default:
    en: "TODO: {{role}} …"
    zh: "TODO: {{role}} …"
hint:
  en: "TODO: what to do about it"
  zh: "TODO"
---
TODO: what is flagged, exactly, and what is left out.

## Why it matters

TODO: what goes wrong where nobody notices.

## Fails
{before}
```yaml
raci: 1
org: {{id: shop}}
roles:
  clerk: {{}} # TODO: the least that is flagged; `make accept` adds what raci prints
```

## Passes
{before}
```yaml
raci: 1
org: {{id: shop}}
roles:
  clerk: {{}} # TODO: the same, put right
```

## How to fix

TODO: what to change, and what not to.

## When to switch it off

TODO: where the pattern is meant.
"""

_CHINESE_PAGE = """TODO：判定范围，以及不判定的情形。

## 为什么重要

TODO：无人察觉时会出什么问题。

## 不通过

## 通过

## 如何修复

TODO：改什么，不改什么。

## 何时关闭

TODO：何时属于有意为之。
"""

_BEFORE = """
```yaml title="before/org.yaml"
raci: 1
org: {id: shop}
roles:
  clerk: {} # TODO: the earlier version
```
"""


class WrongRuleError(Exception):
    """The rule cannot be added under this code or name; the message says why."""


def new_rule(code: str, name: str, folder: Path = catalogue.FOLDER) -> tuple[Path, Path, Path]:
    """Write a rule's function and its two pages into a folder of families; return their paths.

    Raises:
        WrongRuleError: the code or the name is malformed, taken or of an unknown family.
    """
    if not re.fullmatch(r"[A-Z]{3}[0-9]{3}", code):
        raise WrongRuleError(f"CODE={code}: write three capital letters and three digits: GAP199")
    if not re.fullmatch(r"[a-z]+(-[a-z]+)+", name):
        raise WrongRuleError(f"NAME={name}: write small words joined by hyphens: some-pattern")
    pages = _pages(folder)
    if code in pages:
        raise WrongRuleError(f"CODE={code} is taken: {pages[code]}")
    stem = name.replace("-", "_")
    if taken := [path for path in pages.values() if path.stem == stem]:
        raise WrongRuleError(f"NAME={name} is taken: {taken[0]}")
    if former := retired(code) or retired(name):
        raise WrongRuleError(
            f"{former.code} {former.name} was a rule, and is read as {former.by}: choose another"
        )
    families = {family(known): path.parent for known, path in pages.items()}
    if family(code) not in families:
        known = ", ".join(sorted(families))
        raise WrongRuleError(f"CODE={code}: there is no family {family(code)}; there are {known}")
    function = families[family(code)] / f"{stem}.py"
    page = function.with_suffix(".md")
    is_change = family(code) == "CHG"
    values = {
        "code": code,
        "function": stem,
        "module": "raci.matrix.previous" if is_change else "raci.model.entities",
        "subject": "FormerRole" if is_change else "Role",
        "needs": ', needs=("an earlier version",)' if is_change else "",
        "before": _BEFORE if is_change else "",
    }
    function.write_text(_FUNCTION.format(**values), encoding="utf-8")
    page.write_text(_PAGE.format(**values), encoding="utf-8")
    chinese = function.with_suffix(".zh.md")
    chinese.write_text(_CHINESE_PAGE, encoding="utf-8")
    return function, page, chinese


def _pages(folder: Path) -> Mapping[str, Path]:
    """Return the pages of a folder of families by their codes."""
    pages: dict[str, Path] = {}
    for path in page_files(folder):
        if match := re.search(_CODE, path.read_text(encoding="utf-8"), re.MULTILINE):
            pages[match[1]] = path
    return pages


def main(code: str, name: str) -> None:
    """Write a rule's files, and print what is left to do."""
    for path in new_rule(code, name):
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    print("Next: replace each TODO in them, count the rule in CHANGELOG.md, run `make accept`.")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not all(sys.argv[1:]):
        sys.exit("usage: make new-rule CODE=GAP199 NAME=some-pattern")
    try:
        main(*sys.argv[1:])
    except WrongRuleError as error:
        sys.exit(str(error))
