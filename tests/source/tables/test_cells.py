"""What one cell says by the letters of RACI."""

import pytest

from raci.findings.notation import NOTATIONS
from raci.source.tables.letters import Reader


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("R", ["responsible"]),
        ("A/R", ["accountable", "responsible"]),
        ("A / R", ["accountable", "responsible"]),
        ("RA", ["responsible", "accountable"]),
        ("R, A (verify, decide)", ["responsible", "accountable"]),
        ("I (notified)", ["informed"]),
        ("R/R", ["responsible"]),
        ("Responsible", ["responsible"]),
        ("", []),
        ("—", []),
        ("N/A", []),
        ("PM", None),
        ("Daily · 15 min", None),
    ],
)
def test_a_cell_says_what_its_letters_say(cell: str, expected: list[str] | None) -> None:
    reader = Reader(NOTATIONS["raci"])
    tokens = reader.tokens(cell)
    found = None if tokens is None else [f.value for t in tokens for f in reader.meaning(t)]
    assert found == expected
