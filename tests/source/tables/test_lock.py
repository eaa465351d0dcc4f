"""Locked heads that a file lost are found in time that grows with their number."""

from time import process_time

from raci.findings.spelling import Nearest
from raci.source.tables.grid import Cell, Grid
from raci.source.tables.lock import lost_heads
from raci.source.tables.mapping import TableLock
from raci.source.tables.region import Line, Region

ROWS = 2000


def test_many_renamed_rows_take_little_time() -> None:
    region = Region(Grid([]), "", "across", [Cell("PM")])
    region.lines = [Line(Cell(f"Approve a budget of unit {n}"), (), []) for n in range(ROWS)]
    known = tuple(f"Approve the budget of unit {n}" for n in range(ROWS))
    start = process_time()
    doubts = list(lost_heads([region], [TableLock("", "", ("PM",), known)]))
    assert process_time() - start < 8
    assert {doubt.case for doubt in doubts} == {"row-renamed"}
    assert len({id(doubt.cell) for doubt in doubts}) == len(doubts) == ROWS


def test_a_name_that_is_taken_is_found_no_more() -> None:
    names = Nearest(["sales team", "sales teams", "finance"])
    assert names.take("sales team") == "sales team"
    assert names.take("sales team") == "sales teams"
    assert names.take("sales team") == ""
    assert names.to("finances") == "finance"
