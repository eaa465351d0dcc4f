"""Twelve policies beside the rules they stand for: `python benchmarks/policies.py FOLDER OUT`.

Both judge an organisation of their own, so that each builds what it looks up; the time for
compiling the policies counts. OUT gets JSON: the seconds of rules and policies, by the rule's code.
"""

import gc
import json
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from raci.check.runner import lint
from raci.model.build import policy
from raci.policies.compiler import compiled
from raci.project import Project
from raci.rules import catalogue
from raci.rules.rule import Rule

DOCS = Path(__file__).parent.parent / "docs/policies.md"
DAY = "2026-11-23"


def policies() -> Mapping[str, Any]:
    """Return the policies of the documentation as data, by the code of the rule."""
    text = DOCS.read_text(encoding="utf-8").partition("## Rules as policies")[2]
    written = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)[0])["policies"]
    return {each["source"]: {**each, "id": id_} for id_, each in written.items()}


def seconds(folder: Path, rules: Sequence[tuple[str, Rule]]) -> Mapping[str, tuple[float, int]]:
    """Return the CPU seconds that each rule takes, and how much it finds."""
    matrix = Project.folder(folder).matrix.on(DAY)
    assert matrix.rows
    assert matrix.org.roles
    times: dict[str, tuple[float, int]] = {}
    for code, rule in rules:
        start = time.process_time()
        found = lint(matrix, [rule], {rule.code}).verdicts
        times[code] = time.process_time() - start, len(found)
    return times


def main() -> None:
    """Judge by rules and by policies, and write the figures."""
    gc.disable()
    folder, out = map(Path, sys.argv[1:])
    written = policies()
    own = [(rule.code, rule) for rule in catalogue.rules() if rule.code in written]
    start = time.process_time()
    data = {code: policy(each["id"], each) for code, each in written.items()}
    theirs = [(code, compiled(data[code], {}).rule) for code, _ in own]
    compiling = time.process_time() - start
    by_rule, by_policy = seconds(folder, own), seconds(folder, theirs)
    figures = {code: [by_rule[code], by_policy[code]] for code, _ in own}
    out.write_text(json.dumps({"compiling": compiling, "rules": figures}))


if __name__ == "__main__":
    main()
