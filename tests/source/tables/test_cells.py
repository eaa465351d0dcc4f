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
        ("R\nA", ["responsible", "accountable"]),
        ("R\nA\nC", ["responsible", "accountable", "consulted"]),
        ("A - R", ["accountable", "responsible"]),
        ("R–A", ["responsible", "accountable"]),
        ("R -> A", ["responsible", "accountable"]),
        ("R → A", ["responsible", "accountable"]),
        ("R: A", ["responsible", "accountable"]),
        ("R (A)", ["responsible", "accountable"]),
        ("R\nbudget", ["responsible"]),
        ("R - up to C-level", ["responsible"]),
        ("A/R: R&D budget", ["accountable", "responsible"]),
        ("R: budget; A: rest", None),
        ("R\nuntil A signs", None),
        ("R (A for the budget)", None),
        ("R -> then A", None),
    ],
)
def test_a_cell_says_what_its_letters_say(cell: str, expected: list[str] | None) -> None:
    reader = Reader(NOTATIONS["raci"])
    tokens = reader.tokens(cell)
    found = None if tokens is None else [f.value for t in tokens for f in reader.meaning(t)]
    assert found == expected
