"""raci's importers on real files: what came over, and what an independent script knows of them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from raci.convert.imported import Imported

from .imported import catalogue, rules
from .sets import DATA

LISTED = ("janus-idp", "otel-semconv", "moj-modernisation-platform")
SKIPPED = {"moj-modernisation-platform": 2}
"""Rules with owners that are none: GitHub skips their lines."""


def folder(name: str) -> Path:
    if not (DATA / name).is_dir():
        pytest.skip(f"no real data at {DATA}")
    return DATA / name


def known(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder(name) / "known.json").read_text("utf-8"))
    return found


def lines(result: Imported, key: str) -> list[str]:
    return [
        f"line {remark.span.line}: {remark.values['rule']}"
        for remark in result.remarks
        if remark.key == key
    ]


@pytest.mark.parametrize("name", LISTED)
def test_the_rules_that_count_are_those_that_win_a_file(name: str) -> None:
    facts = known(name)
    result = rules(folder(name), str(folder(name) / "paths.txt"))
    idle = lines(result, "rule-without-path")
    wanted = facts["rules that match no path"]["items"]
    skipped = [r for r in result.remarks if r.key == "owner-skips-line"]
    assert [r.values["text"] for r in skipped] == [
        item.partition(": ")[2] for item in facts["owners that are malformed"]["items"]
    ]
    gone = {f"line {remark.span.line}:" for remark in skipped}
    assert len(gone) == SKIPPED.get(name, 0)
    assert idle == [item for item in wanted if " ".join(item.split()[:2]) not in gone]
    overridden = facts["rules that match, but a later rule wins every path"]["items"]
    assert lines(result, "rule-overridden") == overridden
    assert not lines(result, "rule-without-owner")
    assert not [r for r in result.remarks if r.key == "unowned-paths"]
    idle_owners = {r.values["owner"] for r in result.remarks if r.key == "owner-of-nothing"}
    of_skipped = {
        *facts["owners who in the end own no path"]["items"],
        *facts["owners that are malformed"]["items"],
    }
    assert idle_owners <= of_skipped
    count = len(facts["owners who in the end own no path"]["items"])
    assert len(idle_owners) == count - len(skipped)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("janus-idp", {"departments": 9, "roles": 2, "platforms": 6}),
        ("roadie", {"platforms": 22}),
    ],
)
def test_every_entity_of_a_catalogue_comes_over(name: str, counts: dict[str, int]) -> None:
    data = catalogue(name, folder(name)).data
    assert {key: len(data[key]) for key in data.keys() - {"raci", "org"}} == counts


def test_groups_stand_below_those_that_name_them() -> None:
    departments = catalogue("janus-idp", folder("janus-idp")).data["departments"]
    parents = Counter(entry.get("parent") for entry in departments.values())
    children = known("janus-idp")["Groups that are children of a parent"]["items"]
    assert parents == {None: 9 - len(children), "rhdh-team": len(children)}
