"""What a table's importer says of what ``raci check`` does not understand."""

from raci.render.phrases import phrases
from raci.rules import catalogue

UNDECIDED = {"notation", "approval"}
"""Nothing is imported of a table whose letters are not understood."""


def test_all_that_is_not_understood_has_a_sentence() -> None:
    cases = set(catalogue.page("DEF018").cases) - UNDECIDED
    assert {f"table-{case}" for case in cases} <= phrases("import").keys()
