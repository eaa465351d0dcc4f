"""The stages of a check of one version: what becomes of its findings, one after another."""

from collections.abc import Mapping
from dataclasses import replace

from raci.check.base import governing_baseline, governing_waivers
from raci.check.baseline import cover
from raci.check.compilation import Compiled
from raci.check.doubtful import certain
from raci.check.effective_settings import (
    switched_off,
)
from raci.check.losses import without_meant
from raci.check.meant import NOT_COUNTING
from raci.check.newly_violated import newly_violated
from raci.check.plugins import failed_plugins
from raci.check.runner import crashed, lint
from raci.check.state import Check
from raci.check.waivers import RuleSelection, Waivers
from raci.check.yielding import YieldingFailedError, once
from raci.findings.codes import ALWAYS, VIOLATED
from raci.findings.finding import Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.report import Recorded, Tally
from raci.findings.standing import STANDINGS, Standing
from raci.rules.rule import Rule
from raci.rules.subjects import SUBJECTS


def run_rules(check: Check) -> None:
    """Run the chosen rules and policies; where something cannot be read, those that still can."""
    compiled, settings = check.compiled, check.settings
    chosen = check.chosen
    if not check.sound:
        chosen &= _in_spite_of_errors(compiled)
    rules = compiled.rulebook.rules(chosen)
    outcome = lint(check.matrix, rules, chosen, settings.parameters, check.run.timed)
    by_code = {rule.code: rule for rule in rules}
    check.tallies = tuple(_with_read(each, by_code[each.code], check) for each in outcome.tallies)
    told = certain(without_meant(outcome.verdicts, check), compiled.found)
    check.verdicts += (*compiled.defects, *check.wrong_policies, *told)
    check.verdicts += failed_plugins(compiled)
    if check.previous and check.sound and VIOLATED in chosen:
        check.verdicts += newly_violated(outcome.verdicts, check.previous, check)
    if check.sound and not any(_is_judged(tally, check) for tally in outcome.tallies):
        check.verdicts.append(Verdict("DEF011", Ref("org"), Hit(case="no-rule")))


def _with_read(tally: Tally, rule: Rule, check: Check) -> Tally:
    """Return a tally that counts what its rule found as files were read, too."""
    read = {each.subject for each in check.compiled.defects if each.code == tally.code}
    if not read:
        return tally
    judged = {subject.ref for subject in SUBJECTS[rule.of](check.matrix)}
    return replace(tally, subjects=tally.subjects + len(read - judged))


def _in_spite_of_errors(compiled: Compiled) -> frozenset[str]:
    """Return the rules that judge what can be read of an organisation with other errors."""
    if not compiled.resolvable:
        return frozenset()
    declared = compiled.org.id  # its header can be read, and with it what it declares
    return frozenset({"DEF004", "DEF019"} if declared else {"DEF004"})


def _is_judged(tally: Tally, check: Check) -> bool:
    if not tally.applicable or tally.code not in check.settings.selected:
        return False
    found = check.compiled.found
    paths = (found.title(document.path) for document in found.documents)
    return not all(check.settings.ignores(tally.code, path) for path in paths)


def complete(check: Check) -> None:
    """Make findings of the verdicts."""
    for finding in check.complete(check.verdicts):
        if proposal := check.unexcused.get((finding.code, finding.subject)):
            values = {**finding.values, "proposal": proposal}
            check.findings.append(replace(finding, remark=NOT_COUNTING, values=values))
        else:
            check.findings.append(finding)
    if check.compiled.found.table:  # a fix is written in YAML
        check.findings = [replace(finding, fix=()) for finding in check.findings]


def waive(check: Check) -> None:
    """Mark the findings that waivers cover, and tell what is wrong with waivers."""
    compiled = check.compiled
    if not compiled.org.waivers or not check.sound:
        return
    selection = RuleSelection(compiled.rulebook.codes, frozenset(check.settings.selected))
    governing = governing_waivers(compiled, check.base) if check.base else compiled.org.waivers
    waivers = Waivers(
        compiled.matrix,
        check.run.day,
        selection,
        frozenset(governing),
        check.settings.approvals[0],
        _standing_of_waivers(check),
    )
    check.findings = waivers.cover(check.findings)
    check.findings += check.complete(waivers.verdicts())


def _standing_of_waivers(check: Check) -> Mapping[str, Mapping[str, Standing]]:
    """Return the standing of the waivers' approvals; git is not asked where every one counts."""
    if check.settings.approvals[0] == STANDINGS[0]:
        return {}
    from raci.check.standing import standing_of_waivers

    waivers = check.compiled.org.waivers.values()
    return standing_of_waivers(check.compiled, waivers, check.run.day, check.base)


def ignore(check: Check) -> None:
    """Leave out the findings in files in which settings ignore their rules."""
    ignores = check.settings.ignores
    kept = [f for f in check.findings if f.code in ALWAYS or not ignores(f.code, f.place.path)]
    check.ignored = len(check.findings) - len(kept)
    check.findings = kept


def apply_baseline(check: Check) -> None:
    """Mark the findings that the baseline has."""
    compiled, renames = check.compiled, check.compiled.matrix.renames
    if compiled.baseline is None or not check.run.baseline:
        return
    governing = governing_baseline(compiled, check.base) if check.base else compiled.baseline
    check.findings, left = cover(check.findings, governing, renames, check.completer.name_of)
    off = switched_off(check.settings)
    stale = (str(entry) for entry in left if check.sound and entry.code not in off)
    path = compiled.found.title(compiled.found.baseline)
    check.recorded = Recorded(path, len(governing), tuple(stale))


def drop_yielded(check: Check) -> None:
    """Report each defect once: a finding gives way where another reports the same."""
    unyielding: list[Rule] = []
    while True:
        try:
            kept, yielded = once(check.findings, check.matrix, check.settings, unyielding)
        except YieldingFailedError as failed:
            unyielding.append(failed.rule)
            check.findings += check.complete([crashed(failed.rule, Ref("org"), failed.error)])
        else:
            check.findings, check.yielded = kept, yielded
            return
