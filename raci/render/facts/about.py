"""Which findings are about an entity."""

from collections.abc import Mapping

from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.report import Report
from raci.matrix.grouped import grouped


def findings_about(report: Report) -> Mapping[Ref, tuple[Finding, ...]]:
    """Return the findings about each entity: it is their subject, part of it, or involved."""
    return grouped((ref, finding) for finding in report.every for ref in entities_of(finding))


def entities_of(finding: Finding) -> tuple[Ref, ...]:
    """Return the entities that a finding is about, the subject's first, each once."""
    refs = (finding.subject, *finding.involves)
    return tuple(dict.fromkeys(entity for ref in refs for entity in ref.entities))
