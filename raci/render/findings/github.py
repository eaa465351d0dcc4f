"""Findings as commands in the log of a GitHub workflow, which shows them at their lines."""

from collections.abc import Mapping

from raci.findings.finding import Finding, Severity
from raci.findings.report import Report
from raci.render.escape import clean, harmless
from raci.render.findings import summary
from raci.render.findings.groups import Group, grouped
from raci.render.findings.options import PLAIN, Options, from_top
from raci.render.phrases import Words

SHOWN = 10
"""GitHub shows this many of each severity in a step, and drops the rest silently."""

LISTED = 20
"""An annotation lists at most this many subjects."""

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, options: Options = PLAIN) -> str:
    """Render new findings as commands, worst first, entities by id; below them a plain summary.

    Findings with one cause are one annotation, at the place of the first.
    """
    words = Words("findings", options.lang)
    new = report.of_status("new")
    lines: list[str] = []
    left: list[Finding] = []
    for severity in reversed(Severity):
        groups = grouped(finding for finding in new if finding.severity is severity)
        lines += [_command(group, words, options) for group in groups[:SHOWN]]
        left += [finding for group in groups[SHOWN:] for finding in group.findings]
    below = list(summary.lines(report, options))
    if left:
        listed = words["comma"].join(summary.by_severity(left, words, "-more"))
        below.insert(0, words["not-annotated"].format(list=listed, n=SHOWN))
    return "".join(f"{line}\n" for line in (*lines, *(harmless(clean(line)) for line in below)))


def _command(group: Group, words: Words, options: Options) -> str:
    finding = group.first
    title = f"{finding.code} {finding.name}" if finding.name != finding.code else finding.code
    where = {
        "file": from_top(finding.place.path, options.folder),
        **_region(finding),
        "title": title,
    }
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    message = _message(finding.place.beside(group.inline(words, limit=LISTED)))
    if hint := group.advise(words):
        lines = (words["help"] + hint, *group.first.instead)
        message += "".join(f"%0A{_message(line)}" for line in lines)
    return f"::{COMMANDS[finding.severity]} {properties}::{message}"


def _region(finding: Finding) -> Mapping[str, str]:
    """Return the lines, and the columns where GitHub accepts them: within one line."""
    span = finding.place.span
    lines = {"line": str(span.line), "endLine": str(span.end_line)}
    if span.line != span.end_line:
        return lines
    return lines | {"col": str(span.column), "endColumn": str(span.end_column)}


def _message(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
