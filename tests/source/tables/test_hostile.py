"""A file that means harm is read or refused, with one answer, in little time and memory."""

import os
import tracemalloc
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import pytest

from raci.source.decode import UnreadableError
from raci.source.tables import delimited, grid, package
from raci.source.tables.definition import Reading
from raci.source.tables.read import read_table
from tests.support.command import raci
from tests.support.hostile_tables import (
    CSV,
    HTML,
    LAUGHS,
    MARKDOWN,
    SHEET,
    STRINGS,
    ole,
    packed,
    parts,
    sheet,
    strings,
    text_cell,
    with_flag,
    with_size,
    workbook,
)

SECONDS = 5
"""Each takes far less; what grows with the square of a file would take far longer."""

SHARED = sheet('<row r="4"><c r="A4" t="s"><v>0</v></c></row>')
CHINESE = "任务,经理,开发\n构建,A,R\n测试,C,A/R\n"
TRADITIONAL = "任務,經理,開發\n構建,A,R\n測試,C,A/R\n"
MERGED = '<mergeCell ref="A1:C3"/>'
LONG_IN = "|Task|PM|Dev|QA|\n|-|-|-|-|\n|Build|A|{0}x|R|\n|{0}|A|R|C|\n|Ship|A|R|C|\n"

REFUSED = {
    "a size that is too large": ("x.xlsx", with_size(workbook(), 2**31), "too-large-unpacked"),
    "a size that is too small": ("x.xlsx", with_size(workbook(" " * 10**6), 900), "no-workbook"),
    "parts without end": (
        "x.xlsx",
        packed(parts(more={f"xl/{n}.xml": "" for n in range(package.MOST_PARTS)})),
        "no-workbook",
    ),
    "a cell far down": ("x.xlsx", workbook(text_cell("C1048576", "x")), "too-many-cells"),
    "a cell in the last corner": (
        "x.xlsx",
        workbook(text_cell("XFD1048576", "x")),
        "too-many-cells",
    ),
    "a row without cells' names": (
        "x.xlsx",
        workbook('<row r="1048576"><c/><c/><c/><c><v>1</v></c></row>'),
        "too-many-cells",
    ),
    "a cell that no sheet has": (
        "x.xlsx",
        workbook(text_cell("ZZZZ4294967295", "x")),
        "no-workbook",
    ),
    "a row that no sheet has": (
        "x.xlsx",
        workbook('<row r="99999999999999999999"><c><v>1</v></c></row>'),
        "too-many-cells",
    ),
    "entities in a sheet": ("x.xlsx", workbook(declared=LAUGHS), "no-workbook"),
    "entities in texts": (
        "x.xlsx",
        packed(parts(SHARED, {STRINGS: strings("&a11;", declared=LAUGHS)})),
        "no-workbook",
    ),
    "a false count": (
        "x.xlsx",
        packed(parts(SHARED, {STRINGS: strings("x", attributes='count="4000000000"')})),
        "no-workbook",
    ),
    "a text that is not there": (
        "x.xlsx",
        packed(parts(SHARED, {STRINGS: strings()})),
        "no-workbook",
    ),
    "merged cells on merged cells": (
        "x.xlsx",
        workbook(behind=f"<mergeCells>{MERGED * 9}</mergeCells>"),
        "no-workbook",
    ),
    "another encoding": (
        "x.xlsx",
        packed(parts(more={SHEET: sheet().encode("utf-16")})),
        "no-workbook",
    ),
    "a sheet elsewhere": (
        "x.xlsx",
        packed(
            {
                name: str(text).replace("worksheets/", "../../../../etc/")
                for name, text in parts().items()
            }
        ),
        "no-workbook",
    ),
    "half a sheet": ("x.xlsx", packed(parts("<worksheet><sheetData><row><c>")), "no-workbook"),
    "half a workbook": ("x.xlsx", workbook()[:-200], "no-workbook"),
    "the start of a workbook": ("x.xlsx", workbook()[:300], "no-workbook"),
    "a zip file": ("x.xlsx", packed({"a.txt": "text"}), "no-workbook"),
    "a spreadsheet of another program": (
        "x.xlsx",
        packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}),
        "no-workbook",
    ),
    "signs of any kind": ("x.xlsx", bytes(range(256)) * 9, "no-workbook"),
    "an encrypted zip file": ("x.xlsx", with_flag(workbook()), "password"),
    "a password": ("x.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "password"),
    "a password of macros": ("x.xlsm", ole("EncryptedPackage"), "password"),
    "an old workbook": ("x.xlsx", ole("Workbook"), "old-workbook"),
    "an old workbook as text": ("x.csv", ole("Workbook"), "old-workbook"),
    "a workbook as CSV": ("x.csv", workbook(), "other-format"),
    "a workbook as Markdown": ("x.md", workbook(), "other-format"),
    "a workbook as a page": ("x.html", workbook(), "other-format"),
    "a page as a workbook": ("x.xlsx", f"\ufeff<!DOCTYPE html>{HTML}".encode(), "other-format"),
    "a page as CSV": ("x.csv", HTML.encode(), "other-format"),
    "CSV as a workbook": ("x.xlsx", CSV.encode(), "other-format"),
    "Markdown as a workbook": ("x.xlsx", MARKDOWN.encode(), "other-format"),
    "Markdown as CSV": ("x.csv", MARKDOWN.encode(), "other-format"),
    "a workbook with an old name": ("x.xls", workbook(), "other-format"),
    "an old workbook with its name": ("x.xls", ole("Workbook"), "old-workbook"),
    "a spreadsheet of another program with its name": (
        "x.ods",
        packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}),
        "unread-format",
    ),
    "a page to print": ("x.pdf", b"%PDF-1.7\n1 0 obj\n", "unread-format"),
    "a picture without a name": ("x", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unread-format"),
    "CSV as Markdown": ("x.md", CSV.encode(), "no-matrix"),
    "nothing in CSV": ("x.csv", b"", "empty"),
    "nothing in a workbook": ("x.xlsx", b"", "empty"),
    "blanks in Markdown": ("x.md", b"\xef\xbb\xbf \r\n", "empty"),
    "a NUL in CSV": ("x.csv", CSV.replace("M", "\0").encode(), "not-text"),
    "a NUL in Markdown": ("x.md", MARKDOWN.replace("M", "\0").encode(), "not-text"),
    "one wide row, many short ones": ("x.csv", b"a\n" * 9000 + b"a," * 9000, "table-too-large"),
    "bars without end": ("x.md", b"|" * 2_500_000, "table-too-large"),
    "many wide tables": (
        "x.md",
        ("|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|a\n" * 900 + "\n").encode() * 3,
        "table-too-large",
    ),
    "spans without end": (
        "x.html",
        b"<table><tr>" + b"<td colspan=1000>A" * 3000,
        "table-too-large",
    ),
    "spans down without end": (
        "x.html",
        b"<table><tr>" + b"<td rowspan=1000>A" * 2001 + b"<tr>" * 1000,
        "table-too-large",
    ),
    "tables in tables": ("x.html", b"<table><tr><td>" * 5_000, "no-matrix"),
    "open comments": ("x.md", b"<!--" * 100_000, "no-matrix"),
    "open marks": ("x.html", b"<!-- ><![CDATA[<?<!<a b='" * 20_000, "no-matrix"),
    "quotes that never close": ("x.csv", b'a,"b\n' * 30_000, "no-matrix"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(name: str) -> None:
    path, raw, case = REFUSED[name]
    began = process_time()
    with pytest.raises(UnreadableError) as refusal:
        read_table(raw, path, "x")
    assert refusal.value.case == case
    assert process_time() - began < SECONDS


@pytest.mark.parametrize("suffix", [".xls", ".txt", ".ods", "", ".pdf"])
@pytest.mark.parametrize("text", [CSV, MARKDOWN, HTML])
def test_the_content_tells_the_reader_where_the_name_does_not(suffix: str, text: str) -> None:
    reading = read_table(text.encode(), f"x{suffix}", "x")
    assert reading.document.data["activities"]


def read_quickly(path: str, raw: bytes) -> Reading:
    began = process_time()
    reading = read_table(raw, path, "x")
    assert process_time() - began < SECONDS
    return reading


BLANK_ROWS = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(9990, 60_000))
READ = {
    "a dimension that lies": ("x.xlsx", workbook(before='<dimension ref="A1:XFD1048576"/>')),
    "rows that are only formatted": ("x.xlsx", workbook(BLANK_ROWS)),
    "a formatted cell in the last corner": (
        "x.xlsx",
        workbook('<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    ),
    "a merged cell over everything": (
        "x.xlsx",
        workbook(behind='<mergeCells><mergeCell ref="D1:XFD1048576"/></mergeCells>'),
    ),
    "macros": ("x.xlsm", packed(parts(more={"xl/vbaProject.bin": ole("VBA")}))),
    "pictures and links": (
        "x.xlsx",
        packed(
            parts(
                more={
                    "xl/media/image1.png": b"\0" * 1_000_000,
                    "xl/externalLinks/externalLink1.xml": LAUGHS,
                    "xl/drawings/drawing1.xml": LAUGHS,
                }
            )
        ),
    ),
    "names of a namespace": (
        "x.xlsx",
        packed(
            parts(
                sheet()
                .replace("<", "<x:")
                .replace("<x:/", "</x:")
                .replace("<x:?", "<?")
                .replace("xmlns=", "xmlns:x=")
            )
        ),
    ),
    "texts above the heads": (
        "x.csv",
        ("".join(f"{n},one {n},two {n}\n" for n in range(8_000)) + CSV).encode(),
    ),
    "blank rows in CSV": ("x.csv", (CSV + ",,\n" * 100_000).encode()),
    "spans that lie": ("x.html", HTML.replace("<td>Task", "<td colspan=1000000000>Task").encode()),
    "a span down that lies": (
        "x.html",
        HTML.replace("<td>C", "<td rowspan=999999999999>C").encode(),
    ),
    "entities in a page": ("x.html", f"{LAUGHS}{HTML}".encode()),
    "scripts": (
        "x.html",
        HTML.replace("Build", "Build<script>document.write('<td>R')</script>").encode(),
    ),
    "scripts in Markdown": (
        "x.md",
        MARKDOWN.replace("Build", "<img src=x onerror=a()>Build<script>a()</script>").encode(),
    ),
    "UTF-8 with a mark": ("x.csv", CHINESE.encode("utf-8-sig")),
    "GBK": ("x.csv", CHINESE.encode("gbk")),
    "GB18030": ("x.csv", CHINESE.replace("构建", "𠀀㐀").encode("gb18030")),
    "Big5": ("x.csv", TRADITIONAL.encode("big5")),
    "UTF-16": ("x.csv", CHINESE.encode("utf-16")),
    "UTF-16, tabs": ("x.csv", CHINESE.replace(",", "\t").encode("utf-16")),
    "UTF-16 without a mark": ("x.csv", CHINESE.encode("utf-16-le")),
    "UTF-16, the other way": ("x.csv", b"\xfe\xff" + CHINESE.encode("utf-16-be")),
    "UTF-16, the other way, without a mark": ("x.csv", CHINESE.encode("utf-16-be")),
    "Windows": ("x.csv", "Tâche,Chef,Développeur\nDéployer,A,R\nÉvaluer,C,A/R\n".encode("cp1252")),
}


@pytest.mark.parametrize("name", READ)
def test_is_read(name: str) -> None:
    path, raw = READ[name]
    reading = read_quickly(path, raw)
    first, second = reading.document.data["activities"].values()
    roles = list(reading.document.data["roles"])
    assert not reading.doubts
    assert (first["accountable"], first["responsible"]) == (roles[:1], roles[1:])
    assert (second["consulted"], second["accountable"]) == (roles[:1], roles[1:])
    names = ("Build", "Test", "构建", "测试", "構建", "測試", "𠀀㐀", "Déployer", "Évaluer")
    assert first["name"] in names
    assert second["name"] in names


LONG = {
    "a megabyte": "x" * 300_000,
    "code marks": "`" * 100_000,
    "stars": " **a" * 30_000,
    "links": "[a](" * 50_000,
    "images": "![a" * 50_000,
    "open elements": "<del>" * 50_000,
    "open tags": "<a " * 50_000,
    "brackets": "(" * 50_000,
    "ampersands": "&amp;" * 50_000,
    "words": " and" * 10_000,
    "letters": "R/" * 50_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_cell_is_not_understood(text: str) -> None:
    reading = read_quickly("x.md", LONG_IN.format(text).encode())
    cases = {doubt.case for doubt in reading.doubts}
    assert "cell" in cases
    assert cases <= {"cell", "too-long", "no-name"}
    assert reading.document.data["activities"]["ship"]["responsible"] == ["dev"]
    assert max(len(each["name"]) for each in reading.document.data["activities"].values()) < 2100


def test_formulas_are_read_by_their_results() -> None:
    row = (
        '<row r="4">{}<c r="B4" t="str"><f>"A"</f><v>A</v></c><c r="C4"><f>B2</f><v/></c></row>'
        '<row r="5">{}<c r="B5" t="str"><f>""</f><v></v></c><c r="C5"><f>[1]S!A1</f></c></row>'
        '<row r="6"><c r="A6"><f>A2</f></c>{}</row>'
    )
    cells = (text_cell("A4", "Ship"), text_cell("A5", "Pack"), text_cell("B6", "A"))
    reading = read_table(workbook(row.format(*cells)), "x.xlsx", "x")
    data = reading.document.data["activities"]
    assert data["ship"]["accountable"] == ["pm"]
    assert {*data["pack"]} == {"name"}
    assert {(each.case, each.cell.text) for each in reading.doubts} == {
        ("formula", "=B2"),
        ("formula", "=[1]S!A1"),
        ("formula", "=A2"),
    }


def test_what_is_unpacked_is_bounded() -> None:
    raw = with_size(workbook(" " * 40_000_000), 900)
    tracemalloc.start()
    with pytest.raises(UnreadableError):
        read_table(raw, "x.xlsx", "x")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_sheets_that_are_one_part(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parts()
    one = '<sheet name="Plan" sheetId="1" r:id="rId1"/>'
    many = "".join(one.replace("Plan", f"P{n}") for n in range(50))
    whole["xl/workbook.xml"] = str(whole["xl/workbook.xml"]).replace(one, many)
    assert len(read_table(packed(whole), "x.xlsx", "x").tables) == 50
    monkeypatch.setattr(package, "MOST_BYTES", 20 * len(whole[SHEET]))
    with pytest.raises(UnreadableError) as refusal:
        read_table(packed(whole), "x.xlsx", "x")
    assert refusal.value.case == "too-large-unpacked"


def test_the_library_is_given_a_copy_without_what_is_not_read() -> None:
    raw = packed(parts(more={"xl/vbaProject.bin": b"x", "docProps/app.xml": "", "a.bin": b""}))
    with ZipFile(package.checked(raw).copy) as copy:
        assert sorted(copy.namelist()) == sorted(parts())


def test_tags_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = workbook("<a/>" * 1000)
    assert read_table(raw, "x.xlsx", "x").tables
    monkeypatch.setattr(package, "MOST_TAGS", 1000)
    with pytest.raises(UnreadableError) as refusal:
        read_table(raw, "x.xlsx", "x")
    assert refusal.value.case == "too-large-unpacked"


def test_cells_are_counted_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (CSV + "," * 100).encode()
    assert read_table(raw, "x.csv", "x").tables
    monkeypatch.setattr(delimited, "MOST_CELLS", 100)
    with pytest.raises(UnreadableError) as refusal:
        read_table(raw, "x.csv", "x")
    assert refusal.value.case == "table-too-large"


def test_the_size_of_all_tables_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{MARKDOWN}\n\n{MARKDOWN}".encode()
    assert len(read_table(text, "x.md", "x").tables) == 2
    monkeypatch.setattr(grid, "MOST_CELLS", 12)
    with pytest.raises(UnreadableError):
        read_table(text, "x.md", "x")


ONE_EACH = {case: (path, raw) for path, raw, case in REFUSED.values()}


@pytest.mark.parametrize("case", ONE_EACH)
def test_says_so_in_both_languages(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, raw = ONE_EACH[case]
    monkeypatch.chdir(tmp_path)
    Path(path).write_bytes(raw)
    english, chinese = (raci("check", path, "--lang", lang) for lang in ("en", "zh"))
    assert (english.exit_code, chinese.exit_code) == (2, 2)
    assert "help: " in english.stdout
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese.stdout)
    assert "{" not in english.stdout


def test_links_pipes_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.csv").write_text(CSV)
    Path("link.csv").symlink_to("plan.csv")
    Path("device.csv").symlink_to("/dev/zero")
    Path("lost.xlsx").symlink_to("nowhere.xlsx")
    os.mkfifo("pipe.xlsx")
    Path("folder.xlsx").mkdir()
    codes = {path.name: raci("check", path.name).exit_code for path in sorted(tmp_path.iterdir())}
    assert codes.pop("plan.csv") == 0
    assert codes.pop("link.csv") == 0
    assert set(codes.values()) == {2}
