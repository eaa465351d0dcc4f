"""Every letter of a sheet comes over, or something is in doubt: counted outside the reader."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raci.findings.ref import Function
from raci.source.decode import UnreadableError
from raci.source.tables.definition import Reading
from raci.source.tables.read import read_table
from tests.support.table_files import FORMATS, Laid, file_of

HELD = ("", "", "", "R", "A", "C", "I", "A/R", "R\nA", "C, I", "-", "R - A")
NAMES = ("Deploy", "Deploy-2", "Deploy 2", "Plan/Run", "Plan Run", "Review costs", "Sign off")
HEADS = ("IT Ops", "IT/Ops", "Dev", "QA", "Sales lead", "Product owner")


@st.composite
def sheets(draw: st.DrawFn) -> list[list[str]]:
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=2, max_size=5, unique=True))
    full = ["A", *("R" for _ in heads[1:])]
    row = st.lists(st.sampled_from(HELD), min_size=len(heads), max_size=len(heads))
    sparse = st.sampled_from((0, len(heads) - 1)).map(
        lambda at: ["R" if n == at else "" for n in range(len(heads))]
    )
    name = st.sampled_from(NAMES)
    line = st.tuples(name, st.one_of(row, sparse)).map(lambda pair: [pair[0], *pair[1]])
    empty = st.just([""] * (len(heads) + 1))
    body = draw(st.lists(st.one_of(line, line, empty), max_size=8))
    return [["Task", *heads], ["Begin", *full], *body, ["End", *full]]


def letters_in(rows: Sequence[Sequence[str]]) -> int:
    return sum(text.count(each) for row in rows[1:] for text in row[1:] for each in "RACI")


def letters_of(reading: Reading) -> int:
    activities = reading.document.data["activities"].values()
    return sum(len(each.get(function.value, ())) for each in activities for function in Function)


@pytest.mark.parametrize("format_", ["csv", "html", "xlsx"])
@given(rows=sheets())
@settings(max_examples=60)
def test_every_letter_comes_over_or_is_in_doubt(format_: str, rows: list[list[str]]) -> None:
    assert format_ in FORMATS
    path, raw = file_of([Laid([list(row) for row in rows])], format_)
    try:
        reading = read_table(raw, path, "x")
    except UnreadableError:
        return
    assert letters_of(reading) == letters_in(rows) or reading.doubts
    assert all(table.letters == table.present or reading.doubts for table in reading.tables)


def test_letters_that_no_matrix_took_over_are_in_doubt_and_counted() -> None:
    text = "Task,PM,Dev,QA\nBuild,A,R,C\nShip,A,R,I\n\nRun,A,\nMend,R,\n"
    reading = read_table(text.encode(), "m.csv", "x")
    taken = letters_of(reading)
    lost = sum(doubt.case == "outside" for doubt in reading.doubts)
    assert taken + lost == 8
    assert reading.tables[0].present == 8


@pytest.mark.parametrize("mark", ["?", "maybe"])
def test_a_row_with_a_tick_that_is_not_understood_is_doubtful(mark: str) -> None:
    text = f"Task,PM,,Dev,\n,A,R,A,R\nBuild,x,,{mark},x\nShip,x,,,x\nRun,,x,x,\nMend,x,,,x\n"
    reading = read_table(text.encode(), "m.csv", "x")
    assert [doubt.cell.text for doubt in reading.doubts] == [mark]
    assert reading.activities == {"build"}
    assert reading.tables[0].present == reading.tables[0].letters + 1
