"""The rules of a check: how many subjects each judged and passed, and why one did not run."""

from collections.abc import Mapping

from raci.check.settings import Settings
from raci.findings.codes import ALWAYS, family
from raci.findings.ref import Ref
from raci.findings.report import Checked, Report, RuleInfo, Tally
from raci.findings.text import Text
from raci.render.facts.table import LANGUAGES, FactTable, Value, column, phrase, table

CHANGE = "CHG"
"""The family of rules that compare two versions."""


def rules(
    checked: Checked, report: Report, settings: Settings, known: Mapping[str, RuleInfo]
) -> FactTable:
    """Return every rule, those that did not run too.

    Args:
        checked: the organisation, with what each rule judged.
        report: the report that it is part of.
        settings: those in force, which say what did not run and why.
        known: what is known of each rule, by code.
    """
    columns = (
        column("code"),
        column("name"),
        column("title"),
        column("severity", "severity"),
        column("state"),
        column("why"),
        column("judged", "number"),
        column("passed", "number"),
        column("failed", "number"),
        column("findings", "number"),
    )
    tallies = {tally.code: tally for tally in checked.tallies}
    findings = [each for each in report.every if each.organisation == checked.id]
    failed: dict[str, set[Ref]] = {}
    counts: dict[str, int] = {}
    for finding in findings:
        failed.setdefault(finding.code, set()).add(finding.subject)
        counts[finding.code] = counts.get(finding.code, 0) + 1

    def row(code: str) -> tuple[Value, ...]:
        info, tally = known.get(code), tallies.get(code)
        subjects = tally.subjects if tally else 0
        failing = len(failed.get(code, ()))
        return (
            code,
            settings.names.get(code, code),
            info.title if info else None,
            settings.severity(code, info.severity).label if info else None,
            phrase(_state(code, tally, settings, checked.sound)),
            _why(code, settings),
            subjects if tally else None,
            subjects - failing if tally else None,
            failing,
            counts.get(code, 0),
        )

    codes = sorted({*settings.names, *tallies, *counts})
    return table("rules", columns, map(row, codes))


def _state(code: str, tally: Tally | None, settings: Settings, sound: bool) -> str:
    if tally:
        return "rule-ran" if tally.applicable else "nothing-to-judge"
    if code not in settings.selected and code not in ALWAYS:
        return "switched-off"
    if family(code) == CHANGE:
        return "needs-two-versions"
    return "as-files-are-read" if sound or code in ALWAYS else "files-unreadable"


def _why(code: str, settings: Settings) -> Text | None:
    origin = settings.left_out.get(code)
    if origin is None or code in ALWAYS:
        return None
    return {lang: origin.say(lang) for lang in LANGUAGES}
