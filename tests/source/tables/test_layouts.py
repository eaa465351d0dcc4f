"""A matrix that is written in any layout and format is read back with the same cells."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.source.tables.definition import Reading
from raci.source.tables.read import read_table

from .writers import FORMATS, Matrix, Style, lay_out, read_back

ROLES = [
    "Project Manager",
    "Finance Director",
    "QA Lead",
    "Head of Sales",
    "Legal",
    "Data Steward",
    "IT",
    "HR",
    "PMO",
    "CISO",
    "Vendor",
    "财务部",
    "采购经理",
    "Support",
    "Platform admin (night)",
]
ACTIVITIES = [
    "Approve the budget",
    "Close the books",
    "Draft contract, first version",
    "Onboard a supplier",
    "Run payroll",
    "Patch servers",
    "Review access",
    "Sign lease",
    "编制年度预算",
    "审核合同",
    "Report to the board",
    "Test",
    "Security review & sign-off",
]
GROUPS = ["Planning phase", "Delivery", "运营"]
CELLS = ["", "", "R", "A", "C", "I", "RA", "CI", "AC"]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=3, max_size=7, unique=True))
    names = draw(st.lists(st.sampled_from(ACTIVITIES), min_size=3, max_size=9, unique=True))
    sizes = sorted(
        draw(st.lists(st.integers(0, len(GROUPS) - 1), min_size=len(names), max_size=len(names)))
    )
    rows: list[tuple[str, str, tuple[str, ...]]] = []
    for size, name in zip(sizes, names, strict=True):
        drawn = list(draw(st.tuples(*[st.sampled_from(CELLS)] * len(roles))))
        drawn[draw(st.integers(0, len(roles) - 1))] = "A"
        rows.append((GROUPS[size], name, tuple(drawn)))
    for number in range(len(roles)):  # each role has a letter, as in a real matrix
        group, name, cells = rows[number % len(rows)]
        if not any(row[2][number] for row in rows):
            rows[number % len(rows)] = (
                group,
                name,
                (*cells[:number], "C", *cells[number + 1 :]),
            )
    return Matrix(tuple(roles), tuple(rows))


STYLES = st.builds(
    Style,
    corner=st.sampled_from(["Activity", "Task / deliverable", "工作任务"]),
    join=st.sampled_from(["/", ", ", " / ", "", " ", "+"]),
    blank=st.sampled_from(["", "-", "–", "N/A"]),
    lower=st.booleans(),
    ids=st.booleans(),
    numbered=st.booleans(),
    groups=st.sampled_from(
        ["none", "row", "merged-row", "column", "column-repeated", "column-merged"]
    ),
    notes=st.booleans(),
    firms=st.booleans(),
    title=st.booleans(),
    legend=st.sampled_from(["none", "below", "beside"]),
    margin=st.integers(0, 1),
)


def read(matrix: Matrix, style: Style, path: str) -> Reading:
    return read_table(FORMATS[path](lay_out(matrix, style)), path, "x")


def plain(found: dict[str, dict[str, set[str]]]) -> dict[str, dict[str, set[str]]]:
    return {re.sub(r"^\d+\. ", "", name): held for name, held in found.items()}


@pytest.mark.parametrize("path", FORMATS)
@given(matrix=matrices(), style=STYLES)
def test_roles_across(path: str, matrix: Matrix, style: Style) -> None:
    if path == "m.md" and (style.firms or style.margin):
        return  # Markdown has one row of heads
    reading = read(matrix, style, path)
    assert not reading.doubts
    assert plain(read_back(reading.document.data)) == matrix.expected()
    letters = sum(len(cell) for _, _, cells in matrix.rows for cell in cells)
    assert (reading.tables[0].letters, reading.tables[0].present) == (letters, letters)
    assert (reading.tables[0].roles, reading.tables[0].activities) == (
        len(matrix.roles),
        len(matrix.rows),
    )


@pytest.mark.parametrize("path", FORMATS)
@given(
    matrix=matrices(),
    words=st.sampled_from(["", "en", "zh"]),
    corner=st.sampled_from(["Role", "岗位", "Team"]),
    legend=st.sampled_from(["none", "below"]),
)
def test_roles_down(path: str, matrix: Matrix, words: str, corner: str, legend: str) -> None:
    style = Style(direction="down", corner=corner, words=words, legend=legend)
    reading = read(matrix, style, path)
    assert not reading.doubts
    assert reading.tables[0].direction == "down"
    assert plain(read_back(reading.document.data)) == matrix.expected()


@pytest.mark.parametrize("path", FORMATS)
@given(matrix=matrices(), words=st.sampled_from(["en", "zh"]), blank=st.sampled_from(["", "—"]))
def test_words(path: str, matrix: Matrix, words: str, blank: str) -> None:
    reading = read(matrix, Style(words=words, blank=blank), path)
    assert not reading.doubts
    assert plain(read_back(reading.document.data)) == matrix.expected()


@pytest.mark.parametrize("path", FORMATS)
@given(
    matrix=matrices(),
    join=st.sampled_from([", ", "; ", " / ", " and ", " + ", "、"]),
    legend=st.sampled_from(["none", "below"]),
    title=st.booleans(),
)
def test_names_in_cells(path: str, matrix: Matrix, join: str, legend: str, title: bool) -> None:
    style = Style(direction="letters", join=join, legend=legend, title=title)
    reading = read(matrix, style, path)
    assert not reading.doubts
    expected = {
        name: {role.removesuffix(" (night)"): held for role, held in cells.items()}
        for name, cells in matrix.expected().items()
    }
    assert plain(read_back(reading.document.data)) == expected
