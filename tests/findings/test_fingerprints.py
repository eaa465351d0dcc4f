"""Users keep fingerprints in baselines, waivers' reviews and other systems: they never change."""

from pathlib import Path

import pytest

from raci.findings.finding import Finding
from raci.project import projects
from raci.rules import catalogue
from raci.rules.page import load_page
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
    pages = map(load_page, sorted(catalogue.FOLDER.glob("*/*.md")))
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
