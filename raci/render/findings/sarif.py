"""Findings as SARIF 2.1.0, as code scanning reads it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from raci.findings.codes import CRASHED, UNUSABLE
from raci.findings.finding import Finding
from raci.findings.place import Place
from raci.findings.report import Report
from raci.render.escape import clean
from raci.render.findings.justification import justification
from raci.render.findings.options import PLAIN, Options, from_top
from raci.render.findings.sarif_rules import LEVELS, descriptor, sheets
from raci.render.json_text import dumps
from raci.render.phrases import Words
from raci.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS = 25_000
"""The results that GitHub takes of a run; a file with more is refused."""

LOCATIONS = 1_000
"""The locations that GitHub takes of a result, the first among them."""

STATES = {"new": "new", "worse": "updated", "better": "updated", "unchanged": "unchanged"}
"""SARIF's word for how a finding compares with the base or the baseline."""

ROOT = "%SRCROOT%"
Json = Mapping[str, Any]


def render(report: Report, options: Options = PLAIN) -> str:
    """Render one run, the same at any time and in any folder.

    Waived findings and those in the baseline are suppressed, with the reason; every result has
    the list of suppressions. Places are relative to the repository's top, without source lines.
    """
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]})


def _run(report: Report, options: Options) -> Json:
    rules = sheets(report, options)
    index = {sheet.code: number for number, sheet in enumerate(rules)}
    taken, left_out = _within_limit(report.every)
    since = {"since": report.before.revision} if report.before else {}
    return {
        "tool": {
            "driver": {
                "name": "raci",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [descriptor(sheet, options.lang) for sheet in rules],
            }
        },
        "invocations": [_invocation(report, left_out, index, options)],
        "automationDetails": {"id": "raci/"},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "language": options.lang,
        "results": [_result(finding, index[finding.code], options) for finding in taken],
        "properties": {"as_of": report.as_of, "inputs": report.inputs, **since},
    }


def _within_limit(findings: Sequence[Finding]) -> tuple[Sequence[Finding], int]:
    """Return the findings that a run can hold; accepted and least severe ones are dropped first."""
    if len(findings) <= RESULTS:
        return findings, 0
    ranked = sorted(findings, key=_rank)
    return ranked[:RESULTS], len(findings) - RESULTS


def _rank(finding: Finding) -> tuple[bool, bool, int]:
    return finding.change in ("unchanged", "better"), finding.status != "new", -finding.severity


def _invocation(report: Report, left_out: int, index: Mapping[str, int], options: Options) -> Json:
    crashed = [_notification(f, index, options) for f in report if f.code == CRASHED]
    unusable = [_notification(f, index, options) for f in report if f.code in UNUSABLE]
    if left_out:
        text = Words("sarif", options.lang).count("cut", left_out, most=str(RESULTS))
        crashed.append({"level": "warning", "message": {"text": text}})
    return {
        "executionSuccessful": report.exit_status() < 2,
        "toolExecutionNotifications": crashed,
        "toolConfigurationNotifications": unusable,
    }


def _notification(finding: Finding, index: Mapping[str, int], options: Options) -> Json:
    """Return a notification of what was not judged; of a crash, with the rule."""
    code = finding.values["rule"] if finding.code == CRASHED else finding.code
    number = {"index": index[code]} if code in index else {}
    return {
        "associatedRule": {"id": code, **number},
        "level": "error",
        "message": {"text": _literal(finding.say(options.lang))},
        "locations": [{"physicalLocation": _physical(finding.place, options.folder)}],
    }


def _result(finding: Finding, rule: int, options: Options) -> Json:
    related = finding.related[: LOCATIONS - 1]
    owner = {"organisation": clean(finding.organisation)} if finding.organisation else {}
    location = {
        "physicalLocation": _physical(finding.place, options.folder),
        "logicalLocations": [{"fullyQualifiedName": clean(finding.subject)}],
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": "".join(_message(finding, related, options.lang))},
        "locations": [location],
        **({"relatedLocations": _related(related, options.folder)} if related else {}),
        "partialFingerprints": {"raciFinding/v1": finding.fingerprint},
        "suppressions": _suppressions(finding, options.lang),
        **({"baselineState": STATES[finding.change]} if finding.change else {}),
        "properties": {"involves": [clean(ref) for ref in finding.involves], **owner},
    }


def _message(finding: Finding, related: Sequence[Place], lang: str) -> Iterator[str]:
    """Yield the message as a sentence, then the hint and links to the other places."""
    words = Words("sarif", lang)
    yield words["message"].format(message=_literal(finding.place.beside(finding.say(lang))))
    if finding.hint_template:
        lines = (finding.advise(lang), *finding.instead)
        yield words["hint"].format(hint="\n".join(map(_literal, lines)))
    if related:
        links = (f"[{_bracketed(_label(place))}]({n})" for n, place in enumerate(related, 1))
        yield words["see"].format(links=words["links-comma"].join(links))
    if left_out := len(finding.related) - len(related):
        yield words.count("more-places", left_out)


def _related(places: Sequence[Place], folder: str) -> list[Json]:
    return [
        {
            "id": number,
            "message": {"text": _literal(_label(place))},
            "physicalLocation": _physical(place, folder),
        }
        for number, place in enumerate(places, 1)
    ]


def _label(place: Place) -> str:
    return clean((place.label.id if place.label else place.at.holder) or place.at.id)


def _suppressions(finding: Finding, lang: str) -> list[Json]:
    """Return why a finding is accepted; an empty list where it is not."""
    if finding.status == "new":
        return []
    reason = clean(justification(finding, lang))
    return [{"kind": "external", "status": "accepted", "justification": reason}]


def _physical(place: Place, folder: str) -> Json:
    """Return a place within its first line, so that a pull request that changes it shows it."""
    span = place.span
    end = span.end_column
    if span.end_line != span.line:
        end = max(len(place.source), span.column) + 1
    # a file name that is not UTF-8 becomes %ED and raises no error
    path = from_top(place.path, folder).encode("utf-8", "surrogatepass")
    return {
        "artifactLocation": {"uri": quote(path), "uriBaseId": ROOT},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.line,
            "endColumn": end,
        },
    }


def _literal(text: str) -> str:
    """Escape links and placeholders of SARIF."""
    return re.sub(r"\](?=\()|\{(?=\d+\})", r"\g<0> ", clean(text))


def _bracketed(text: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", text)
