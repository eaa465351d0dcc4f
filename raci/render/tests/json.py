"""Results of tests as JSON, version 1."""

from typing import Any

from raci.findings.finding import Finding
from raci.render.findings.options import PLAIN, Options
from raci.render.json_text import report as json_report
from raci.render.phrases import Words
from raci.render.tests.difference import title
from raci.testing.result import Coverage, Expectation, Result, TestReport


def render(report: TestReport, options: Options = PLAIN) -> str:
    """Render all results; the schema is ``schemas/v1/test-report.schema.json``."""
    words = Words("tests", options.lang)
    covered = None if report.coverage is None else [_coverage(each) for each in report.coverage]
    results = [_result(each, words) for each in report.results]
    return json_report(report.day, report.inputs, {"results": results, "coverage": covered})


def _result(result: Result, words: Words) -> dict[str, Any]:
    remark = words[result.remark] if result.remark else ""
    return {
        "kind": result.kind,
        "name": title(result, words),
        "file": result.place.path,
        "line": result.place.span.line,
        "as_of": result.day,
        "holds": result.holds,
        "expected": result.expected,
        "missing": [_missing(each) for each in result.missing],
        "unexpected": [_unexpected(each, words.lang) for each in result.unexpected],
        "remark": remark.format(subject=words[f"subject-{result.subject}"]) if remark else "",
    }


def _missing(expectation: Expectation) -> dict[str, Any]:
    return {
        "rule": expectation.code,
        "at": expectation.at,
        "messages": dict(expectation.messages),
    }


def _unexpected(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "rule": finding.code,
        "at": finding.subject,
        "message": finding.say(lang),
        "file": finding.place.path,
        "line": finding.place.span.line,
    }


def _coverage(covered: Coverage) -> dict[str, Any]:
    return {
        "policy": covered.policy,
        "file": covered.place.path,
        "line": covered.place.span.line,
        "lacks_failing_example": covered.lacks_failing_example,
        "conditions": [
            {"key": each.key, "expression": each.expression, "never": list(each.never)}
            for each in covered.conditions
        ],
    }
