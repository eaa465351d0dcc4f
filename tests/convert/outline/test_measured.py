"""Outlines and truths that somebody wrote who did not know the importer: how much comes over."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from raci.convert.imported import Imported
from tests.convert.outline.facts import imported

OUTLINES = Path(__file__).parents[2] / "fixtures" / "outlines"
EXTRA = {"software.docx": 1, "ward.md": 4}
"""Facts that are imported of a file and are none: its closing line, and purposes of posts."""

paths = sorted(OUTLINES.glob("*.truth.json"))
Facts = Counter[tuple[str, ...]]


@pytest.mark.parametrize("truth", paths, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_all_comes_over(truth: Path) -> None:
    path = truth.with_name(truth.name.removesuffix(".truth.json"))
    found = _found(imported(path.name, path.read_bytes()))
    wanted = _wanted(json.loads(truth.read_text("utf-8")))
    assert wanted - found == Counter()
    assert (found - wanted).total() == EXTRA.get(path.name, 0)


def _wanted(truth: dict[str, Any]) -> Facts:
    facts: Facts = Counter(("department", _plain(name)) for name in truth["departments"])
    for post in truth["posts"]:
        name = _plain(post["name"])
        facts["post", name, _plain(post["department"])] += 1
        facts.update(("duty", name, _plain(duty)) for duty in post["duties"])
        if post["reports_to"]:
            facts["superior", name, _plain(post["reports_to"])] += 1
    return facts


def _found(whole: Imported) -> Facts:
    departments, roles = whole.data.get("departments", {}), whole.data.get("roles", {})
    facts: Facts = Counter(("department", _plain(each["name"])) for each in departments.values())
    for entry in departments.values():
        facts.update(("duty", _plain(entry["name"]), duty) for duty in _duties(entry))
    for role in roles.values():
        name = _plain(role["name"])
        facts["post", name, _plain(departments.get(role.get("department"), {}).get("name"))] += 1
        facts.update(("duty", name, duty) for duty in _duties(role))
        if "reports_to" in role:
            facts["superior", name, _plain(roles[role["reports_to"]]["name"])] += 1
    for remark in whole.remarks:
        if remark.key == "outline-superior":
            values = remark.values
            facts["superior", _plain(values["name"]), _plain(values["superior"])] += 1
    return facts


def _duties(entry: dict[str, Any]) -> Iterator[str]:
    for words in entry.get("duties", {}).values():
        yield _plain(next(text for key, text in words.items() if key != "source"))


def _plain(text: object) -> str:
    whole = unicodedata.normalize("NFKC", str(text or "")).casefold().removeprefix("the ")
    return "".join(char for char in whole if char.isalnum())
