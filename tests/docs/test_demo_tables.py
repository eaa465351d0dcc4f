"""The matrices that ``make demo`` checks have the defects that are planted in them, no others."""

import pytest

from raci.check.table_files import find_all
from raci.project import Project
from tests.support.paths import ROOT
from tools import tables

PLANTED = {
    "procurement.md": {
        ("OVL203", "choose-a-supplier", "8:35"),
        ("GAP101", "receive-goods", "12:3"),
        ("GAP102", "settle-claims-with-the-supplier", "13:3"),
        ("GAP108", "legal", "5:65"),
        ("SOD310", "org", "1:1"),
    },
    "closing.xlsx": {
        ("OVL203", "核对应收账款", "月结!B7"),
        ("GAP101", "催收逾期款项", "月结!A8"),
        ("GAP102", "编制财务报表", "月结!A12"),
        ("SOD310", "org", "月结!A1"),
    },
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_defects_are_found(name: str) -> None:
    (found,) = find_all([ROOT / "org/tables" / name])
    report = Project(found).check(as_of="2026-11-23")
    found_defects = {(each.code, each.subject.id, each.place.position) for each in report}
    assert found_defects == PLANTED[name]


def test_the_workbook_is_what_its_script_writes() -> None:
    from openpyxl import load_workbook

    book = tables.workbook()
    kept = load_workbook(ROOT / tables.FILE)
    assert [*kept.active.values] == [*book.active.values]
    assert kept.active.merged_cells.ranges == book.active.merged_cells.ranges
