"""``org.notation``: a name or a map, one function or a list; the loader keeps what is written."""

import json
from typing import Any

import pytest

from raci.findings.notation import NOTATIONS, Notation
from raci.project import Project
from tests.support.organisations import OWN_NOTATIONS


def loaded(written: Any) -> Notation:
    data = {"raci": 1, "org": {"id": "shop", "notation": written}}
    project = Project.of({"org.json": json.dumps(data)})
    assert project.definitions_sound
    return project.org.notation


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_name(name: str) -> None:
    assert loaded(name) == NOTATIONS[name]


@pytest.mark.parametrize("notation", [*NOTATIONS.values(), *OWN_NOTATIONS])
def test_a_map(notation: Notation) -> None:
    lists = {letter: [each.value for each in meaning] for letter, meaning in notation.items()}
    single = {letter: each[0] if len(each) == 1 else each for letter, each in lists.items()}
    assert loaded(lists) == loaded(single) == notation
    assert [*loaded(lists)] == [*notation]
