"""Real organisations and matrices: every known defect is found, every difference explained."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.findings.ref import Function
from raci.project import Project
from raci.source.tables.read import read_table

from . import moj_modernisation_platform as moj
from .definition import Definition, slug
from .measure import Case, Explained, Known, measure
from .raci_tables import FURTHER, Tables
from .report import readings, report
from .sets import DATA, READERS, read

NAMES = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(not (DATA / name).is_dir(), reason=f"no real data at {DATA}"),
    )
    for name in READERS
]
EXPLAINED = {
    "cloudfoundry",
    "dpdk",
    "janus-idp",
    "kubernetes",
    "openstack",
    "raci-tables",
    "rust-team",
}
"""The data sets in which some difference is explained."""

TABLES = DATA / "raci-tables"
MORE = {"vendor-risk.md": 1}
"""Files with matrices that the list of defects leaves out."""


@pytest.fixture(scope="module")
def sets() -> dict[str, list[Case]]:
    return {}


def cases_of(name: str, sets: dict[str, list[Case]]) -> list[Case]:
    if name not in sets:
        sets[name] = read(name)
    return sets[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_known_defect_is_found_and_every_difference_is_explained(
    name: str, sets: dict[str, list[Case]]
) -> None:
    for measured in measure(cases_of(name, sets)):
        assert measured.recall in (1.0, None), (measured.rule, measured.missed)
        assert measured.precision in (1.0, None), (measured.rule, measured.surplus)


@pytest.mark.parametrize("name", NAMES)
def test_no_explanation_outlives_its_reason(name: str, sets: dict[str, list[Case]]) -> None:
    cases = cases_of(name, sets)
    assert any(case.explained for case in cases) == (name in EXPLAINED)
    for case in cases:
        for rule, explained in case.explained.items():
            (measured,) = (m for m in measure([case]) if m.rule == rule)
            assert bool(measured.not_found) == any(each.not_found for each in explained)
            assert bool(measured.also_found) == any(each.also_found for each in explained)


@pytest.mark.parametrize("name", NAMES)
def test_what_readers_make_is_a_sound_definition(name: str, sets: dict[str, list[Case]]) -> None:
    for case in cases_of(name, sets):
        codes = {finding.code for finding in case.everything}
        assert not codes & {"DEF001", "DEF002", "DEF003", "DEF015"}


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_80_columns_wide_and_names_nobody(
    name: str, sets: dict[str, list[Case]]
) -> None:
    cases = cases_of(name, sets)
    lines = "\n".join(report({name: cases})).splitlines()
    assert all(len(line) <= 80 for line in lines)
    people = {id_ for case in cases for id_ in case.definition.data.get("people", ())}
    assert not people & set(re.split(r"[\s,:()]+", "\n".join(lines).lower()))


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"no real data at {DATA}")
def test_the_reading_of_matrices_is_printed_beside_what_is_known() -> None:
    head, _, *lines = readings(TABLES)
    assert len(lines) == len(FILES) + 1
    assert all(len(line) <= 80 for line in (head, *lines))
    for line in lines[:-1]:
        *_, tables, rows, roles, letters = line.split()
        *_, present, known = letters.split("/")
        further = line.split()[0] in MORE
        assert all(further or len({*pair.split("/")}) == 1 for pair in (tables, rows, roles))
        assert letters.split("/")[0] == present
        assert further or present == known
    assert lines[-1].split()[0] == "all"


FILES = [
    path.name for path in sorted(TABLES.glob("*")) if path.name not in ("SOURCE.md", "known.json")
]


def tables_of(file: str) -> tuple[Tables, list[dict[str, Any]]]:
    known = json.loads((TABLES / "known.json").read_text("utf-8"))[file]
    return Tables(TABLES / file, known), known


@pytest.mark.parametrize("file", FILES)
def test_every_matrix_is_read_whole(file: str) -> None:
    """Rows, roles and the letters of each role are those that an independent script counted."""
    tables, known = tables_of(file)
    read = {n: read for n, read in tables.read.items() if n < FURTHER}
    assert {n: (each.activities, each.roles) for n, each in read.items()} == {
        n: (table["rows"], table["roles"]) for n, table in enumerate(known)
    }
    assert len(tables.read) - len(read) == MORE.get(file, 0)
    assert not tables.whole.doubts
    assert all(each.letters == each.present for each in tables.read.values())
    if file not in ("blobfishes-rasi.md", "packt-tpm-one-role.xlsx"):  # other letters; no name
        assert {n: tables.letters(n) for n in read} == {
            n: {slug(role): counts for role, counts in table["letters_by_role"].items()}
            for n, table in enumerate(known)
        }


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"no real data at {DATA}")
def test_without_a_mapping_only_words_that_nothing_explains_are_in_doubt() -> None:
    for file in FILES:
        raw = (TABLES / file).read_bytes()
        wanted = [cell for table in tables_of(file)[1] for cell in table["not_understood"]]
        assert len(read_table(raw, file, "x").doubts) == len(wanted), file


@pytest.mark.skipif(not TABLES.is_dir(), reason=f"no real data at {DATA}")
def test_roles_down_and_roles_across_are_the_same_matrix() -> None:
    """Two sheets of one file: all 48 cells."""
    tables, _ = tables_of("ms-caf-raci-template.xlsx")
    down, across = (tables.organisation([n], "x", set()) for n in (1, 2))
    assert _cells(down) == _cells(across)
    assert len(_cells(down)) == 48


def _cells(made: Definition) -> set[tuple[str, str, str]]:
    return {
        (row["name"], made.labels[f"role:{role}"], function.value)
        for row in made.data["activities"].values()
        for function in Function
        for role in row.get(function.value, ())
    }


@pytest.mark.skipif(not (DATA / "moj-modernisation-platform").is_dir(), reason=f"no data at {DATA}")
def test_self_approval_is_that_of_the_data_sets_own_count() -> None:
    folder = DATA / "moj-modernisation-platform"
    count = re.search(r"in (\d+) of \d+ production", (folder / "SOURCE.md").read_text("utf-8"))
    (known,) = (k for k in next(moj.cases(folder)).known if k.rule == "SOD304")
    assert count is not None
    assert len({*known.keys}) == int(count[1])


@given(st.lists(st.text(), unique=True))
def test_keys_of_any_characters_get_ids_of_their_own(keys: list[str]) -> None:
    made = Definition("any")
    for key in keys:
        made.add("roles", key)
    org = Project.of({"org.json": made.text()}).org
    assert [made.labels[f"role:{id_}"] for id_ in org.roles] == keys


def case(known: list[str], activities: dict[str, list[str]], explained: Explained) -> Case:
    made = Definition("small")
    made.add("roles", "boss")
    for key, accountable in activities.items():
        made.add("activities", key, responsible=["boss"], accountable=accountable)
    return Case(made, (Known("GAP101", tuple(known)),), {"GAP101": (explained,)})


def test_a_rule_is_asked_with_the_limits_of_the_list() -> None:
    made = Definition("small")
    boss = made.add("roles", "boss")
    for key in "abc":
        made.add("activities", key, responsible=[boss], accountable=[boss])
    known = (Known("LOD501", ("boss",), {"max": 2}), Known("LOD502", ()))
    assert [m.found.total() for m in measure([Case(made, known)])] == [1, 0]
    with pytest.raises(ValueError, match="nothing could be checked"):
        list(measure([Case(made, (Known("LOD501", (), {"min": 2}),))]))


def test_a_missed_defect_and_a_wrong_finding_show() -> None:
    nothing = Explained("")
    (measured,) = measure([case(["a", "b"], {"a": [], "b": ["boss"], "c": []}, nothing)])
    assert (measured.recall, measured.precision) == (0.5, 0.5)
    assert measured.missed == {"small: b": 1}
    assert measured.surplus == {"small: c": 1}


def test_what_is_explained_is_neither_missed_nor_wrong() -> None:
    explained = Explained("so it is", frozenset({"b"}), frozenset({"c"}))
    (measured,) = measure([case(["a", "b"], {"a": [], "b": ["boss"], "c": []}, explained)])
    assert (measured.recall, measured.precision) == (1.0, 1.0)


def test_no_explanation_hides_another_defect() -> None:
    explained = Explained("so it is", frozenset({"b"}), frozenset({"c"}))
    (measured,) = measure([case(["a"], {"a": ["boss"], "d": []}, explained)])
    assert (measured.recall, measured.precision) == (0.0, 0.0)
