"""The matrix as a workbook: raci's own reader gives back what it holds."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from raci.findings.notation import NOTATIONS, A, G, Notation, R, S, V
from raci.findings.ref import Function
from raci.findings.report import Report
from raci.matrix.matrix import Matrix
from raci.model.entities import Org
from raci.project import Project
from raci.render.columns import columns
from raci.render.export.book import workbook
from raci.render.export.sheet import Sheet
from raci.render.export.workbook import TooLargeError, render
from raci.render.export.xlsx import sheets
from raci.render.facts.entities import departments, platforms, roles
from raci.render.facts.separations import separations
from raci.render.reports.matrix import View, view
from raci.source.tables.read import read_table
from tests.conftest import PROFILE
from tests.support.drawn import drawn_once
from tests.support.organisations import orgs

DAY = "2026-11-23"
LETTERED: tuple[Notation, ...] = (
    {},
    *NOTATIONS.values(),
    {"R": R, "L": R + A, "A": G, "O": ()},
    {"S": A, "A": S, "G": V, "V": G},
    {"R": R, "A": G},
)
Held = dict[tuple[int, int], set[str]]


def shown(org: Org, lang: str = "en") -> View:
    return view(Matrix(org), lang=lang, as_of=DAY)


def held(of: View) -> Held:
    cells: Held = {}
    for row, each in enumerate(of.rows):
        for cell in each.cells():
            cells.setdefault((row, of.roles.index(cell.role)), set()).add(cell.function.value)
    return cells


def read(raw: bytes) -> tuple[int, int, Held]:
    """Give how many rows and roles raci's reader finds, and who is what, by their numbers."""
    reading = read_table(raw, "export.xlsx", "x")
    assert not reading.doubts
    data = reading.document.data
    roles = [*data["roles"]]
    cells: Held = {}
    for row, activity in enumerate(data["activities"].values()):
        for function in Function:
            for role in activity.get(function, ()):
                cells.setdefault((row, roles.index(role)), set()).add(function.value)
    return len(data["activities"]), len(roles), cells


@settings(max_examples=25 if PROFILE == "gate" else settings().max_examples)
@given(drawn_once(orgs()), st.sampled_from(LETTERED), st.sampled_from(("en", "zh")))
def test_what_is_exported_is_read_again(org: Org, notation: Notation, lang: str) -> None:
    of = shown(replace(org, notation=notation), lang)
    assume(held(of))
    report = Report(DAY, (), ())
    tables = [table(of.matrix, report) for table in (roles, departments, platforms, separations)]
    assert read(workbook(of, report, tables)) == (len(of.rows), len(of.roles), held(of))


ORG = """\
raci: 1
org: {id: shop, accountable: department-head, notation: NOTATION}
departments:
  sales: {name: {en: Sales, zh: 销售部}, head: boss}
  money: {name: {en: Money, zh: 财务部}}
roles:
  boss: {name: "=SUM(A1)", department: sales, signatory: [pay]}
  clerk:
    name: {en: Clerk, zh: 网络客户服务部高级主管}
    department: sales
    duties: {sell: Sell}
  twin: {name: {en: Clerk, zh: 职员}, support: [sell]}
activities:
  pay: {name: "+cmd|x", department: money, responsible: [clerk], accountable: [twin]}
  none: {name: "@SUM(A1)", department: money}
"""


def book(notation: str = "rasci", lang: str = "en") -> Any:
    org = Project.of({"org.yaml": ORG.replace("NOTATION", notation)}).org
    return load_workbook(BytesIO(render(sheets(shown(org, lang)), "Shop")))


def cells(sheet: Any) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_the_sheets() -> None:
    workbook = book()
    assert workbook.sheetnames == ["Matrix", "Legend", "Choices"]
    assert workbook["Choices"].sheet_state == "hidden"
    head, *rows = cells(workbook["Matrix"])
    assert head == ["Department", "Activity", "=SUM(A1)", "Clerk", "Role Clerk (twin)"]
    assert sorted(rows) == [
        ["Money", "+cmd|x", "G", "R", "A"],
        ["Money", "@SUM(A1)", "", "", ""],
        ["Sales", "sell", "(A)", "R", "S"],
    ]
    legend = dict(cells(workbook["Legend"])[1:])
    assert legend["S"] == "support: helps"
    assert legend["G"] == "signatory: signs off (the notation has no letter for it)"
    assert legend[""] == "As of 2026-11-23"


def test_texts_that_look_like_formulas_stay_texts() -> None:
    filled = [cell for row in book()["Matrix"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in filled} <= {"s", "inlineStr"}


def test_heads_stay_and_can_be_filtered_and_letters_are_chosen_from_a_list() -> None:
    workbook = book("{R: [responsible, accountable], A: signatory, S: support}")
    matrix = workbook["Matrix"]
    assert matrix.freeze_panes == "C2"
    assert matrix.auto_filter.ref == "A1:E4"
    (validation,) = matrix.data_validations.dataValidation
    assert (validation.type, str(validation.sqref).split(":")[0]) == ("list", "C2")
    choices = [row[0] for row in cells(workbook["Choices"])]
    assert validation.formula1 == f"Choices!$A$1:$A${len(choices)}"
    used = {cell for row in cells(matrix)[1:] for cell in row[2:] if cell}
    assert used <= {*choices}
    assert {"R", "A", "S"} <= {*choices}
    assert "" not in choices
    assert len({*choices}) == len(choices)


def test_each_letter_has_the_colour_of_its_function() -> None:
    workbook = book("rapid")
    rules = [rule for rules in workbook["Matrix"].conditional_formatting for rule in rules.rules]
    colours = {rule.formula[0].split('"/')[1][0]: rule.dxf.fill.bgColor.rgb for rule in rules}
    legend = workbook["Legend"]
    shown_there = {row[0].value: row[0].fill.fgColor.rgb for row in legend.iter_rows(min_row=2)}
    assert colours == {letter: colour for letter, colour in shown_there.items() if letter}
    assert len({*colours.values()}) == len(colours) == 5


def test_derived_letters_are_in_brackets_and_slanted() -> None:
    filled = [cell for row in book()["Matrix"].iter_rows(2, None, 3) for cell in row if cell.value]
    assert {cell.value for cell in filled if cell.font.italic} == {"(A)"}
    assert {"R", "S", "G", "A"} <= {cell.value for cell in filled if not cell.font.italic}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_columns_are_as_wide_as_their_texts(lang: str) -> None:
    workbook = book(lang=lang)
    for sheet in workbook.worksheets[:2]:
        for letter, column in (("A", 0), ("B", 1)):
            widest = min(max(columns(row[column]) for row in cells(sheet)), 57)
            assert widest < sheet.column_dimensions[letter].width < max(widest + 5, 12)


def test_rows_are_as_high_as_their_texts() -> None:
    rows = [("short", ""), ("word " * 30, "x" * 400), ("", "x " * 9_000)]
    sheet = load_workbook(BytesIO(render([Sheet("S", ("A", "B"), rows)], "S")))["S"]
    heights = [sheet.row_dimensions[number].height or 15.0 for number in (2, 3, 4)]
    assert heights[0] < 20 < heights[1] < heights[2] <= 409


def test_the_same_matrix_gives_the_same_bytes() -> None:
    org = Project.of({"org.yaml": ORG.replace("NOTATION", "raci")}).org
    first, second = (render(sheets(shown(org)), "Shop") for _ in range(2))
    assert first == second
    with ZipFile(BytesIO(first)) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}


def test_any_text_is_written() -> None:
    rows = [("\ud800 \x00", "x" * 40_000), ("a\nb", "")]
    raw = render([Sheet("S", ("=A", ""), rows)], "\x07")
    written = cells(load_workbook(BytesIO(raw))["S"])
    assert written[0] == ["=A", ""]
    assert written[1][0] == "\\ud800 \\x00"
    assert len(written[1][1]) == 32_767


def test_what_no_workbook_holds_is_refused() -> None:
    with pytest.raises(TooLargeError):
        render([Sheet("S", ("x",) * 16_385, [])], "S")


def exported(org: dict[str, Any]) -> Any:
    """Return the definition that raci's reader makes of an organisation's workbook."""
    raw = render(sheets(shown(Project.of({"o.yaml": yaml.safe_dump(org)}).org)), "x")
    return read_table(raw, "export.xlsx", "x").document.data


def test_groups_come_back_and_where_there_are_none_none_is_made_up() -> None:
    org: dict[str, Any] = {"raci": 1, "org": {"id": "x"}, "roles": {"boss": {}, "clerk": {}}}
    pay, sell = (
        dict[str, Any]({"responsible": ["clerk"], "accountable": ["boss"]}) for _ in range(2)
    )
    org["activities"] = {"pay": pay, "sell": sell}
    assert [each.get("tags") for each in exported(org)["activities"].values()] == [None, None]
    pay["tags"] = ["money"]
    assert [each.get("tags") for each in exported(org)["activities"].values()] == [["money"], None]
    org["departments"], sell["department"] = {"sales": {}}, "sales"
    assert [each.get("tags") for each in exported(org)["activities"].values()] == [None, ["sales"]]
