"""Whatever stands in a file, it is read or refused: no reader breaks, and no letter is lost."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.schema.validate import problems
from raci.source.decode import UnreadableError
from raci.source.document import Document
from raci.source.tables.formats import READERS
from raci.source.tables.read import read_table
from tests.support.table_files import FORMATS, Laid, file_of

LETTERS = ("", "R", "A", "C/I", "A/R", "-", "x", "S", "?", "负责", "Responsible", "Approve")
TEXTS = ("Task", "Role", "PM", "Dev", "Phase 1", "see text", "1.0", "**Bold**", "R = Responsible")
CELLS = st.sampled_from((*LETTERS, *TEXTS, "a" * 90, "#", "|"))
GRIDS = st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=9)


@pytest.mark.parametrize("format_", FORMATS)
@given(rows=GRIDS)
def test_any_grid_is_a_definition_or_refused(format_: str, rows: list[list[str]]) -> None:
    reading = None
    with suppress(UnreadableError):
        path, raw = file_of([Laid([list(row) for row in rows])], format_)
        reading = read_table(raw, path, "x")
    if reading is None:
        return
    assert not list(problems(reading.document))
    for table in reading.tables:
        assert table.letters <= table.present
        assert table.letters == table.present or reading.doubts
    _every_key_has_a_place(reading.document)


def _every_key_has_a_place(document: Document) -> None:
    for section in ("roles", "activities"):
        for id_ in document.data.get(section, {}):
            assert document.span((section, id_)).line >= 1


@pytest.mark.parametrize("suffix", READERS)
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(suffix: str, raw: bytes) -> None:
    with suppress(UnreadableError):
        read_table(raw, f"m{suffix}", "x")


@given(text=st.text(alphabet='|-:\n <>tablerd/RACI"`#&;,x', max_size=120))
@pytest.mark.parametrize("suffix", [".md", ".html", ".csv"])
def test_any_marks_are_read_or_refused(suffix: str, text: str) -> None:
    with suppress(UnreadableError):
        read_table(text.encode(), f"m{suffix}", "x")
