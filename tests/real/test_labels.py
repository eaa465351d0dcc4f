"""Defaults and readers' labels hold together: what is told as a warning is mostly useful."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pytest

from raci.findings.finding import Severity

from .labels import LABELS, USEFUL, Cause, Labels, causes, key_of, read_labels, share
from .measure import Case
from .sets import DATA, READERS, read

ENOUGH = 10
"""With fewer labelled findings, one source may speak for all."""

MOSTLY = 0.7

REASONS = {
    "DEF004": "an undefined name is always an error; only a reader who has the other files knows",
    "GAP101": "RACI asks for one A in every row; sources of other kinds have no A at all",
    "GAP107": "some federations have no head on purpose, which their files do not say",
}
"""Why rules are warnings or errors although fewer of their labelled findings are useful."""

Sets = Mapping[str, Sequence[Case]]


@pytest.fixture(scope="module")
def labels() -> Labels:
    return read_labels()


@pytest.fixture(scope="module")
def sets() -> Sets:
    if missing := [name for name in READERS if not (DATA / name).is_dir()]:
        pytest.skip(f"no real data at {DATA}: {', '.join(missing)}")
    return {name: read(name) for name in READERS}


def test_each_finding_has_one_label_with_a_reason(labels: Labels) -> None:
    assert {label.label for label in labels.values()} == LABELS
    assert all(label.why for label in labels.values())
    assert {label.set for label in labels.values()} <= set(READERS)


def test_every_label_is_about_a_finding_that_is_still_there(sets: Sets, labels: Labels) -> None:
    there = {
        key_of(name, case, finding): finding.code
        for name, cases in sets.items()
        for case in cases
        for finding in case.everything
    }
    gone = [label for key, label in labels.items() if there.get(key) != label.rule]
    assert not gone, "labels of findings that are no longer there: take their lines out"


def test_what_is_a_warning_by_default_is_mostly_useful(sets: Sets, labels: Labels) -> None:
    doubtful = _doubtful(cause for name in sets for cause in causes(name, sets[name], labels))
    assert set(doubtful) == set(REASONS), doubtful


def _doubtful(told: Iterable[Cause]) -> dict[str, str]:
    by_case: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for cause in told:
        by_case[cause.code, cause.case].update(cause.labels)
    return {
        code: f"{counts[USEFUL]} of {counts.total()} useful: {case}"
        for (code, case), counts in by_case.items()
        if counts.total() >= ENOUGH and counts[USEFUL] < MOSTLY * counts.total()
    }


def cause(*labels: str, code: str = "GAP102", case: str = "default") -> Cause:
    return Cause(code, case, Severity.WARNING, labels, 0)


def test_a_cause_counts_once_and_is_what_most_of_its_findings_are() -> None:
    told = [
        cause(USEFUL, USEFUL, USEFUL, "trivial"),
        cause("trivial", "trivial", USEFUL),
        cause("trivial", USEFUL),
        cause(),
    ]
    assert [each.label for each in told] == [USEFUL, "trivial", USEFUL, None]
    assert share(told) == (2, 3)


def test_a_case_with_few_useful_findings_is_doubtful_whatever_other_cases_do() -> None:
    good, bad = [cause(USEFUL)] * 20, [cause("trivial", case="alone")] * 9
    assert not _doubtful([*good, *bad])
    assert set(_doubtful([*good, *bad, cause("wrong", case="alone")])) == {"GAP102"}
