"""The rules of a run as SARIF describes them."""

from collections.abc import Mapping
from typing import Any

from raci.findings.codes import family
from raci.findings.finding import Severity
from raci.findings.report import Report, RuleInfo
from raci.findings.text import in_language, one_line
from raci.render.findings.options import Options

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
PROBLEMS = {**LEVELS, Severity.INFO: "recommendation"}
LONGEST = 1024
"""The characters of a description that GitHub takes."""


def sheets(report: Report, options: Options) -> list[RuleInfo]:
    """Return the rules that judged or have findings, in the order of their codes."""
    known = options.sheets()
    reported = {f.code: RuleInfo(f.code, f.name, f.severity, f.title_of_rule, "") for f in report}
    judged = {
        tally.code: RuleInfo(tally.code, tally.code, Severity.WARNING, {"": tally.code}, "")
        for checked in report.organisations
        for tally in checked.tallies
        if tally.applicable
    }
    return [known.get(code, sheet) for code, sheet in sorted((judged | reported).items())]


def descriptor(sheet: RuleInfo, lang: str) -> Mapping[str, Any]:
    """Describe a rule; its whole page is the help, since GitHub shows no link to one."""
    title = in_language(sheet.title, lang)
    page = f"# {sheet.code} {sheet.name}\n\n{sheet.help.strip() or title}\n"
    about = _first_paragraph(sheet.help) or title
    return {
        "id": sheet.code,
        "name": sheet.name,
        "shortDescription": {"text": _cut(title)},
        "fullDescription": {"text": _cut(about)},
        "help": {"text": about, "markdown": page},
        "defaultConfiguration": {"level": LEVELS[sheet.severity]},
        "properties": {
            # a rule reads the definition; none guesses from a sample
            "precision": "high",
            "problem.severity": PROBLEMS[sheet.severity],
            "tags": ["responsibility", family(sheet.code)],
        },
    }


def _first_paragraph(markdown: str) -> str:
    first = markdown.strip().partition("\n\n")[0]
    return "" if first.startswith(("#", "```")) else one_line(first)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
