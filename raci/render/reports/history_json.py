"""A history as JSON, version 1, and who answered for something on a day: people by id only."""

from collections.abc import Mapping
from typing import Any

from raci.change.history.records import (
    Answer,
    Answers,
    AssignmentPeriod,
    Change,
    FindingPeriod,
    History,
    Moment,
    Skipped,
    Source,
    WaiverPeriod,
    Weakened,
)
from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.text import in_language
from raci.render.json_text import report


def render(history: History, lang: str = "en") -> str:
    """Render a history; its schema is ``schemas/v1/history.schema.json``."""
    return report(
        history.end,
        history.inputs,
        {
            "organisation": history.organisation,
            "path": history.path,
            "period": {"from": history.start, "to": history.end},
            "head": history.head,
            "commits": history.commits,
            "dated_back": history.dated_back,
            "judged": history.judged,
            "assignments_before": history.assignments_before,
            "assignments_after": history.assignments_after,
            "changes": [_change(each) for each in history.changes],
            "skipped": [_skipped(each, lang) for each in history.skipped],
            "assignments": [_assignment(each) for each in history.assignments],
            "findings": [_finding(each, lang) for each in history.findings],
            "waivers": [_waiver(each, lang) for each in history.waivers],
            "weakened": [_weakened(each, lang) for each in history.weakened],
        },
    )


def render_answers(answers: Answers) -> str:
    """Render who answered for something; its schema is ``schemas/v1/answers.schema.json``."""
    return report(
        answers.day,
        answers.inputs,
        {
            "organisation": answers.organisation,
            "asked": answers.asked,
            "of": answers.ref,
            "commit": answers.commit.sha,
            "day": answers.commit.day,
            "unread": [each.sha for each in answers.unread],
            "answers": [_answer(each) for each in answers.answers],
        },
    )


def _moment(moment: Moment | None) -> Mapping[str, Any] | None:
    return moment and {"day": moment.day, "commit": moment.commit or None}


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "commit": change.commit.sha,
        "day": change.commit.day,
        "subject": change.commit.subject,
        "reviewed_by": change.reviewers,
        "path": change.path,
        "moved_from": change.moved_from or None,
        "begins": change.begins,
        "gone": change.gone,
        "settings": change.settings,
        "renamed": [each._asdict() for each in change.renamed],
        "entities": change.entities,
        "assignments": {"came": change.came, "went": change.went},
        "findings": {"opened": change.opened, "closed": change.closed},
    }


def _skipped(skipped: Skipped, lang: str) -> Mapping[str, Any]:
    return {
        "commit": skipped.commit.sha,
        "day": skipped.commit.day,
        "subject": skipped.commit.subject,
        "findings": [
            {"code": each.code, "message": each.say(lang), "place": _place(each.place)}
            for each in skipped.findings
        ],
    }


def _assignment(period: AssignmentPeriod) -> Mapping[str, Any]:
    assigned = period.assigned
    return {
        "activity": assigned.of,
        "function": assigned.key,
        "role": assigned.role,
        "derived": assigned.derived,
        "added": _moment(period.added),
        "removed": _moment(period.removed),
    }


def _finding(period: FindingPeriod, lang: str) -> Mapping[str, Any]:
    return {
        **_what(period.finding, lang),
        "opened": _moment(period.opened),
        "closed": _moment(period.closed),
        "end": period.end,
        "days": period.days,
    }


def _what(finding: Finding, lang: str) -> Mapping[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "subject": finding.subject,
        "involves": finding.involves,
        "message": finding.say(lang),
        "fingerprint": finding.fingerprint,
        "place": _place(finding.place),
    }


def _place(place: Place) -> Mapping[str, Any]:
    at = {"at": place.at, "path": place.path, "line": place.span.line, "column": place.span.column}
    return {**at, "cell": place.cell} if place.cell else at


def _waiver(period: WaiverPeriod, lang: str) -> Mapping[str, Any]:
    waiver = period.waiver
    return {
        "waiver": waiver.ref,
        "rule": waiver.rule,
        "at": waiver.at,
        "involves": waiver.involves,
        "reason": in_language(waiver.reason, lang),
        "approved_by": waiver.approved_by,
        "standing": {role: each.level for role, each in period.standing.items()},
        "from": waiver.start,
        "until": waiver.until,
        "granted": _moment(period.granted),
        "ended": _moment(period.ended),
        "end": period.end,
    }


def _weakened(weakened: Weakened, lang: str) -> Mapping[str, Any]:
    at = {"commit": weakened.at.commit, "day": weakened.at.day}
    return {**at, **_what(weakened.finding, lang)}


def _answer(answer: Answer) -> Mapping[str, Any]:
    return {
        "of": answer.of,
        "as": answer.key,
        "role": answer.role,
        "derived": answer.derived,
        "since": _moment(answer.since),
        "lines": [_source(each) for each in answer.sources],
    }


def _source(source: Source) -> Mapping[str, Any]:
    brought = source.commit
    return {
        **_place(source.place),
        "commit": brought and brought.sha,
        "day": brought and brought.day,
    }
