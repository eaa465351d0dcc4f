"""A copy with findings is read as its table is, and has every byte of it."""

import re
import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from tests.source.tables.test_layouts import matrices
from tests.support.table_files import FORMATS, Matrix, Style, lay_out

from .annotating import annotated, checked

STYLES = st.builds(
    Style,
    direction=st.sampled_from(["across", "down", "letters"]),
    groups=st.sampled_from(["none", "row", "merged-row", "column-merged"]),
    legend=st.sampled_from(["none", "below"]),
    join=st.sampled_from(["/", ", "]),
    title=st.booleans(),
)
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
    "m.md": rb"<sup><a href.*?</sup>",
    "m.html": rb' id="raci-cell-\d+" class="raci-\w+" style="[^"]*" title="[^"]*"',
}


@given(
    path=st.sampled_from(["m.md", "m.html", "m.xlsx"]),
    matrix=matrices(),
    style=STYLES,
    lang=st.sampled_from(["en", "zh"]),
)
def test_a_copy_is_read_as_its_table_is(path: str, matrix: Matrix, style: Style, lang: str) -> None:
    raw = FORMATS[path](lay_out(matrix, style))
    own = checked(raw, path)
    copy = annotated(raw, path, own.report, lang)
    again = checked(copy.content, path)
    assert (again.data, again.found) == (own.data, own.found)
    assert copy.listed == len(own.report.findings)
    if path == "m.xlsx":
        before, after = (zipfile.ZipFile(BytesIO(each)) for each in (raw, copy.content))
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert changed <= CHANGED
    else:
        assert re.sub(_MARKS[path], b"", _SECTION.sub(b"", copy.content)) == raw
