"""Where the time of a check goes: counted once, told beside what a check says, never within it."""

import itertools
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raci.check.run import Run
from raci.check.timing import STAGES, Stopwatch
from raci.cli.formats import FINDINGS
from raci.findings.finding import Severity
from raci.findings.report import RuleInfo
from raci.project import Project, check
from raci.render.findings import timing
from raci.render.findings.options import Options
from tests.support.command import raci
from tests.support.paths import ROOT

DAY = "2026-11-23"
ECOMMERCE = os.path.relpath(ROOT / "org" / "ecommerce")
CHECK = ("check", ECOMMERCE, "--as-of", DAY)

Work = list["tuple[str, Work]"]
works: st.SearchStrategy[Work] = st.recursive(
    st.just([]),
    lambda inner: st.lists(st.tuples(st.sampled_from("abc"), inner), max_size=3),
    max_leaves=12,
)


def do(work: Work, watch: Stopwatch) -> None:
    for what, inner in work:
        with watch(what):
            do(inner, watch)


@given(works, st.integers(1, 5))
def test_all_time_is_counted_once(work: Work, tick: int) -> None:
    watch = Stopwatch(clock=itertools.count(0, tick).__next__)
    with watch("all"):
        do(work, watch)
    assert sum(watch.seconds.values()) == watch.clock() - tick


def test_time_is_charged_to_what_is_done_within_even_if_it_fails() -> None:
    watch = Stopwatch(clock=iter([0, 1, 3, 6]).__next__)
    with pytest.raises(ZeroDivisionError), watch("outer"), watch("inner"):
        raise ZeroDivisionError
    assert watch.seconds == {"outer": 1 + 3, "inner": 2}


def test_every_rule_that_ran_is_timed() -> None:
    watch = Stopwatch()
    report = check([Project.folder(ECOMMERCE)], Run(DAY, timed=watch))
    tallies = {tally.code: tally for tally in report.organisations[0].tallies}
    assert set(watch.seconds) - set(STAGES) == set(tallies)
    for each in timing.timings(report, watch.seconds):
        tally = tallies[each.code]
        assert (each.subjects, each.findings) == (tally.subjects, tally.findings)


def test_rules_stand_the_slowest_first_and_stages_in_their_order() -> None:
    report = check([Project.folder(ECOMMERCE)], Run(DAY))
    seconds = {"GAP106": 0.006, "GAP101": 0.015, "SOD301": 0.0, "reading": 0.0025}
    title = {"en": "Nobody works here", "zh": "无人"}
    sheet = RuleInfo("GAP106", "department-without-roles", Severity.WARNING, title, "")
    table = timing.render(report, seconds, Options(sheets=lambda: {"GAP106": sheet}))
    assert table == (
        "code    name                      judged  found     ms  share\n"
        "GAP101                                31     26  15.00  63.8%\n"
        "GAP106  department-without-roles       8      1   6.00  25.5%\n"
        "\n"
        "stage             ms   share\n"
        "loading rules   0.00    0.0%\n"
        "reading         2.50   10.6%\n"
        "compiling       0.00    0.0%\n"
        "rules          21.00   89.4%\n"
        "findings        0.00    0.0%\n"
        "writing         0.00    0.0%\n"
        "in all         23.50  100.0%\n"
    )


@pytest.mark.parametrize("form", FINDINGS)
def test_what_a_check_prints_and_writes_stays_the_same(form: str, tmp_path: Path) -> None:
    files = [tmp_path / "plain", tmp_path / "timed"]
    plain = raci(*CHECK, "--format", form, "-o", str(files[0]), "--format", "text")
    timed = raci(*CHECK, "--timing", "--format", form, "-o", str(files[1]), "--format", "text")
    assert files[0].read_bytes() == files[1].read_bytes()
    assert (timed.exit_code, timed.stdout) == (plain.exit_code, plain.stdout)
    assert not plain.stderr
    assert timed.stderr


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("judged", "in all")), ("zh", ("判定", "合计"))]
)
def test_timing_tells_judged_and_found_of_every_rule(lang: str, words: tuple[str, str]) -> None:
    result = raci(*CHECK, "--timing", "--lang", lang, "--format", "json")
    assert all(word in result.stderr for word in words)
    told = {
        line.split()[0]: tuple(map(int, re.findall(r" (\d+)(?= )", line)[:2]))
        for line in result.stderr.partition("\n\n")[0].splitlines()[1:]
    }
    counted = {rule["code"]: rule for rule in json.loads(result.stdout)["rules"]}
    assert {code for code, rule in counted.items() if rule["applicable"]} <= set(told)
    for code, numbers in told.items():
        assert numbers == (counted[code]["subjects"], counted[code]["findings"])


@pytest.mark.parametrize("other", ["--diff", "--show-settings"])
def test_timing_goes_with_a_check(other: str) -> None:
    result = raci(*CHECK, "--timing", other)
    assert result.exit_code == 2
    assert "--timing" in result.stderr
