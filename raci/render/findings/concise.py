"""Findings one a line, entities by id: for grep, editors and logs."""

from raci.findings.finding import Finding
from raci.findings.report import Report
from raci.render.escape import clean
from raci.render.findings.options import PLAIN, Options


def render(report: Report, options: Options = PLAIN) -> str:
    """Render each finding as ``path:line:column: severity CODE message [fingerprint]``.

    The fingerprint is cut to what ``raci why`` and ``raci waive`` need; waived findings and those
    in the baseline are left out unless ``show`` names them.
    """
    shown = (f for f in report.findings if f.status == "new" or f.status in options.show)
    return "".join(f"{clean(_line(finding, options.lang))}\n" for finding in shown)


def _line(finding: Finding, lang: str) -> str:
    status = "" if finding.status == "new" else f" ({finding.status})"
    return (
        f"{finding.place}: {finding.severity.label} {finding.code}{status} {finding.say(lang)}"
        f" [{finding.handle}]"
    )
