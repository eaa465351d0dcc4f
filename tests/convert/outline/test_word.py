"""Word files: lists, tables, and bytes that are none."""

import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from raci.source.decode import UnreadableError
from tests.convert.outline.facts import FILES, facts, imported


def saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def test_a_line_is_the_number_of_the_paragraph() -> None:
    document = Document()
    document.add_heading("Sales Manager", 1)
    document.add_paragraph("")
    document.add_paragraph("Signs offers", style="List Bullet")
    whole = imported("a.docx", saved(document))
    assert whole.data["roles"]["sales-manager"]["duties"]["signs-offers"]["source"] == "a.docx:3:1"


def test_posts_and_duties_in_cells_that_are_merged() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("部门", "岗位", "岗位职责"), strict=True):
        cell.text = words
    for row in (("", "主管", "盘点；审批"), ("", "保管员", "1. 登记\n2. 发货")):
        for cell, word in zip(table.add_row().cells, row, strict=True):
            cell.text = word
    table.rows[1].cells[0].merge(table.rows[2].cells[0]).text = "仓储部"
    assert facts(imported("a.docx", saved(document))) == [
        "仓储部",
        *("仓储部 / 主管", "仓储部 / 主管 | 盘点", "仓储部 / 主管 | 审批"),
        *("仓储部 / 保管员", "仓储部 / 保管员 | 登记", "仓储部 / 保管员 | 发货"),
    ]


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 50 + b'"><!ENTITY c "' + b"&b;" * 50
    + b'">]><w>&c;</w>'
)  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "case"),
    [
        (b"", "no-document"),
        (b"Position: Clerk", "no-document"),
        (b"PK\x03\x04 truncated", "no-document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old-document"),
        (zipped(xl__workbook_xml=b"<x/>"), "no-document"),
        (zipped(word__document_xml=b"<w"), "no-document"),
        (zipped(word__document_xml=LAUGHS), "no-document"),
        (zipped(word__document_xml=bytes(200_000_000)), "too-large"),
    ],
    ids=["empty", "text", "cut", "old", "workbook", "broken", "entities", "bomb"],
)
def test_what_is_no_word_file_is_refused(raw: bytes, case: str) -> None:
    with pytest.raises(UnreadableError) as error:
        imported("a.docx", raw)
    assert error.value.case == case


def test_entities_are_not_expanded() -> None:
    with ZipFile(BytesIO(saved(Document()))) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    body = parts["word/document.xml"]
    at = body.index(b"<w:document")
    head = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    paragraph = b"<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p>"
    parts["word/document.xml"] = body[:at] + head + body[at:].replace(b"<w:body>", paragraph)
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    with pytest.raises(UnreadableError) as error:
        imported("a.docx", stream.getvalue())
    assert error.value.case == "no-outline"


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UnreadableError) as error:
        imported("a.docx", (FILES / "logistics.docx").read_bytes())
    assert error.value.values["command"] == "pip install 'raci[word]'"
