"""How many findings each rule has, instead of the findings."""

from collections.abc import Sequence
from dataclasses import replace

from tabulate import tabulate

from raci.findings.finding import Finding
from raci.findings.report import Report
from raci.findings.text import in_language
from raci.render.columns import styled
from raci.render.escape import clean
from raci.render.findings.options import PLAIN, Options
from raci.render.findings.summary import EVERYTHING, HIDDEN, wrapped
from raci.render.phrases import Words

ALIGNED = ("right", "left", "left", "left")


def render(report: Report, options: Options = PLAIN) -> str:
    """Render a line a rule, most findings first, and the summary below.

    Infos count too; waived findings and those in the baseline only where ``show`` names them.
    """
    words = Words("findings", options.lang)
    groups: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in report.findings:
        if finding.status == "new" or finding.status in options.show:
            key = (finding.code, -finding.severity, finding.status)
            groups.setdefault(key, []).append(finding)
    shown = replace(options, show=options.show | (EVERYTHING - set(HIDDEN)))
    if not groups:
        return wrapped(report, shown)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    rows = [[words[key] for key in ("count", "code", "name", "level")]]
    rows += [_row(findings, words, options.colour) for _, findings in ordered]
    table = tabulate(rows, tablefmt="plain", disable_numparse=True, colalign=ALIGNED)
    fixable = sum(bool(f.fix) for _, findings in ordered for f in findings)
    note = f"{words['fixable'].format(n=fixable)}\n" if fixable else ""
    return f"{table}\n{note}\n" + wrapped(report, shown)


def _row(findings: Sequence[Finding], words: Words, colour: bool) -> list[str]:
    """Return a rule's cells; Chinese readers get its title for its name, which is English."""
    first = findings[0]
    code = clean(first.code) + ("  [*]" if any(finding.fix for finding in findings) else "")
    name = in_language(first.title_of_rule, words.lang) if words.chinese else first.name
    status = "" if first.status == "new" else f" ({words[first.status]})"
    severity = styled(words[first.severity.label] + status, first.severity.label, colour)
    return [str(len(findings)), code, clean(name), severity]
