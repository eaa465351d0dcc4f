"""A plan as JSON, version 1: complete, people by id only; what ``raci apply --plan`` reads."""

from collections.abc import Mapping
from typing import Any

from raci.change.plan.effect import Load, UnitEffect
from raci.change.plan.plan import Approval, Plan, PlanFinding, Version
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.findings.standing import Standing
from raci.findings.text import in_language
from raci.render.json_text import finding_in_change, report


def render(plan: Plan, lang: str = "en") -> str:
    """Render a plan; its schema is ``schemas/v1/plan.schema.json``."""
    return report(
        plan.base.day,
        plan.inputs,
        {
            "organisation": plan.organisation.id,
            "proposal": plan.proposal,
            "title": in_language(plan.title, lang),
            "verdict": plan.verdict,
            "ready": plan.ready,
            "approved": plan.approved,
            "missing_approvals": plan.missing_approvals,
            "least_standing": plan.least_standing,
            "open": [in_language(question, lang) for question in plan.open],
            "settings_lowered": [
                {
                    "how": lowered.case,
                    "rules": [*lowered.titles],
                    "origin": lowered.origin,
                    **lowered.values,
                }
                for lowered in plan.lowered
            ],
            "base": _version(plan.base, lang),
            "applied": [
                {
                    "number": step.number,
                    "day": step.day,
                    "title": in_language(step.title, lang),
                    "applied": step.applied,
                }
                for step in plan.applied
            ],
            "steps": [
                {**_version(step, lang), "overdue": step in plan.overdue} for step in plan.steps
            ],
            "changes": [
                {
                    "number": change.number,
                    "verb": change.verb,
                    "about": change.about,
                    "to": change.to,
                    "on": change.day,
                    "because": in_language(change.because, lang),
                    "assumes": in_language(change.assumes, lang),
                    "place": change.place,
                }
                for change in plan.deeds
            ],
            "total": _unit(plan.total, plan),
            "departments": [_unit(unit, plan) for unit in plan.departments],
            "roles": [
                {
                    "role": effect.role,
                    "before": effect.before,
                    "made_of": _parts(effect.role, plan),
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
            "approvals": [_approval(approval, lang) for approval in plan.approvals],
            "findings": {
                "new": [_finding(found, lang) for found in plan.new],
                "between": [_finding(found, lang) for found in plan.between],
                "resolved": [_in_plan(finding, lang) for finding in plan.resolved],
                "better": [_in_plan(finding, lang) for finding in plan.better],
                "unchanged": len(plan.kept) - len(plan.better),
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
        },
    )


def _version(version: Version, lang: str) -> Mapping[str, Any]:
    return {"day": version.day, "title": in_language(version.title, lang), "pin": version.pin}


def _parts(ref: Ref | None, plan: Plan) -> tuple[Ref, ...]:
    return plan.made_of.get(ref, ()) if ref else ()


def _unit(unit: UnitEffect, plan: Plan) -> Mapping[str, Any]:
    fates = unit.fates
    return {
        "department": unit.department.id if unit.department else None,
        "made_of": _parts(unit.department, plan),
        "added": fates.added,
        "changed": fates.changed,
        "renamed": [{"before": before, "after": after} for before, after in fates.renamed],
        "retired": fates.retired,
        "headcount_before": unit.heads[0],
        "headcount_after": unit.heads[1],
    }


def _approval(approval: Approval, lang: str) -> Mapping[str, Any]:
    return {
        "role": approval.role,
        "about": approval.about,
        "in_place_of": [{"role": place.role, "why": place.why} for place in approval.places],
        "approved": approval.on or None,
        "counts": approval.counts,
        **({"why_not": approval.why_not} if approval.why_not else {}),
        **(_standing(approval.standing, lang) if approval.standing else {}),
    }


def _standing(standing: Standing, lang: str) -> Mapping[str, Any]:
    why = {"why_no_better": standing.why.text(lang)} if standing.why else {}
    return {"standing": standing.level, **why}


def _load(load: Load | None) -> Mapping[str, int] | None:
    return {"rows": load.rows, "headcount": load.heads} if load else None


def _finding(found: PlanFinding, lang: str) -> Mapping[str, Any]:
    days = {"from": found.start, **({"until": found.until} if found.until else {})}
    return {
        **_in_plan(found.finding, lang),
        "change": found.change,
        "contributing": found.contributing,
        **days,
    }


def _in_plan(finding: Finding, lang: str) -> dict[str, Any]:
    """Return a finding as JSON; in a plan ``change`` is the number of a change."""
    data = finding_in_change(finding, lang)
    return {**data, "compared": data.pop("change")}
