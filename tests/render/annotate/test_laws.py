"""A copy with findings is read as its table is, and has every byte of it."""

import re
import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from tests.support.table_layouts import CASES, render
from tests.support.table_matrices import matrices
from tests.support.table_matrix import Matrix

from .annotating import annotated, checked

COPIED = [case for case in CASES if case[1] in ("md", "html", "xlsx")]
CHANGED = {
    "[Content_Types].xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
}
"""The parts of a workbook that a copy may change."""

_SECTION = re.compile(rb"\n<!-- raci: findings -->.*<!-- raci: end of findings -->\n", re.DOTALL)
_MARKS = {
    "md": rb"<sup><a href.*?</sup>",
    "html": rb' id="raci-cell-\d+" class="raci-\w+" style="[^"]*" title="[^"]*"',
}


@given(case=st.sampled_from(COPIED), matrix=matrices(), lang=st.sampled_from(["en", "zh"]))
def test_a_copy_is_read_as_its_table_is(case: tuple[str, str], matrix: Matrix, lang: str) -> None:
    path, raw = render(matrix, *case)
    own = checked(raw, path)
    copy = annotated(raw, path, own.report, lang)
    again = checked(copy.content, path)
    assert (again.data, again.found) == (own.data, own.found)
    assert copy.listed == len(own.report.findings)
    format_ = case[1]
    if format_ == "xlsx":
        before, after = (zipfile.ZipFile(BytesIO(each)) for each in (raw, copy.content))
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert {_sheet(name) for name in changed} <= CHANGED
    else:
        assert re.sub(_MARKS[format_], b"", _SECTION.sub(b"", copy.content)) == raw


def _sheet(name: str) -> str:
    return re.sub(r"sheet\d+", "sheet1", name)
