"""The policies that raci ships: each finds what its failing examples have, and nothing else."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from raci.check.settings import Selection
from raci.model.pack_files import FOLDER, shipped
from raci.project import Project
from raci.source.yaml import read

DAY = "2026-11-23"
PACKS = {path.stem: read(path.read_bytes(), path.name).data for path in FOLDER.glob("*.yaml")}
POLICIES = [
    (pack, name) for pack, data in sorted(PACKS.items()) for name in data.get("policies", {})
]
FAMILIES = ("China, ", "COBIT ", "COSO ", "EU AI Act (", "ISO/IEC 27001:2022 ", "NIST ", "PCI DSS ")


def codes(pack: str, sections: dict[str, Any]) -> set[str]:
    org = {"id": "example", **sections.get("org", {}), "extends": [f"raci:{pack}@1"]}
    text = json.dumps({"raci": 1, **sections, "org": org})
    report = Project.of({"org.json": text}).check(as_of=DAY, selection=Selection(("POL",)))
    assert not [f for f in report if f.code in ("DEF002", "DEF011", "DEF015")], sections
    return {finding.code for finding in report}


def examples(kind: str) -> Iterator[Any]:
    for pack, name in POLICIES:
        for number, sections in enumerate(PACKS[pack]["policies"][name]["examples"][kind]):
            yield pytest.param(pack, f"POL:{pack}.{name}", sections, id=f"{pack}.{name}-{number}")


@pytest.mark.parametrize(("pack", "code", "sections"), [*examples("fail")])
def test_a_failing_example_fails(pack: str, code: str, sections: dict[str, Any]) -> None:
    assert code in codes(pack, sections)


@pytest.mark.parametrize(("pack", "code", "sections"), [*examples("pass")])
def test_a_passing_example_passes(pack: str, code: str, sections: dict[str, Any]) -> None:
    assert code not in codes(pack, sections)


@pytest.mark.parametrize(("pack", "name"), POLICIES)
def test_a_shipped_policy_is_whole(pack: str, name: str) -> None:
    policy = shipped()[pack].policies[f"{pack}.{name}"]
    for text in (policy.name, policy.message, policy.hint, *filter(None, (policy.note,))):
        assert set(text) == {"en", "zh"}
    for clause in filter(None, policy.source.split("; ")):
        assert clause.startswith(FAMILIES)
        assert not (policy.note and clause.startswith("ISO")), "its text is not public"


def test_every_tag_that_a_policy_names_is_explained() -> None:
    for pack, name in POLICIES:
        policy = shipped()[pack].policies[f"{pack}.{name}"]
        texts = (policy.when, policy.condition, *policy.let.values())
        named = {tag for text in texts for tag in re.findall(r'"([^"]+)" in \S*tags', text)}
        named |= {
            tag for text in texts if "tagged(" in text for tag in re.findall('"([^"]+)"', text)
        }
        assert named <= shipped()[pack].tags.keys()
