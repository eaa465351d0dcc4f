"""A plan as JSON, version 1: complete, people by id only; what ``raci apply --plan`` reads."""

from collections.abc import Mapping
from typing import Any

from raci.change.plan.plan import EntityChanges, Load, Plan, PlanFinding, UnitEffect, Version
from raci.findings.finding import Finding
from raci.findings.text import in_language
from raci.render.json_text import dumps
from raci.version import __version__


def render(plan: Plan, lang: str = "en") -> str:
    """Render a plan; its schema is ``schemas/v1/plan.schema.json``."""
    return dumps(
        {
            "version": 1,
            "raci": __version__,
            "as_of": plan.base.day,
            "organisation": plan.organisation.id,
            "proposal": plan.proposal,
            "title": in_language(plan.title, lang),
            "verdict": plan.verdict,
            "open": [in_language(each, lang) for each in plan.open],
            "base": _version(plan.base, lang),
            "steps": [_version(step, lang) for step in plan.steps],
            "changes": [
                {
                    "number": deed.number,
                    "verb": deed.verb,
                    "about": deed.about,
                    "to": deed.to,
                    "on": deed.day,
                    "because": in_language(deed.because, lang),
                    "assumes": in_language(deed.assumes, lang),
                    "place": deed.place,
                }
                for deed in plan.deeds
            ],
            "total": _unit(plan.total),
            "departments": [_unit(unit) for unit in plan.departments],
            "roles": [
                {
                    "role": effect.role,
                    "before": effect.before,
                    "gains": effect.gains,
                    "loses": effect.loses,
                    "keeps": effect.keeps,
                    "load_before": _load(effect.load[0]),
                    "load_after": _load(effect.load[1]),
                }
                for effect in plan.effects
            ],
            "unordered": [
                {"activity": shift.activity, "before": shift.before, "after": shift.after}
                for shift in plan.shifts
            ],
            "approvals": [
                {"role": each.role, "about": each.about, "approved": each.on or None}
                for each in plan.approvals
            ],
            "findings": {
                "new": [_told(told, lang) for told in plan.new],
                "between": [_told(told, lang) for told in plan.between],
                "resolved": [_finding(finding, lang) for finding in plan.resolved],
                "unchanged": plan.unchanged,
            },
            "balance": {
                **{key.replace(" ", "_"): n for key, n in plan.counts.items()},
                "fates": [
                    {
                        "held": fate.held,
                        "fate": fate.fate,
                        "change": fate.change,
                        "heirs": fate.heirs,
                    }
                    for fate in plan.fates
                ],
                "arrived": [{"held": fate.held, "change": fate.change} for fate in plan.arrived],
            },
        }
    )


def _version(version: Version, lang: str) -> Mapping[str, Any]:
    return {"day": version.day, "title": in_language(version.title, lang), "pin": version.pin}


def _unit(unit: UnitEffect) -> Mapping[str, Any]:
    before, after = unit.heads
    department = unit.department.id if unit.department else None
    heads = {"headcount_before": before, "headcount_after": after}
    return {"department": department, **_fates(unit.fates), **heads}


def _fates(fates: EntityChanges) -> Mapping[str, Any]:
    renamed = [{"before": before, "after": after} for before, after in fates.renamed]
    return {
        "added": fates.added,
        "changed": fates.changed,
        "renamed": renamed,
        "retired": fates.retired,
    }


def _load(load: Load | None) -> Mapping[str, int] | None:
    return {"rows": load.rows, "headcount": load.heads} if load else None


def _told(told: PlanFinding, lang: str) -> Mapping[str, Any]:
    days = {"from": told.start, "until": told.until} if told.start else {}
    return {**_finding(told.finding, lang), "change": told.change, **days}


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
