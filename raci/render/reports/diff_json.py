"""A comparison as JSON, version 1: every entry by the ids of both sides, people by id only."""

from collections.abc import Mapping
from typing import Any

from raci.change.diff import Edge, Pair
from raci.change.diff.comparison import Comparison
from raci.render.json_text import finding_in_change, report


def render(comparison: Comparison, lang: str = "en") -> str:
    """Render a comparison; its schema is ``schemas/v1/diff.schema.json``."""
    d = comparison.difference
    return report(
        comparison.day,
        comparison.inputs,
        {
            "organisation": comparison.after.matrix.org.id,
            "before": comparison.before.name,
            "after": comparison.after.name,
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
                {"of": _pair(change.of), "before": change.before, "after": change.after}
                for change in d.headcount
            ],
            "headcount_before": d.heads[0],
            "headcount_after": d.heads[1],
            "keys": [{"of": _pair(change.of), "keys": change.keys} for change in d.keys],
            "findings": {
                "new": [finding_in_change(finding, lang) for finding in comparison.new],
                "meant": [
                    {**finding_in_change(finding, lang), "proposal": finding.proposal}
                    for finding in comparison.meant
                ],
                "resolved": [finding_in_change(finding, lang) for finding in comparison.resolved],
                "better": [finding_in_change(finding, lang) for finding in comparison.better],
                "unchanged": len(comparison.kept) - len(comparison.better),
                "failed": bool(comparison.failing),
            },
        },
    )


def _pair(pair: Pair) -> Mapping[str, Any]:
    return {"before": pair.before, "after": pair.after}


def _edge(edge: Edge, key: str) -> Mapping[str, Any]:
    return {"of": _pair(edge.of), key: edge.key, "before": edge.before, "after": edge.after}
