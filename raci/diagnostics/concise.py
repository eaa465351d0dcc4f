"""Findings one a line, entities by id: for grep, editors and logs."""

from raci.escaping import clean, harmless
from raci.report import Report


def render(report: Report, *, lang: str = "en") -> str:
    """Render each finding as ``path:line:column: severity CODE message``."""
    lines = (
        f"{finding.place}: {finding.severity.label} {finding.code} {finding.say(lang)}"
        for finding in report.findings
    )
    return harmless("".join(f"{clean(line)}\n" for line in lines))
