"""The workbook with facts: what is on each sheet, and that only the matrix is read again."""

import datetime
import re
import shutil
import subprocess
import warnings
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from raci.cli.run.facts import facts_of
from raci.findings.ref import Ref
from raci.findings.text import in_language
from raci.project import Project
from raci.render.export.book import workbook
from raci.render.export.facts import fact_sheets
from raci.render.export.marks import LIGHT, STRONG, Addresses
from raci.render.export.workbook import render
from raci.render.export.xlsx import sheets
from raci.render.facts.collect import Facts
from raci.render.facts.table import Column, FactTable
from raci.render.phrases import Words
from raci.render.reports.matrix import View, view
from raci.source.decode import UnreadableError
from raci.source.tables.read import read_table
from tests.render.export.test_xlsx import held, read
from tests.render.facts.test_entities import DAY, ORG

WAIVER = """\
waivers:
  both:
    rule: GAP104
    at: platform:next
    reason: "=1+1"
    approved_by: {chief: 2026-01-01}
    until: 2026-12-31
"""
HOSTILE = """\
raci: 1
org: {id: x}
roles:
  r1: {name: "R", duties: {a1: "R", a2: A}}
  r2: {name: "<b>&\\"A\\"</b>", duties: {a1: "=R", a2: A}}
  r3: {name: "C\\nI", accountable: [a1]}
activities:
  a1: {name: "R: responsible", platforms: [p]}
  a2: {name: "R/A"}
  a3: {name: "@SUM(1)"}
platforms:
  p: {name: R, kind: A, owners: [r1, r2], source: C}
  q: {name: A, kind: R, owners: [r1]}
separations:
  s: {between: [["activity:a1"], ["activity:a2"]], source: R}
  t: {between: [["activity:a3"], ["activity:a2"]], source: A}
"""
"""Texts that look like letters, legends, formulas and markup, wherever facts show them."""


@cache
def made(text: str = ORG + WAIVER, lang: str = "en") -> tuple[View, Facts, bytes]:
    facts = facts_of(Project.of({"org.yaml": text}), DAY, lang)
    of = view(facts.matrix, lang=lang, as_of=DAY, inputs=facts.report.inputs)
    return of, facts, workbook(of, facts.report, facts.tables())


@cache
def book(text: str = ORG + WAIVER, lang: str = "en") -> Any:
    return load_workbook(BytesIO(made(text, lang)[2]))


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_there_is_a_sheet_for_each_table_with_all_its_rows(lang: str) -> None:
    workbook = book(lang=lang)
    tables = made(lang=lang)[1].tables()
    names = [in_language(table.title, lang) for table in tables]
    assert workbook.sheetnames[2:-1] == names
    for table, name in zip(tables, names, strict=True):
        head, *body = rows(workbook[name])
        assert head == [in_language(column.title, lang) for column in table.columns]
        assert len(body) == max(len(table.rows), 1)
        for row, values in zip(body, table.rows, strict=False):
            numbers = [value for value in values if isinstance(value, int | float)]
            assert [cell for cell in row if isinstance(cell, int | float)] == numbers
    assert all(re.fullmatch(r"[^\[\]:*?/\\]{1,31}", name) for name in workbook.sheetnames)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("text", [ORG + WAIVER, HOSTILE])
def test_only_the_matrix_is_read_again(text: str, lang: str) -> None:
    of, _, raw = made(text, lang)
    assert read(raw) == (len(of.rows), len(of.roles), held(of))
    plain = read_table(render(sheets(of), "x"), "x.xlsx", "x")
    again = read_table(raw, "x.xlsx", "x")
    assert again.document.data == plain.document.data
    assert again.doubts == plain.doubts == []


@pytest.mark.parametrize("text", [ORG + WAIVER, HOSTILE])
def test_a_workbook_with_facts_has_the_findings_of_one_without(text: str, tmp_path: Path) -> None:
    of, _, raw = made(text)
    found = []
    for content in (raw, render(sheets(of), "x")):
        (tmp_path / "x.xlsx").write_bytes(content)
        report = Project.folder(tmp_path / "x.xlsx").check(as_of=DAY)
        found.append({(finding.fingerprint, finding.place.cell) for finding in report})
    assert found[0] == found[1] != set()


def test_texts_are_texts_numbers_are_numbers_and_days_are_days() -> None:
    workbook = book()
    for sheet in workbook.worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {
            *"nsd",
            "inlineStr",
        }
    head, waiver = rows(workbook["Waivers"])
    facts = dict(zip(head, waiver, strict=True))
    assert facts["Reason"] == "=1+1"
    assert facts["Until"] == datetime.datetime(2026, 12, 31)
    assert (facts["Approved by"], facts["Findings covered"]) == ("chief 2026-01-01", 0)


def test_findings_lead_to_their_row_in_the_matrix() -> None:
    workbook = book()
    findings, matrix = workbook["Findings"], workbook["Matrix"]
    links = [cell for row in findings.iter_rows(2) for cell in row if cell.hyperlink]
    assert links
    heads = {cell.column: cell.value for cell in matrix[1]}
    for cell in links:
        sheet, _, place = cell.hyperlink.location.partition("!")
        assert sheet == "'Matrix'"
        ref = Ref(re.split(r"[()]", cell.value)[-2] if "(" in cell.value else cell.value)
        target = matrix[place]
        if "activity" in {each.kind for each in ref.entities}:
            name = next(each.id for each in ref.entities if each.kind == "activity")
            assert matrix.cell(target.row, 2).value == name
        if ref.kind in ("role", "duty"):
            assert heads[target.column] == ref.parts[0]


def test_what_a_finding_is_about_is_marked_in_the_matrix() -> None:
    of, facts, _ = made()
    matrix = book()["Matrix"]
    colours = {f"FF{colour[1:]}" for colour in LIGHT.values()}
    open_ = [finding for finding in facts.report if finding.status == "new"]
    for number, row in enumerate(of.rows, 2):
        about = [f for f in open_ if row.ref in (f.subject, *f.involves, *f.subject.entities)]
        cell = matrix.cell(number, 2)
        assert bool(cell.comment) == bool(about)
        for finding in about[:10]:
            assert finding.say("en", named=True) in cell.comment.text
        if about:
            worst = max(finding.severity for finding in about)
            assert cell.fill.fgColor.rgb == f"FF{LIGHT[worst][1:]}"
    pairs = {(f.subject, role) for f in open_ for role in f.involves if role.kind == "role"}
    assert any(row.ref == subject for row in of.rows for subject, _ in pairs)
    for number, row in enumerate(of.rows, 2):
        for column, role in enumerate(of.roles, 3):
            if (row.ref, f"role:{role}") in pairs:
                assert matrix.cell(number, column).comment
    legend = {row[1].value: row[0].fill.fgColor.rgb for row in book()["Legend"].iter_rows(2)}
    severities = {finding.severity for finding in open_}
    assert {each for each in legend.values() if each in colours} == {
        f"FF{LIGHT[severity][1:]}" for severity in severities
    }
    framed = [c for row in matrix.iter_rows(2, None, 3) for c in row if c.border.left.style]
    assert {cell.border.left.color.rgb[2:] for cell in framed} <= {c[1:] for c in STRONG.values()}
    assert all(cell.comment for cell in framed)


def test_heads_are_repeated_in_print_and_the_digest_stands_at_the_foot() -> None:
    workbook = book()
    for sheet in workbook.worksheets[:-1]:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_area.endswith(f"${sheet.max_row}")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.oddHeader.left.text == "shop"
        assert sheet.oddHeader.right.text == "&A"
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert re.fullmatch(
            f"As of {DAY}; .*{made()[1].report.inputs}.*", sheet.oddFooter.left.text
        )
    wide = "".join(f"  role-{n}: {{duties: {{a: A}}}}\n" for n in range(60))
    many = load_workbook(BytesIO(made(f"raci: 1\norg: {{id: x}}\nroles:\n{wide}")[2]))["Matrix"]
    assert many.page_setup.fitToWidth > 2
    assert many.print_title_cols == "$A:$A"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sheets_of_facts_are_readable_on_paper(lang: str) -> None:
    """No sheet is shrunk to less than 6 points of the 11 that it has, or is over two pages wide."""
    point = 784 / 5.25 / 11  # the columns of a landscape page of A4, for each point of its type
    for sheet in book(lang=lang).worksheets[2:-1]:
        setup = sheet.page_setup
        spans = [(each.max - each.min + 1, each.width) for each in sheet.column_dimensions.values()]
        width = sum(columns * each for columns, each in spans)
        fitted = sheet.sheet_properties.pageSetUpPr is not None
        assert setup.scale == 65 or (fitted and setup.fitToHeight == 0)
        across = (setup.fitToWidth or 1) if fitted else 1
        assert across <= 2
        assert point * 11 * 11 * across / width > 6, sheet.title


def test_a_rule_without_findings_has_no_colour() -> None:
    sheet = book()["Rules"]
    head = [cell.value for cell in sheet[1]]
    severity, findings = head.index("Severity"), head.index("Findings")
    pairs = [(row[severity].fill.fill_type, row[findings].value) for row in sheet.iter_rows(2)]
    assert {bool(fill) for fill, _ in pairs} == {True, False}
    assert all((fill == "solid") == (count > 0) for fill, count in pairs)


def test_texts_like_formulas_stay_texts_when_they_are_edited() -> None:
    cells = (cell for sheet in book(HOSTILE) for row in sheet.iter_rows() for cell in row)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.value for cell in texts if cell.quotePrefix} >= {"@SUM(1)"}
    odd = [c.value for c in texts if bool(c.quotePrefix) != c.value.startswith(tuple("=+-@"))]
    assert odd == []


def test_what_is_no_longer_there_is_named_where_the_name_is_known() -> None:
    _, facts, _ = made()
    refs = (Ref("role:student"), Ref("role:chief"), Ref("role:nobody"))
    rows = tuple((ref,) for ref in refs)
    table = FactTable("t", {"": "T"}, (Column("a", {"": "A"}, "ref"),), rows, {refs[0]: {"": "S"}})
    (sheet,) = fact_sheets([table], facts.matrix, "en", Addresses("Matrix", 0, {}, {}), set())
    assert [row[0] for row in sheet.rows][::2] == ["S (student)", "nobody"]


def test_severities_have_their_colours() -> None:
    words = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
    colours = {each.name: f"FF{colour[1:]}" for each, colour in LIGHT.items()}
    sheet = book()["Findings"]
    cells = [row[0] for row in sheet.iter_rows(2)]
    assert len({cell.value for cell in cells}) > 1
    assert all(cell.fill.fgColor.rgb == colours[words[cell.value]] for cell in cells)


def test_sheets_have_names_that_excel_takes_whatever_tables_are_called() -> None:
    of, facts, _ = made()
    titles = ["A/B: [x]*?", "'quoted'", "matrix", "Long " * 10, "Long " * 10, "x" * 31, "X" * 31]
    column = Column("a", {"": "A"})
    tables = [FactTable("t", {"": title}, (column,), ()) for title in titles]
    addresses = Addresses("Matrix", 0, {}, {})
    made_sheets = fact_sheets(tables, facts.matrix, "en", addresses, {"matrix"})
    names = [sheet.name for sheet in made_sheets]
    assert len({name.casefold() for name in names} | {"matrix"}) == len(titles) + 1
    again = load_workbook(BytesIO(render((*sheets(of), *made_sheets), "x"))).sheetnames
    assert again[2:-1] == names
    assert rows(load_workbook(BytesIO(render(made_sheets, "x")))[names[0]])[1] == ["No entries"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_table_has_a_title_that_can_name_a_sheet(lang: str) -> None:
    words = Words("facts", lang)
    titles = [words[key] for key in words.phrases if key.startswith("table-")]
    assert len({title.casefold() for title in titles}) == len(titles) > 10
    assert all(re.fullmatch(r"[^\[\]:*?/\\]{1,31}", title) for title in titles)


@pytest.mark.parametrize("text", [ORG + WAIVER, HOSTILE])
def test_nothing_is_left_out_with_a_warning(text: str) -> None:
    of, facts, _ = made(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert workbook(of, facts.report, facts.tables())


def test_the_same_facts_give_the_same_bytes() -> None:
    of, facts, raw = made()
    assert workbook(of, facts.report, facts.tables()) == raw
    with ZipFile(BytesIO(raw)) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}


def test_no_person_is_named() -> None:
    with ZipFile(BytesIO(made()[2])) as archive:
        text = b"".join(map(archive.read, archive.namelist())).decode()
    assert "p1" in text
    assert not any(name in text for name in ("Li Ming", "Wang", "Zhao"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_sheet(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(made(lang="zh")[2])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", home, "--headless", "--convert-to", every, "book.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    opened = {path.stem.removeprefix("book-") for path in tmp_path.glob("*.csv")}
    assert {*book(lang="zh").sheetnames} - {"Choices"} <= opened


def renamed(raw: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook in which something else stands in its list of sheets and names."""
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(out, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, part.replace(old, new) if name == "xl/workbook.xml" else part)
    return out.getvalue()


def test_facts_are_known_by_a_name_that_a_person_may_not_see_and_not_by_their_titles() -> None:
    raw = made()[2]
    sheets_read = read_table(renamed(raw, b'name="Roles"', b'name="Posts"'), "x.xlsx", "x")
    assert sheets_read.document.data == read_table(raw, "x.xlsx", "x").document.data
    for number in (b"99", b"-1", b"x", b"9" * 5000):
        odd = renamed(raw, b'localSheetId="2"', b'localSheetId="%s"' % number)
        with suppress(UnreadableError):
            assert read_table(odd, "x.xlsx", "x").document.data == sheets_read.document.data
