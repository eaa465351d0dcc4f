"""Every word of a text is in a name, in a duty, or in what the report says of the text."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raci.convert.imported import Imported
from raci.source.decode import UnreadableError
from tests.convert.outline.facts import imported

MARKS = ["", "1. ", "2. ", "(a) ", "(b) ", "一、", "（一）", "- ", "1.1 ", "1) ", "# ", "## ", "① "]
TEXTS = [
    "{} department", "{} Manager", "{}部", "{}专员", "{} team ({})", "{}专员（{}）",
    "Calls {} clients", "审核{}报表；", "{} {} {}", "{}", "负责{}，并汇总{}。", "{} Manager: {}",
    "Position: {}", "Position: {} Reports to: {} Responsibilities: (a) signs {}; (b) {}",
    "Reports to: {}", "Reports to: {} Manager", "Department: {}", "Headcount: {}",
    "Headcount: 2 {}", "Responsibilities:", "Responsibilities: {}; {}", "Duties {}",
    "Qualifications: {}", "Skills: 1. {} 2. {}", "岗位名称：{}", "直接上级：{}",
    "岗位职责：1.{}；2.核对{}", "任职要求：{}", "department.", "position", "其他：{}",
    "(reports to {} Manager) {}", "{} — {}", "{}: {}", "Overview {}", "Staff {}",
    "The {} Manager is responsible for {}. {}",
]  # fmt: skip
lines = st.tuples(
    st.sampled_from(["", "", "\n", "    "]), st.sampled_from(MARKS), st.sampled_from(TEXTS)
)


def written(drawn: list[tuple[str, str, str]]) -> tuple[str, list[str]]:
    """Return the text of drawn lines, each of whose words occurs nowhere else, and the words."""
    words: list[str] = []
    page: list[str] = []
    for gap, mark, text in drawn:
        new = [word(len(words) + at) for at in range(text.count("{}"))]
        page.append(gap + mark + text.format(*new))
        words += new
    return "\n".join(page), words


def word(number: int) -> str:
    return f"zx{chr(97 + number // 26)}{chr(97 + number % 26)}q"


def told(whole: Imported, page: str) -> str:
    """Return all that an import writes or reports, with the places that it leaves out."""
    report = [value for each in whole.remarks for value in each.values.values()]
    return " ".join([*values(whole.data), *map(str, report), *left_out(whole, page)]).casefold()


def values(data: Any) -> Iterator[str]:
    """Yield the words of a definition."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from () if key == "source" else values(value)
    else:
        yield str(data)


def left_out(whole: Imported, page: str) -> Iterator[str]:
    """Yield the text at each place that the report says is left out."""
    rows = page.split("\n")
    for each in whole.remarks:
        line, column, end_line, end_column = each.span
        if each.kind == "left-out" and line == end_line:
            yield rows[line - 1][column - 1 : end_column - 1]
        elif each.kind == "left-out":
            yield rows[line - 1][column - 1 :]
            yield from rows[line : end_line - 1]
            yield rows[end_line - 1][: end_column - 1]


@given(st.lists(lines, min_size=2, max_size=14), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_word_is_imported_or_reported(drawn: list[tuple[str, str, str]], path: str) -> None:
    page, words = written(drawn)
    try:
        whole = imported(path, page.encode())
    except UnreadableError:
        return
    found = told(whole, page)
    assert [each for each in words if each not in found] == []


@pytest.mark.parametrize("word", ["department", "Position", "职责", "备注"])
def test_a_label_with_nothing_below_is_reported(word: str) -> None:
    whole = imported("a.txt", f"Sales Manager\n\n1. Calls clients\n\n{word}\n".encode())
    assert word in left_out(whole, f"Sales Manager\n\n1. Calls clients\n\n{word}\n")


def test_columns_of_no_known_label_are_reported() -> None:
    page = "| No | Post | Colour | Duties |\n|-|-|-|-|\n| 1 | Clerk | bluish | posts mail |\n"
    assert "bluish" in told(imported("a.md", page.encode()), page)


def test_front_matter_and_code_are_reported() -> None:
    page = "---\nowner: HR\n---\n# Clerk\n\n- Posts mail\n\n```\nmake mail\n```\n"
    assert {"owner: HR", "make mail"} <= set(left_out(imported("a.md", page.encode()), page))
