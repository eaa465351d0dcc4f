"""What the summary says of rules that had nothing to judge."""

from hypothesis import given
from hypothesis import strategies as st

from raci.findings.report import Tally
from raci.render.findings.summary import not_applicable


def test_a_family_with_nothing_to_judge_is_told_as_one() -> None:
    idle = [Tally(code, 0) for code in ("GAP105", "PPL601", "SOD301", "SOD303", "SOD304")]
    assert not_applicable([Tally("GAP101", 7), *idle]) == ["GAP105", "PPL601", "SOD"]


@given(st.dictionaries(st.from_regex("(GAP|SOD|PPL)[0-9]{3}", fullmatch=True), st.booleans()))
def test_every_rule_that_judged_nothing_is_named_once_and_no_other(judged: dict[str, bool]) -> None:
    tallies = [Tally(code, int(applicable)) for code, applicable in sorted(judged.items())]
    told = not_applicable(tallies)
    for tally in tallies:
        named = [name for name in told if tally.code.startswith(name)]
        assert len(named) == (not tally.applicable)
