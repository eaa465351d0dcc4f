"""The rules of a check: how many subjects each judged and passed, and why one did not run."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from raci.check.settings import OFF, Settings
from raci.findings.codes import ALWAYS, family
from raci.findings.ref import Ref
from raci.findings.report import Checked, Report, RuleInfo, Tally
from raci.findings.text import Text
from raci.render.facts.table import LANGUAGES, FactTable, Value, column, phrase, table

State = Literal["ran", "not-applicable", "off", "not-run"]

WHY = 5
"""The number of the column that says why a rule did not run."""

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
        state, why = state_of(code, tally, settings, sound=checked.sound)
        subjects = tally.subjects if tally else 0
        failing = len(failed.get(code, ()))
        return (
            code,
            settings.names.get(code, code),
            info.title if info else None,
            settings.severity(code, info.severity).label if info else None,
            phrase(f"rule-{state}"),
            why or None,
            subjects if tally else None,
            subjects - failing if tally else None,
            failing,
            counts.get(code, 0),
        )

    codes = sorted({*settings.names, *tallies, *counts})
    rows = [row(code) for code in codes]
    off = {lang: OFF.say(lang) for lang in LANGUAGES}
    not_told = (phrase("nothing-to-judge"), phrase("needs-two-versions"), off)
    usual = tuple(number for number, each in enumerate(rows) if each[WHY] in not_told)
    return replace(table("rules", columns, rows), usual=usual)


def state_of(
    code: str, tally: Tally | None, settings: Settings, *, sound: bool
) -> tuple[State, Text]:
    """Return whether a rule ran, and why it did not, or how else it is checked.

    ``sound``: all files of the organisation could be read, so that rules could run.
    """
    if tally:
        return ("ran", {}) if tally.applicable else ("not-applicable", phrase("nothing-to-judge"))
    if code not in settings.selected and code not in ALWAYS:
        origin = settings.left_out.get(code, OFF)
        return "off", {lang: origin.say(lang) for lang in LANGUAGES}
    if family(code) == CHANGE:
        return "not-run", phrase("needs-two-versions")
    if sound or code in ALWAYS:
        return "ran", phrase("as-files-are-read")
    return "not-run", phrase("files-unreadable")
