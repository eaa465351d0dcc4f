"""A case finds what a check finds, at the same text, and what it accepts it expects."""

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from raci.findings.finding import Finding
from raci.project import Project
from raci.source.discover import OrganisationFiles
from raci.source.files import Files
from raci.source.yaml import read
from raci.testing.accept import accepted
from raci.testing.case import Case, CaseFile, cases_of, run_case
from tests.support.layouts import to_json, to_text
from tests.support.organisations import orgs, to_data

DAY = "2026-11-23"
PATH = "t.yaml"
datas = orgs().map(to_data)
seeds = st.integers(0, 1_000_000).map(Random)


def only_case(text: str) -> Case:
    file = CaseFile(read(text.encode(), PATH), OrganisationFiles(Files({PATH: text}), ""), PATH)
    (case,) = cases_of(file)
    return case


def written(data: Any) -> dict[str, Any]:
    """Return a test file with one case, of an organisation whose findings are as yet unknown."""
    organisation = {key: value for key, value in data.items() if key != "raci"}
    return {"raci-test": 1, "cases": {"it": {"organisation": organisation}}}


def marked(findings: Iterable[Finding], text: str) -> Counter[tuple[str, str, str, str]]:
    """Count what findings say, each with the text at its place."""
    lines = text.splitlines()
    return Counter(
        (f.code, f.subject, f.message, lines[s.line - 1][s.column - 1 : s.end_column - 1])
        for f in findings
        for s in [f.place.span]
        if f.status == "new" and f.subject != "org"
    )


@given(datas)
def test_a_case_finds_what_a_check_finds_at_the_same_text(data: Any) -> None:
    definition, test = (to_json(each, indent=1) for each in (data, written(data)))
    checked = Project.of({"org.yaml": definition}).check(as_of=DAY)
    result = run_case(only_case(test), DAY)
    assert marked(result.unexpected, test) == marked(checked, definition)
    assert not result.missing


@given(datas, seeds)
def test_what_a_case_accepts_it_expects_from_then_on(data: Any, random: Random) -> None:
    case = only_case(to_text(written(data), PATH, random))
    result = run_case(case, DAY)
    drafts = accepted([(case, result)])
    assert bool(drafts) == (not result.holds)
    for _, draft in drafts:
        again = only_case(draft.text)
        assert run_case(again, DAY).holds
        assert again.data["organisation"] == case.data["organisation"]
        assert len(again.data["findings"]) == len(result.unexpected)
