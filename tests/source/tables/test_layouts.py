"""A matrix that is written in any layout and format is read back with the same cells."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.source.tables.definition import Reading
from raci.source.tables.mapping import TableMapping
from raci.source.tables.read import read_table
from tests.support.table_files import FORMATS
from tests.support.table_layouts import CASES, LAYOUTS, formats, render
from tests.support.table_matrices import (
    EXAMPLE,
    appointments_in,
    functions,
    functions_of,
    groups_in,
    matrices,
)
from tests.support.table_matrix import Layout, Matrix

STYLES = st.builds(
    Layout,
    corner=st.sampled_from(["Activity", "Task / deliverable", "工作任务"]),
    join=st.sampled_from(["/", ", ", " / ", "", " ", "+"]),
    blank=st.sampled_from(["", "-", "–", "N/A"]),
    lower=st.booleans(),
    ids=st.booleans(),
    numbered=st.booleans(),
    groups=st.sampled_from([layout.groups for layout in LAYOUTS.values()]),
    notes=st.booleans(),
    over=st.sampled_from(["", "firms"]),
    title=st.booleans(),
    legend=st.sampled_from(["none", "below", "beside"]),
    margin=st.integers(0, 1),
    marks=st.booleans(),
)


def read(matrix: Matrix, layout: str | Layout, format_: str, **mapping: Any) -> Reading:
    path, raw = render(matrix, layout, format_)
    return read_table(raw, path, "x", TableMapping.of(mapping))


def gives_back(matrix: Matrix, layout: str, format_: str) -> None:
    """Check that nothing of a matrix is lost: roles, rows, functions, groups."""
    reading, laid = read(matrix, layout, format_), LAYOUTS[layout]
    data = reading.document.data
    assert not reading.doubts
    assert functions_of(data) == functions(matrix)
    if laid.parts == 1 and laid.direction not in ("list", "letters"):
        assert [role["name"] for role in data["roles"].values()] == list(matrix.roles)
    assert sum(table.activities for table in reading.tables) == len(matrix.rows)
    for table in reading.tables:
        assert table.letters == table.present
    names = {id_: role["name"] for id_, role in data["roles"].items()}
    people = {
        p["name"]: [names[id_] for id_ in p["roles"]] for p in data.get("people", {}).values()
    }
    assert people == appointments_in(matrix, laid)
    again = read(matrix, layout, format_, **reading.mapping)
    assert (again.document.data, again.doubts) == (data, [])
    assert again.mapping == reading.mapping
    assert chains_of(read(matrix, layout, format_, groups="department")) == groups_in(matrix, laid)


def chains_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return activity to the names of its departments, outermost first."""
    data = reading.document.data
    departments = data.get("departments", {})
    found = {}
    for activity in data["activities"].values():
        chain: list[str] = []
        id_ = activity.get("department")
        while id_:
            chain.insert(0, departments[id_]["name"])
            id_ = departments[id_].get("parent")
        found[re.sub(r"^\d+\. ", "", activity["name"])] = tuple(chain)
    return found


@pytest.mark.parametrize(("layout", "format_"), CASES)
def test_each_layout(layout: str, format_: str) -> None:
    gives_back(EXAMPLE, layout, format_)


@pytest.mark.parametrize("format_", FORMATS)
@given(matrix=matrices(), data=st.data())
def test_any_matrix_in_any_layout(format_: str, matrix: Matrix, data: st.DataObject) -> None:
    layout = data.draw(st.sampled_from([name for name in LAYOUTS if format_ in formats(name)]))
    gives_back(matrix, layout, format_)


@pytest.mark.parametrize("format_", FORMATS)
@given(matrix=matrices(), style=STYLES)
def test_any_mixture(format_: str, matrix: Matrix, style: Layout) -> None:
    if format_ == "md" and (style.over or style.margin):
        return  # Markdown has one row of heads
    reading = read(matrix, style, format_)
    assert not reading.doubts
    assert functions_of(reading.document.data) == functions(matrix)
    letters = sum(len(cell) for row in matrix.rows for cell in row.cells)
    assert (reading.tables[0].letters, reading.tables[0].present) == (letters, letters)


DOWN = st.builds(
    Layout,
    direction=st.just("down"),
    words=st.sampled_from(["", "en", "zh"]),
    corner=st.sampled_from(["Role", "岗位", "Team"]),
    legend=st.sampled_from(["none", "below"]),
)
WORDS = st.builds(
    Layout, words=st.sampled_from(["en", "zh"]), join=st.just("/"), blank=st.sampled_from(["", "—"])
)


@pytest.mark.parametrize("format_", FORMATS)
@given(matrix=matrices(), layout=DOWN | WORDS)
def test_words_and_roles_down(format_: str, matrix: Matrix, layout: Layout) -> None:
    reading = read(matrix, layout, format_)
    assert not reading.doubts
    assert reading.tables[0].direction == layout.direction
    assert functions_of(reading.document.data) == functions(matrix)


def test_names_alone_above_one_another_are_groups_of_two_levels_and_rows_without_letters() -> None:
    names = "".join(f"Name {n},,\n" for n in range(3000))
    reading = read_table(f"Task,PM,Dev\n{names}Build,A,R\nShip,A,R\n".encode(), "m.csv", "x")
    activities = reading.document.data["activities"]
    assert len(activities) == 3000
    assert activities["build"]["tags"] == ["name-2998", "name-2999"]
    assert "responsible" not in activities["name-0"]
