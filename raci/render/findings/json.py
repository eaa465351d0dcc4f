"""Findings as raci's own JSON, version 1: complete, people by id only, additive changes only."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from raci.findings.finding import Acceptance, Finding, Severity
from raci.findings.place import Place
from raci.findings.ref import Ref
from raci.findings.report import BaseInfo, Checked, Report
from raci.findings.text import Spoken, in_language
from raci.render import json_text
from raci.render.findings.options import PLAIN, Options


def render(report: Report, options: Options = PLAIN) -> str:
    """Render a report; its schema is ``schemas/v1/findings.schema.json``."""
    before = report.before
    since = {"since": _since(before)} if before else {}
    data = {
        **since,
        "organisations": [
            {
                "id": checked.id,
                "path": checked.path,
                "files": checked.files,
                "skipped_files": checked.skipped_files,
                "unread_paths": checked.unread_paths,
                **checked.counts,
                "checked": checked.sound,
                "ignored": checked.ignored,
                "policies_left_out": checked.policies_left_out,
                **_baseline(checked),
                **(
                    {"tables": [asdict(table) for table in checked.tables]}
                    if checked.tables
                    else {}
                ),
            }
            for checked in report.organisations
        ],
        "findings": (_finding(finding, options.lang) for finding in report.every),
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
            "waived": len(report.of_status("waived")),
            "baselined": len(report.of_status("baselined")),
            "meant": len(report.of_status("meant")),
            "failed": report.exit_status() > 0,
        },
    }
    return json_text.report(report.as_of, report.inputs, data)


def _since(before: BaseInfo) -> Mapping[str, Any]:
    kept = {"before": len(before.kept), "better": before.better}
    return {"revision": before.revision, **kept, "resolved": before.gone}


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
        "hint": "\n".join((finding.advise(lang), *finding.instead)),
        "fix": [{"does": e.does, "at": e.at, "value": e.value} for e in finding.fix] or None,
        "fingerprint": finding.fingerprint,
        "status": finding.status,
        "change": finding.change,
        "waiver": _waiver(finding.waiver, lang) if finding.waiver else None,
        "proposal": finding.proposal or None,
    }


def _waiver(accepted: Acceptance, lang: str) -> Mapping[str, Any]:
    return {
        "at": accepted.waiver,
        "reason": in_language(accepted.reason, lang),
        "approved_by": {role.id: day for role, day in accepted.approved_by},
        "until": accepted.until,
        **({"standing": _standing(accepted)} if accepted.standing else {}),
    }


def _standing(accepted: Acceptance) -> Mapping[str, str]:
    return {role.id: level for role, level in accepted.standing.items()}


def _baseline(checked: Checked) -> Mapping[str, Any]:
    if checked.baseline is None:
        return {}
    path, entries, stale = checked.baseline.path, checked.baseline.entries, checked.baseline.stale
    return {"baseline": {"path": path, "entries": entries, "stale": stale}}


def _value(value: Any) -> Any:
    if isinstance(value, Ref):
        return value.id
    if not isinstance(value, str) and isinstance(value, Spoken):
        return value.say("en")
    return [_value(item) for item in value] if isinstance(value, tuple) else value


def _place(place: Place, **label: str) -> dict[str, Any]:
    cell = {"cell": place.cell} if place.cell else {}
    return {"at": place.at, **label, "path": place.path, **place.span._asdict(), **cell}


def _related(place: Place) -> Mapping[str, Any]:
    return _place(place, label=place.label.id if place.label else "")
