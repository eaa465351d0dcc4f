"""Users keep fingerprints in baselines, waivers' reviews and other systems: they never change."""

from pathlib import Path

import pytest

from raci.check.run import Run
from raci.findings.finding import Finding
from raci.project import Project, check, projects
from raci.rules import catalogue
from raci.rules.page import load_page, page_files
from tests.rules.test_rule_pages import judge

RECORDED = Path(__file__).with_name("fingerprints.tsv")
"""Code, organisation, subject, involved entities and fingerprint, as they were first published."""

SEED = Path(__file__).parents[2] / "org" / "ecommerce"

Identity = tuple[str, str, str, str]


def recorded() -> dict[Identity, str]:
    lines = (line.split("\t") for line in RECORDED.read_text("utf-8").splitlines())
    return {(code, org, at, involves): mark for code, org, at, involves, mark in lines}


def today() -> list[Finding]:
    """Return the findings of the seed and of the examples on every rule's page."""
    pages = map(load_page, page_files(catalogue.FOLDER))
    examples = ((page.code, each) for page in pages for each in page.examples("Fails"))
    found = [f for code, each in examples for f in judge(each.files, code)]
    return [*found, *projects([SEED])[0].check(as_of="2026-11-23")]


def identity(finding: Finding) -> Identity:
    return finding.code, finding.organisation, finding.subject, " ".join(finding.involves)


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return today()


def test_a_finding_keeps_the_fingerprint_it_was_published_with(findings: list[Finding]) -> None:
    known = recorded()
    met = [(f, known[identity(f)]) for f in findings if identity(f) in known]
    changed = {f.code for f, mark in met if f.fingerprint != mark}
    assert not changed
    assert len({f.code for f, _ in met}) > 60


MISSHAPEN = """\
raci: 1
org: {id: shop, colour: red}
roles:
  clerk: {boss: x, duties: [sell], headcount: many}
  guard: {duties: [watch]}
people:
  li: {colour: red}
  wu: {colour: red}
"""


def test_each_error_of_shape_has_a_fingerprint_of_its_own() -> None:
    report = Project.of({"org.yaml": MISSHAPEN}).check()
    assert {f.code for f in report} == {"DEF002"}
    assert len({f.fingerprint for f in report}) == len(report.findings) == 7


def test_an_error_of_shape_keeps_its_fingerprint_when_it_moves() -> None:
    moved = MISSHAPEN.replace("roles:", "departments: {}\n# moved\nroles:")
    before, after = (Project.of({"org.yaml": t}).check() for t in (MISSHAPEN, moved))
    assert {f.fingerprint for f in before} == {f.fingerprint for f in after}


def test_errors_of_reading_differ_by_key_and_case() -> None:
    roles = (
        "{clerk: {}, clerk: {}}",
        "{guard: {}, guard: {}}",
        "{guard: {name: x, name: y}}",
        "{guard: {name: !x y}}",
        "{guard: {deputies: [a, !x y]}}",
        "{guard: {deputies: [!x y, a]}}",
    )
    texts = (f"raci: 1\norg: {{id: shop}}\nroles: {each}\n" for each in roles)
    found = [check(Project.all_of({"org.yaml": text}), Run("2026-11-23")) for text in texts]
    marks = {f.fingerprint for report in found for f in report if f.code == "DEF001"}
    assert len(marks) == len(roles)
