"""raci's own readers on real matrices: every table, row, role and letter is accounted for."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from raci.source.tables.definition import Reading
from raci.source.tables.mapping import TableMapping
from raci.source.tables.read import read_table
from tests.support.paths import SHARED

FOLDER = SHARED / "data" / "raci-tables"
KNOWN: dict[str, list[dict[str, Any]]] = (
    json.loads((FOLDER / "known.json").read_text("utf-8")) if FOLDER.is_dir() else {}
)
FURTHER = {"vendor-risk.md": 1}
"""Matrices that the lists leave out: owners under a head that is `Primary Owner (R/A)`."""

LETTERS: dict[str, Any] = {
    "OWNs/and Coordinates": "accountable",
    "Coordinates": [],
}
"""What cells mean that nothing in the file explains."""

pytestmark = pytest.mark.skipif(not KNOWN, reason="the data are not part of the project")


def read(name: str) -> Reading:
    mapping = TableMapping(letters=LETTERS if name.startswith("rykaj") else {})
    return read_table((FOLDER / name).read_bytes(), name, "x", mapping)


@pytest.mark.parametrize("name", KNOWN)
def test_tables_rows_roles_and_letters(name: str) -> None:
    reading, known = read(name), KNOWN[name]
    assert not reading.doubts
    found = Counter((table.activities, table.roles, table.letters) for table in reading.tables)
    wanted = Counter(
        (
            table["rows"],
            table["roles"],
            sum(sum(counts.values()) for counts in table["letters_by_role"].values()),
        )
        for table in known
    )
    assert not wanted - found
    assert (found - wanted).total() == FURTHER.get(name, 0)
    assert all(table.letters == table.present for table in reading.tables)


def test_without_a_mapping_only_words_that_nothing_explains_are_in_doubt() -> None:
    for name, known in KNOWN.items():
        raw = Path(FOLDER / name).read_bytes()
        doubts = read_table(raw, name, "x").doubts
        wanted = [cell for table in known for cell in table["not_understood"]]
        assert len(doubts) == len(wanted), name
