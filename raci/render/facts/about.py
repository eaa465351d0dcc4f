"""Which findings are about an entity."""

from collections import Counter
from collections.abc import Mapping

from raci.findings.finding import Finding
from raci.findings.ref import PARTS, Ref
from raci.findings.report import Report
from raci.matrix.grouped import grouped


def findings_about(report: Report) -> Mapping[Ref, tuple[Finding, ...]]:
    """Return the findings about each entity: it is their subject, part of it, or involved."""
    return grouped((ref, finding) for finding in report.every for ref in entities_of(finding))


def counts_about(report: Report) -> Mapping[Ref, int]:
    """Return how many findings are about each entity; 0 for any other."""
    counts: Counter[Ref] = Counter()
    for finding in report.every:
        counts.update(entities_of(finding))
    return counts


def entities_of(finding: Finding) -> tuple[Ref, ...]:
    """Return the entities that a finding is about, the subject's first, each once."""
    entities: dict[Ref, None] = {}
    for ref in (finding.subject, *finding.involves):
        if ref.kind in PARTS or "#" in ref:
            entities.update(dict.fromkeys(ref.entities))
        else:
            entities[ref] = None
    return tuple(entities)
