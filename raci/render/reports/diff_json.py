"""A comparison as JSON, version 1: every entry by the ids of both sides, people by id only."""

from collections.abc import Mapping
from typing import Any

from raci.change.diff import Edge, Pair
from raci.change.diff.comparison import Comparison
from raci.findings.finding import Finding
from raci.render.json_text import dumps
from raci.version import __version__


def render(told: Comparison, lang: str = "en") -> str:
    """Render a comparison; its schema is ``schemas/v1/diff.schema.json``."""
    d = told.difference
    return dumps(
        {
            "version": 1,
            "raci": __version__,
            "as_of": told.day,
            "organisation": told.after.matrix.org.id,
            "before": told.before.name,
            "after": told.after.name,
            "added": d.came,
            "gone": d.gone,
            "renamed": [_pair(pair) for pair in d.renamed],
            "merged": [{"before": olds, "after": new} for olds, new in d.merged],
            "split": [{"before": old, "after": news} for old, news in d.split],
            "looks_renamed": [_pair(pair) for pair in d.looks],
            "assignments": [_edge(edge, "function") for edge in d.assignments],
            "derived": [_edge(edge, "function") for edge in d.derived],
            "structure": [_edge(edge, "key") for edge in d.edges],
            "headcount": [
                {"of": _pair(each.of), "before": each.before, "after": each.after}
                for each in d.headcount
            ],
            "headcount_before": d.heads[0],
            "headcount_after": d.heads[1],
            "keys": [{"of": _pair(each.of), "keys": each.keys} for each in d.keys],
            "findings": {
                "new": [_finding(finding, lang) for finding in told.new],
                "resolved": [_finding(finding, lang) for finding in told.resolved],
                "unchanged": told.unchanged,
                "failed": bool(told.failing),
            },
        }
    )


def _pair(pair: Pair) -> Mapping[str, Any]:
    return {"before": pair.before, "after": pair.after}


def _edge(edge: Edge, key: str) -> Mapping[str, Any]:
    return {"of": _pair(edge.of), key: edge.key, "before": edge.before, "after": edge.after}


def _finding(finding: Finding, lang: str) -> Mapping[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "subject": finding.subject,
        "involves": finding.involves,
        "message": finding.say(lang),
        "fingerprint": finding.fingerprint,
        "status": finding.status,
        "failing": finding.failing,
    }
