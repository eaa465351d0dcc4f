"""Findings as GitLab's Code Quality report: an array, an object a line."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from raci.findings.finding import Finding, Severity
from raci.findings.report import Report
from raci.render.escape import clean, in_json
from raci.render.findings.options import PLAIN, Options, from_top

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""As in other linters' reports: ``critical`` and ``blocker`` are for graver problems."""


def render(report: Report, options: Options = PLAIN) -> str:
    """Render new findings only: GitLab would show accepted ones as open."""
    issues = [in_json(json.dumps(issue, ensure_ascii=False)) for issue in _issues(report, options)]
    return "[\n" + ",\n".join(issues) + "\n]\n" if issues else "[]\n"


def _issues(report: Report, options: Options) -> Iterator[Mapping[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in report.of_status("new"):
        yield {
            "description": clean(
                finding.place.beside(f"{finding.code}: {finding.say(options.lang)}")
            ),
            "check_name": finding.code,
            "fingerprint": _unique(finding, seen),
            "severity": SEVERITIES[finding.severity],
            "location": {
                "path": clean(from_top(finding.place.path, options.folder)),
                "lines": {"begin": finding.place.span.line},
            },
        }


def _unique(finding: Finding, seen: Counter[str]) -> str:
    """Return the fingerprint; of a repeat, which GitLab would drop, one salted with its number."""
    fingerprint = finding.fingerprint
    seen[fingerprint] += 1
    if seen[fingerprint] == 1:
        return fingerprint
    return hashlib.sha256(f"{fingerprint} {seen[fingerprint]}".encode()).hexdigest()
