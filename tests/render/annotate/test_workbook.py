"""A workbook's copy: marks, comments and the list, and all that is the owner's untouched."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from raci.findings.finding import Severity
from raci.render.annotate.notes import AnnotateError
from raci.render.annotate.styles import DARK, LIGHT
from raci.render.annotate.workbook import annotate
from raci.render.findings.options import PLAIN

from .annotating import annotated, checked

ROWS = (
    ("Activity", "Shop lead", "Sales", "Finance"),
    ("Set prices", "A", "A", "C"),
    ("Settle returns", "A/R", "R", "I"),
    ("Close books", "C", None, "R"),
)
SHEET = "Who's who"


def book(dress: Callable[[Any], None] = lambda page: None) -> bytes:
    """Return a workbook with defects in C2, A2 and A4."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = SHEET
    for row in ROWS:
        page.append(row)
    dress(page)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def rewritten(raw: bytes, **changes: Any) -> bytes:
    """Return a package with parts changed or added; ``__`` stands for a slash."""
    held = parts(raw)
    for key, change in changes.items():
        name = key.replace("__", "/")
        held[name] = change if isinstance(change, bytes) else change(held[name])
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in held.items():
            file.writestr(name, content)
    return out.getvalue()


def opened(raw: bytes) -> Any:
    return load_workbook(BytesIO(raw))


def colour(cell: Any) -> str:
    return str(cell.fill.fgColor.rgb)


def test_cells_are_marked_by_their_worst_finding_and_keep_their_looks() -> None:
    def dress(page: Any) -> None:
        page["C2"].font = Font(name="Georgia", italic=True)
        page["C2"].border = Border(bottom=Side("thick"))
        page["C2"].number_format = "0.00"
        page["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
        page["A4"].fill = PatternFill("solid", fgColor="FF1F3864")
        page["A4"].font = Font(color="FFFFFFFF")

    raw = book(dress)
    before, after = opened(raw)[SHEET], opened(annotated(raw, "m.xlsx").content)[SHEET]
    assert colour(after["C2"]) == colour(after["B2"]) == LIGHT[Severity.ERROR]  # two have A
    assert colour(after["A2"]) == LIGHT[Severity.WARNING]
    assert colour(after["A4"]) == DARK[Severity.ERROR]  # its font is white
    for row in before.iter_rows():
        for own in row:
            copy = after[own.coordinate]
            assert copy.value == own.value
            for look in ("font", "border", "number_format", "alignment", "protection"):
                assert repr(getattr(copy, look)) == repr(getattr(own, look))
            if own.coordinate not in ("B2", "C2", "A2", "A4"):
                assert repr(copy.fill) == repr(own.fill)
                assert copy.comment is None


def test_a_comment_has_code_message_and_advice() -> None:
    comment = opened(annotated(book(), "m.xlsx").content)[SHEET]["C2"].comment
    assert comment.author == "raci"
    assert comment.text.startswith("error OVL203 [multiple-accountable]\nSales (sales) and Shop")
    assert "keep A with the one that decides" in comment.text
    chinese = opened(annotated(book(), "m.xlsx", lang="zh").content)
    assert chinese.sheetnames == [SHEET, "检查结果"]
    assert chinese[SHEET]["C2"].comment.text.startswith("错误 OVL203")


def test_comments_of_the_owner_stay() -> None:
    def dress(page: Any) -> None:
        page["C2"].comment = Comment("Ask Ann", "Ann")
        page["D3"].comment = Comment("Why?", "Bo")

    page = opened(annotated(book(dress), "m.xlsx").content)[SHEET]
    assert page["D3"].comment.text == "Why?"
    assert page["C2"].comment.author == "Ann"
    assert page["C2"].comment.text.startswith("Ask Ann\n\nerror OVL203")
    assert page["A4"].comment.author == "raci"


def test_a_discussion_is_left_as_it_is() -> None:
    def dress(page: Any) -> None:
        page["C2"].comment = Comment("[Threaded comment]", "tc={0A}")

    page = opened(annotated(book(dress), "m.xlsx").content)[SHEET]
    assert page["C2"].comment.text == "[Threaded comment]"
    assert colour(page["C2"]) == LIGHT[Severity.ERROR]


def test_boxes_of_comments_join_the_drawing_that_is_there() -> None:
    raw = book(lambda page: setattr(page["D3"], "comment", Comment("Why?", "Bo")))
    copy = parts(annotated(raw, "m.xlsx").content)
    (name,) = (name for name in copy if name.endswith(".vml"))
    own, drawing = parts(raw)[name], copy[name]
    assert drawing.startswith(own.removesuffix(b"</xml>"))
    ids = re.findall(rb'id="(_x0000_s\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 5
    assert len(re.findall(rb"ObjectType=\"Note\"", drawing)) == 5
    assert drawing.count(b'id="_x0000_t202"') == 1


def test_marks_outrank_conditional_formats_which_keep_their_order() -> None:
    def dress(page: Any) -> None:
        green, red = (
            PatternFill(bgColor=each, fill_type="solid") for each in ("FF00FF00", "FFFF0000")
        )
        for fill, letter in ((green, '"A"'), (red, '"R"')):
            rule = CellIsRule(operator="equal", formula=[letter], fill=fill)
            page.conditional_formatting.add("B2:D4", rule)

    page = opened(annotated(book(dress), "m.xlsx").content)[SHEET]
    ranked = sorted(
        (rule.priority, " ".join(sorted(str(block.sqref).split())), rule.formula)
        for block in page.conditional_formatting
        for rule in block.rules
    )
    assert [(where, formula) for _, where, formula in ranked] == [
        ("A4 B2 C2", ["TRUE"]),
        ("A2", ["TRUE"]),
        ("B2:D4", ['"A"']),
        ("B2:D4", ['"R"']),
    ]


def test_everything_else_stays_byte_for_byte() -> None:
    def dress(page: Any) -> None:
        letters = DataValidation(type="list", formula1='"R,A,C,I"')
        letters.add("B2:D4")
        page.add_data_validation(letters)
        other = page.parent.create_sheet("Figures")
        other.append([1, 2])
        chart = BarChart()
        chart.add_data(Reference(other, min_col=1, max_col=2, min_row=1))
        other.add_chart(chart, "D2")

    ext = b'<extLst><ext xmlns:x14="urn:x" uri="{0}"><x14:slicerList a="1"/></ext></extLst>'
    raw = rewritten(
        book(dress),
        **{
            "xl__worksheets__sheet1.xml": lambda xml: xml.replace(
                b"</worksheet>", ext + b"</worksheet>"
            ),
            "xl__slicers__slicer1.xml": b"<slicers  a='1'/>",
            "xl__vbaProject.bin": bytes(range(256)),
            "docProps__custom.xml": b"<?xml version='1.0'?><Properties/>",
        },
    )
    before, after = parts(raw), parts(annotated(raw, "m.xlsx").content)
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert after.keys() - before.keys() == {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet3.xml",
    }
    sheet = after["xl/worksheets/sheet1.xml"]
    assert ext in sheet
    cut = re.sub(rb"<legacyDrawing [^>]*/>", b"", sheet.partition(b"\n")[2])
    plain = re.compile(rb' s="\d+"')
    assert plain.sub(b"", cut) == plain.sub(b"", before["xl/worksheets/sheet1.xml"])
    order = re.findall(rb"<(dataValidations|pageMargins|legacyDrawing|extLst)\b", sheet)
    assert order == [b"dataValidations", b"pageMargins", b"legacyDrawing", b"extLst"]


def test_the_list_has_every_finding_and_leads_to_its_cell() -> None:
    def dress(page: Any) -> None:
        page["A4"] = "=cmd|' /C calc'!A1"
        page["A4"].data_type = "s"
        page.parent.create_sheet("FINDINGS")

    raw = book(dress)
    report = checked(raw, "m.xlsx").report
    made = opened(annotated(raw, "m.xlsx", report).content)
    assert made.sheetnames == [SHEET, "FINDINGS", "Findings 2"]
    page = made["Findings 2"]
    headline, heads, *rows = page.iter_rows()
    errors = sum(finding.severity is Severity.ERROR for finding in report)
    assert headline[0].value == f"Found {errors} errors, 1 warning, as of 2026-11-28."
    assert [cell.value for cell in heads] == ["Severity", "Code", "Where", "Finding", "What to do"]
    assert [(row[0].value, row[1].value, row[2].value) for row in rows] == [
        (f.severity.label, f.code, f.place.cell) for f in report.findings
    ]
    links = [row[2].hyperlink.location for row in rows]
    assert set(links) == {"'Who''s who'!C2", "'Who''s who'!A4", "'Who''s who'!A2"}
    assert [link.rpartition("!")[2] for link in links] == [
        finding.place.cell.rpartition("!")[2] for finding in report
    ]
    for row in rows:
        assert all(cell.data_type == "s" for cell in row)
    assert any(cell.value.startswith("=cmd|") for row in rows for cell in row)


def test_a_finding_about_the_whole_table_stands_in_the_list_alone() -> None:
    def dress(page: Any) -> None:
        page.append(["Ship", "A", "R", None])
        page.append(["Sell", "A", "R", None])

    raw = book(dress)
    report = checked(raw, "m.xlsx").report
    (whole,) = (finding for finding in report if finding.code == "SOD310")
    copy = annotated(raw, "m.xlsx", report)
    assert copy.listed == len(report.findings)
    made = opened(copy.content)
    assert made[SHEET]["A1"].comment is None
    (row,) = (row for row in made["Findings"].iter_rows() if row[1].value == whole.code)
    assert row[2].value == "whole table"
    assert row[2].hyperlink is None


def test_texts_are_no_longer_than_a_spreadsheet_program_takes() -> None:
    heads = [f"Department of rather long names, office {number}" for number in range(600)]
    made = Workbook()
    for row in (["Task", *heads], ["Ship", *["A"] * 600], ["Sell", "A", *["R"] * 599]):
        made.worksheets[0].append(row)
    out = BytesIO()
    made.save(out)
    marked = opened(annotated(out.getvalue(), "m.xlsx").content)
    texts = [cell.value for row in marked["Findings"].iter_rows() for cell in row if cell.value]
    assert 32_000 < max(map(len, texts)) < 32_767
    assert 32_000 < len(marked["Sheet"]["B2"].comment.text) < 32_767


def test_the_same_workbook_gives_the_same_bytes() -> None:
    raw = book()
    assert annotated(raw, "m.xlsx").content == annotated(raw, "m.xlsx").content


@pytest.mark.parametrize("change", ["no-styles", "no-references", "prefix", "strict"])
def test_workbooks_as_other_programs_write_them(change: str) -> None:
    def without_styles(xml: bytes) -> bytes:
        return re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", xml)

    def strict(xml: bytes) -> bytes:
        xml = xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        return xml.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    def prefixed(xml: bytes) -> bytes:
        named = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml.partition(b"?>")[2] or xml)
        return named.replace(b"xmlns=", b"xmlns:x=")

    sheet = "xl__worksheets__sheet1.xml"
    changes: dict[str, dict[str, Callable[[bytes], bytes]]] = {
        "no-styles": {
            "xl___rels__workbook.xml.rels": without_styles,
            sheet: lambda xml: re.sub(rb' s="\d+"', b"", xml),
        },
        "no-references": {sheet: lambda xml: re.sub(rb' r="\w+"', b"", xml)},
        "prefix": {sheet: prefixed},
        "strict": {
            sheet: strict,
            "xl__workbook.xml": strict,
            "xl__styles.xml": strict,
            "xl___rels__workbook.xml.rels": strict,
            "_rels__.rels": strict,
        },
    }
    raw = rewritten(book(), **changes[change])
    own = checked(raw, "m.xlsx")
    copy = annotated(raw, "m.xlsx", own.report)
    places = {place.cell for each in own.report for place in (each.place, *each.related)}
    assert copy.marked == len(places) >= 3
    again = checked(copy.content, "m.xlsx")
    assert (again.data, again.found) == (own.data, own.found)


@pytest.mark.parametrize(
    "raw",
    [
        b"no package",
        rewritten(book(), **{"xl__workbook.xml": b"<workbook"}),
        rewritten(book(), **{"xl__styles.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
    ],
)
def test_what_is_no_package_is_refused(raw: bytes) -> None:
    report = checked(book(), "m.xlsx").report
    with pytest.raises(AnnotateError) as refused:
        annotate(raw, report, PLAIN)
    assert refused.value.case == "no-package"
