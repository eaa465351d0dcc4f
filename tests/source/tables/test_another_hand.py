"""Tables that somebody made who knows neither raci's code nor its tests, with what is in them.

Each stands with a ``.truth.json``: its roles, rows, functions and letters; ``accept`` has, for some
signs, other functions that may be read as well.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from raci.findings.ref import Function
from raci.source.tables.definition import Reading
from raci.source.tables.read import read_table
from tests.support.paths import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "tables"
TABLES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".truth.json"))
DRIVES: Mapping[str, set[str]] = {"driver": {"responsible", "support"}, "out": set()}
"""Words of the truths for which raci has others."""


def bare(name: str) -> str:
    """Return a name without white space and a number before it, which may be read as its part."""
    return re.sub(r"^\d+(\.\d+)+\s*|\s+", "", name).casefold()


def functions(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    names = {id_: bare(role["name"]) for id_, role in data["roles"].items()}
    for activity in data["activities"].values():
        for function in Function:
            for role in activity.get(function.value, ()):
                yield bare(activity["name"]), names[role], function.value


def accepted(function: str, truth: Mapping[str, Any]) -> set[str]:
    """Return the functions as which one may be read."""
    if function in DRIVES:
        return DRIVES[function]
    options = [option for options in truth.get("accept", {}).values() for option in options]
    return {function}.union(*(option for option in options if function in option))


def written(truth: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for row in truth["rows"]:
        for role, cell in row["cells"].items():
            yield from ((bare(row["name"]), bare(role), function) for function in cell)


@pytest.fixture(params=TABLES, ids=lambda path: path.name)
def table(request: pytest.FixtureRequest) -> tuple[Reading, Any]:
    path: Path = request.param
    truth = json.loads(path.with_name(f"{path.name}.truth.json").read_text("utf-8"))
    return read_table(path.read_bytes(), path.name, "table"), truth


def test_roles_rows_and_letters(table: tuple[Reading, Any]) -> None:
    reading, truth = table
    data = reading.document.data
    assert {bare(role["name"]) for role in data["roles"].values()} == {*map(bare, truth["roles"])}
    rows = [bare(activity["name"]) for activity in data["activities"].values()]
    assert sorted(rows) == sorted(bare(row["name"]) for row in truth["rows"])
    counts = [(each.letters, each.present) for each in reading.tables]
    assert sum(read for read, _ in counts) == sum(there for _, there in counts) == truth["letters"]
    assert not reading.doubts


def test_each_letter_is_read_as_what_it_means(table: tuple[Reading, Any]) -> None:
    reading, truth = table
    found = {*functions(reading.document.data)}
    meant: set[tuple[str, str, str]] = set()
    for row in truth["rows"]:
        for role, written in row["cells"].items():
            for function in written:
                options = {
                    (bare(row["name"]), bare(role), each) for each in accepted(function, truth)
                }
                assert not options or options & found
                meant |= options
    assert found <= meant
