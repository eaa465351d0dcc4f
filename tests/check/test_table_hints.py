"""Advice about a table says what to write in the table, not keys of a definition in YAML."""

import re

import pytest

from raci.check.run import Run
from raci.findings.finding import Finding
from raci.project import Project, check
from raci.source.files import Files
from raci.source.table_organisation import organisation_of
from raci.source.tables.mapping import TableMapping

MATRIX = """\
| Phase | Activity | Lead | Ops | QA | Board |
|---|---|---|---|---|---|
| Sell | Set prices | A | R | | I |
| Sell | Sell goods | C | R | | I |
| Ship | Ship goods | A | A | | I |
| Ship | Pack goods | | R | | I |
| Ship | Count goods | A | C | | C |
| Ship | Load goods | A | R | | |
"""
KEY = re.compile(r"\b[a-z_]+: [\[A-Za-z岗]|\bunder [a-z]+\b|--write")


def advice(text: str, groups: str) -> list[Finding]:
    mapping = TableMapping.of({"groups": groups})
    return list(
        check(
            [Project(organisation_of(Files({"m.md": text.encode()}), "m.md", mapping))],
            Run("2026-11-28"),
        )
    )


@pytest.mark.parametrize("groups", ["tag", "department", "platform", "none"])
def test_no_advice_names_a_key(groups: str) -> None:
    many = "".join(f"| Ship | Ship goods to place {n} | | R | | |\n" for n in range(60))
    found = [each for text in (MATRIX, MATRIX + many) for each in advice(text, groups)]
    assert {each.code for each in found} >= {"GAP101", "GAP102", "GAP108", "OVL203", "LOD501"}
    for each in found:
        for lang in ("en", "zh"):
            assert not KEY.search(each.advise(lang)), each.code


def test_advice_about_a_definition_names_its_keys() -> None:
    yaml = "raci: 1\norg: {id: x}\nroles: {ops: {}}\nactivities: {ship: {responsible: [ops]}}\n"
    (gap,) = (each for each in Project.of({"org.yaml": yaml}).check() if each.code == "GAP101")
    assert "accountable: [ROLE]" in gap.hint
    (same,) = (each for each in advice(MATRIX, "none") if each.subject == "activity:pack-goods")
    assert (same.code, same.hint) == ("GAP101", "give A to the one role that answers for it")
