"""Findings as raci's own JSON, version 1: complete, people by id only, additive changes only."""

from collections.abc import Mapping
from typing import Any

from raci.finding import Finding, Place, Ref, Severity
from raci.objects import dumps
from raci.report import Report
from raci.version import __version__


def render(report: Report, *, lang: str = "en", fail_on: Severity = Severity.ERROR) -> str:
    """Render a report; its schema is ``schemas/v1/findings.schema.json``."""
    return dumps(_report(report, lang, fail_on))


def _report(report: Report, lang: str, fail_on: Severity) -> Mapping[str, Any]:
    return {
        "version": 1,
        "raci": __version__,
        "as_of": report.as_of,
        "organisations": [
            {
                "id": checked.id,
                "path": checked.path,
                "files": checked.files,
                "skipped_files": checked.skipped_files,
                **checked.counts,
                "checked": checked.sound,
            }
            for checked in report.organisations
        ],
        "findings": [_finding(finding, lang) for finding in report.findings],
        "rules": [
            {
                "code": tally.code,
                "organisation": checked.id,
                "subjects": tally.subjects,
                "findings": tally.findings,
                "applicable": tally.applicable,
            }
            for checked in report.organisations
            for tally in checked.tallies
        ],
        "summary": {
            **{severity.label: report.count(severity) for severity in reversed(Severity)},
            "waived": 0,
            "baselined": 0,
            "failed": report.exit_status(fail_on) > 0,
        },
    }


def _finding(finding: Finding, lang: str) -> Mapping[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "organisation": finding.organisation,
        "subject": finding.subject,
        "involves": finding.involves,
        "message": finding.say(lang),
        "values": {key: _value(value) for key, value in finding.values.items()},
        "place": _place(finding.place),
        "related": [_related(place) for place in finding.related],
        "hint": finding.advise(lang),
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "status": finding.status,
    }


def _value(value: Any) -> Any:
    if isinstance(value, Ref):
        return value.id
    return [_value(item) for item in value] if isinstance(value, tuple) else value


def _place(place: Place) -> dict[str, Any]:
    return {"at": place.at, "path": place.path, **place.span._asdict()}


def _related(place: Place) -> Mapping[str, Any]:
    label = {"label": place.label.id if place.label else ""}
    return {"at": place.at, **label, **_place(place)}
