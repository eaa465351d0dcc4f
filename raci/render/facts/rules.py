"""The rules of a check: how many subjects each judged and passed, and why one did not run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from raci.check.settings import OFF, Settings
from raci.findings.codes import ALWAYS, family
from raci.findings.report import Checked, Report, RuleInfo, Tally
from raci.findings.text import Text
from raci.render.facts.table import LANGUAGES, Column, FactTable, Value, column, phrase, table

State = Literal["ran", "not-applicable", "off", "not-run"]

CHANGE = "CHG"
"""The family of rules that compare two versions."""


class RuleState(NamedTuple):
    """Whether a rule ran, and why it did not, or how else it is checked.

    ``usual``: an organisation need not ask why it did not run.
    """

    state: State
    why: Text
    usual: bool = False


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
    tallies = {tally.code: tally for tally in checked.tallies}
    findings = [each for each in report.every if each.organisation == checked.id]
    counts = Counter(each.code for each in findings)
    failed = Counter(code for code, _ in {(each.code, each.subject) for each in findings})
    codes = sorted({*settings.names, *tallies, *counts})
    states = {
        code: state_of(code, tallies.get(code), settings, sound=checked.sound) for code in codes
    }

    def row(code: str) -> tuple[Value, ...]:
        info, tally = known.get(code), tallies.get(code)
        return (
            code,
            settings.names.get(code, code),
            info.title if info else None,
            settings.severity(code, info.severity).label if info else None,
            phrase(f"rule-{states[code].state}"),
            states[code].why or None,
            tally.subjects if tally else None,
            tally.subjects - failed[code] if tally else None,
            failed[code],
            counts[code],
        )

    usual = tuple(number for number, code in enumerate(codes) if states[code].usual)
    return replace(table("rules", _columns(), map(row, codes)), usual=usual)


def _columns() -> tuple[Column, ...]:
    return (
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


def state_of(code: str, tally: Tally | None, settings: Settings, *, sound: bool) -> RuleState:
    """Return whether a rule ran, and why it did not.

    ``sound``: all files of the organisation could be read, so that rules could run.
    """
    if tally and tally.applicable:
        return RuleState("ran", {})
    if tally:
        return RuleState("not-applicable", phrase("nothing-to-judge"), usual=True)
    if code not in settings.selected and code not in ALWAYS:
        origin = settings.left_out.get(code, OFF)
        why = {lang: origin.say(lang) for lang in LANGUAGES}
        return RuleState("off", why, usual=origin == OFF)
    if family(code) == CHANGE:
        return RuleState("not-run", phrase("needs-two-versions"), usual=True)
    if sound or code in ALWAYS:
        return RuleState("ran", phrase("as-files-are-read"))
    return RuleState("not-run", phrase("files-unreadable"))
