"""Draws matrices, and says what a reading of their layouts must give back."""

import re
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from tests.support.table_matrix import LETTERS, PEOPLE, Activity, Layout, Matrix

ROLES = (
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
)
ACTIVITIES = (
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
)
GROUPS = (
    ("Planning phase", "Money"),
    ("Planning phase", "People"),
    ("Delivery", "Systems"),
    ("运营", "日常"),
)
CELLS = ("", "", "R", "A", "C", "I", "RA", "CI", "AC")

EXAMPLE = Matrix(
    ("Project Manager", "Finance Director", "QA Lead", "Legal", "采购经理"),
    (
        Activity(GROUPS[0], "Approve the budget", ("R", "A", "", "C", "I")),
        Activity(GROUPS[0], "Close the books", ("", "RA", "", "", "C")),
        Activity(GROUPS[1], "Onboard a supplier", ("A", "C", "", "C", "R")),
        Activity(GROUPS[1], "编制年度预算", ("CI", "A", "", "", "R")),
        Activity(GROUPS[2], "Patch servers", ("A", "", "R", "", "")),
        Activity(GROUPS[2], "Test", ("I", "", "RA", "", "")),
    ),
)
"""One matrix of everything, for tests that try each layout once."""

Functions = dict[str, dict[str, set[str]]]
"""Activity to role to functions, by their names."""


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Draw a matrix: each row has an A, each role a letter, and rows stand by their groups."""
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=3, max_size=7, unique=True))
    names = draw(st.lists(st.sampled_from(ACTIVITIES), min_size=3, max_size=9, unique=True))
    count = st.integers(0, len(GROUPS) - 1)
    groups = sorted(draw(st.lists(count, min_size=len(names), max_size=len(names))))
    rows = [list(draw(st.tuples(*[st.sampled_from(CELLS)] * len(roles)))) for _ in names]
    for row in rows:
        row[draw(st.integers(0, len(roles) - 1))] = "A"
    for column in range(len(roles)):
        if not any(row[column] for row in rows):
            rows[column % len(rows)][column] = "C"
    return Matrix(
        tuple(roles),
        tuple(
            Activity(GROUPS[group], name, tuple(row))
            for group, name, row in zip(groups, names, rows, strict=True)
        ),
    )


def functions(matrix: Matrix) -> Functions:
    """Return the functions of a matrix: what each layout of it must be read as."""
    return {
        row.name: {
            role: {LETTERS[letter] for letter in cell}
            for role, cell in zip(matrix.roles, row.cells, strict=True)
            if cell
        }
        for row in matrix.rows
    }


def groups_in(matrix: Matrix, layout: Layout) -> dict[str, tuple[str, ...]]:
    """Return activity to the groups that a layout shows, outermost first."""
    return {row.name: row.groups[: len(layout.groups)] for row in matrix.rows}


def appointments_in(matrix: Matrix, layout: Layout) -> dict[str, list[str]]:
    """Return person to roles where a layout has people in its heads."""
    if layout.over not in ("people", "below"):
        return {}
    return {name: [role] for name, role in zip(PEOPLE, matrix.roles, strict=False)}


def functions_of(data: Mapping[str, object]) -> Functions:
    """Return the functions of a definition's plain data; numbers before names are left out."""
    roles: Mapping[str, Mapping[str, str]] = data["roles"]  # type: ignore[assignment]
    found: Functions = {}
    activities: Mapping[str, Mapping[str, Sequence[str]]] = data["activities"]  # type: ignore[assignment]
    for entry in activities.values():
        held: dict[str, set[str]] = {}
        for function in LETTERS.values():
            for role in entry.get(function, ()):
                held.setdefault(roles[role]["name"], set()).add(function)
        found[re.sub(r"^\d+\. ", "", str(entry["name"]))] = held
    return found
