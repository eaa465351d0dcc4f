"""One defect is told once, at its cause, and accepting it brings back no twin."""

from raci.check.effective_settings import EVERYTHING
from raci.check.pipeline import judge
from raci.check.run import Run
from raci.check.settings import Selection
from raci.findings.finding import Finding
from raci.project import Project
from raci.rules.catalogue import rules
from raci.rules.relations import SUBJECT

DAY = "2026-11-23"
ORPHAN = """\
raci: 1
org: {id: shop}
departments: {sales: {head: boss, duties: {sell: Sell}}}
roles: {boss: {department: sales, duties: {lead: Lead}, accountable: [lead]}}
%s"""
WAIVER = """\
waivers:
  later:
    rule: GAP103
    at: mandate:sales/sell
    reason: Next year.
    approved_by: {boss: 2026-11-01}
    until: 2026-12-31
"""
BASELINE = """\
raci-baseline: 1
findings:
  - {"rule": "GAP103", "at": "mandate:sales/sell", "involves": [], "since": "2026-11-02"}
"""


def found(*files: tuple[str, str], select: Selection = EVERYTHING) -> dict[str, Finding]:
    """Return the findings about the orphaned duty, by code, beside further files."""
    result = judge(Project.of({"org.yaml": ORPHAN % "", **dict(files)}), Run(DAY, select))
    return {finding.code: finding for finding in result.findings}


def test_the_cause_is_told_and_not_its_effects() -> None:
    assert {"GAP101", "GAP102"}.isdisjoint(found())
    assert "GAP103" in found()


def test_nothing_yields_to_what_is_not_selected() -> None:
    assert {"GAP101", "GAP102"} <= set(found(select=Selection(ignore=("GAP103",))))
    assert set(found(select=Selection(("GAP101",)))) == {"GAP101"}


def test_nothing_yields_to_what_is_ignored_at_its_path() -> None:
    ignoring = '[per-path-ignores]\n"org.yaml" = ["GAP103"]\n'
    assert {"GAP101", "GAP102"} <= set(found(("raci.toml", ignoring)))


def test_accepting_the_cause_brings_back_no_twin() -> None:
    for files in (("org.yaml", ORPHAN % WAIVER), ("raci-baseline.yaml", BASELINE)):
        result = found(files)
        assert result["GAP103"].status in ("waived", "baselined")
        assert {"GAP101", "GAP102"}.isdisjoint(result)


def test_the_cause_takes_the_highest_severity() -> None:
    lowered = '[severity]\nGAP103 = "info"\n'
    assert found(("raci.toml", lowered))["GAP103"].severity.label == "error"
    assert found(("raci.toml", lowered))["GAP103"].failing
    both = '[severity]\nGAP103 = "info"\nGAP101 = "info"\nGAP102 = "info"\n'
    assert found(("raci.toml", both))["GAP103"].severity.label == "info"


def test_an_effect_that_was_hidden_by_its_cause_is_not_new() -> None:
    """Somebody is named for a row that nobody had: that nobody answers for it was so before."""
    before = Project.of({"org.yaml": ORPHAN % ""})
    after = Project.of({"org.yaml": ORPHAN % "activities: {sell: {responsible: [boss]}}\n"})
    result = judge(after, Run(DAY), before)
    assert {f.code: f.change for f in result.every}["GAP101"] == "unchanged"
    assert [finding.code for finding in result.gone] == ["GAP103"]


def test_no_finding_about_equals_yields_by_the_one_that_comes_first() -> None:
    """The subject of a mutual rule is only the smallest id: another id must change nothing."""
    assert not [r.code for r in rules() if r.mutual and any(y.by is SUBJECT for y in r.yields_to)]


def test_no_rule_yields_to_itself_by_way_of_others() -> None:
    yields_to = {rule.code: {other.code for other in rule.yields_to} for rule in rules()}

    def reached(code: str, seen: frozenset[str]) -> None:
        assert code not in seen, sorted(seen)
        for other in yields_to.get(code, ()):
            reached(other, seen | {code})

    for code in yields_to:
        reached(code, frozenset())
