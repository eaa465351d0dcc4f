"""Judges one organisation: rules, then waivers, ignored paths, the baseline, an earlier version."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from raci import catalogue
from raci.baseline import Baseline, Identity, cover
from raci.compiled import Compiled
from raci.complete import Completer
from raci.finding import Finding, Hit, Verdict
from raci.lint import lint
from raci.model import Waiver
from raci.ref import Ref
from raci.renames import Renames
from raci.report import UNFINISHED, Checked, Recorded, Tally
from raci.settings import DEFAULT, Level, Selection, Settings
from raci.settle import settle
from raci.timing import Timed, untimed
from raci.waive import Ran, Waivers
from raci.workspace import BASELINE

EVERYTHING = Selection()
NEVER = frozenset(catalogue.ALWAYS)
"""The rules that nothing leaves out, waives or records."""


@dataclass(frozen=True, slots=True)
class Run:
    """How to judge: the day (ISO 8601), what is said on top of the settings files, the baseline.

    ``timed`` is told what is done while it is.
    """

    day: str
    selection: Selection = EVERYTHING
    baseline: bool = True
    timed: Timed = untimed


def settings_of(
    compiled: Compiled, selection: Selection = EVERYTHING, *, defaults: bool = False
) -> Settings:
    """Give the effective settings of an organisation, each with its origin.

    Args:
        compiled: the organisation.
        selection: what is said on top of its settings files.
        defaults: tell every rule's own severity and options as well.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    levels = [level for level in (*compiled.levels, selection.level()) if level.data]
    plain = not levels and not compiled.org.waivers and not defaults
    names = catalogue.judging() if plain else catalogue.names()
    if defaults:
        levels.insert(0, Level(catalogue.defaults(), lambda _: DEFAULT))
    return settle(levels, names, lambda code: catalogue.page(code).severity, NEVER, catalogue.off())


class Judged(NamedTuple):
    """What was checked, the findings, and how many more the earlier version had as well."""

    checked: Checked
    findings: list[Finding]
    before: int


def judge(compiled: Compiled, run: Run, base: Compiled | None = None) -> Judged:
    """Judge an organisation.

    With a ``base``, an earlier version, only what it had not is told; and of waivers and recorded
    findings only those count that it had as well: none excuses the change that it came with.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    with run.timed("compiling"):
        _compile(compiled)
        if base:
            _compile(base)
    settings = settings_of(compiled, run.selection)
    tallies, findings = _found(compiled, run, base, settings, sound=compiled.sound)
    told = [f for f in findings if f.code in NEVER or not settings.ignores(f.code, f.place.path)]
    ignored, findings = len(findings) - len(told), told
    baseline = _governing_baseline(compiled, run, base)
    recorded = None
    if baseline is not None:
        findings, left = cover(findings, baseline, compiled.matrix.renames, NEVER)
        off = switched_off(settings)
        stale = (str(entry) for entry in left if compiled.sound and entry.code not in off)
        path = compiled.found.title(BASELINE)
        recorded = Recorded(path, len(baseline), tuple(stale))
    before = len(findings)
    if base:
        there = _found(base, run, None, settings, sound=base.definitions_sound)[1]
        there = cover(there, base.baseline or Baseline(), base.matrix.renames, NEVER)[0]
        findings = _brought(findings, there, compiled.matrix.renames)
    counts = Counter(finding.code for finding in findings)
    checked = Checked(
        compiled.org.id,
        compiled.found.title(""),
        len(compiled.found.documents),
        compiled.found.skipped,
        compiled.counts,
        tuple(replace(t, findings=counts[t.code]) for t in tallies),
        compiled.sound,
        recorded,
        ignored,
    )
    return Judged(checked, findings, before - len(findings))


def _compile(compiled: Compiled) -> None:
    """Ask for what is made when it is first asked for, so that its time is not the asker's."""
    _ = compiled.matrix.rows


def switched_off(settings: Settings) -> frozenset[str]:
    """Give the rules of which nobody can tell what they would find."""
    return frozenset(settings.names) - frozenset(settings.selected) - NEVER


def _found(
    compiled: Compiled, run: Run, base: Compiled | None, settings: Settings, *, sound: bool
) -> tuple[tuple[Tally, ...], list[Finding]]:
    """Run the rules: how much each judged, and all that they, the readers and waivers say."""
    completer = Completer(compiled.loaded, compiled.matrix, compiled.found.title, settings)
    chosen = frozenset(settings.selected) | NEVER
    if not sound:
        chosen &= {"DEF004"} if compiled.resolvable else frozenset()
    rules, matrix = catalogue.rules(), compiled.matrix.on(run.day)
    outcome = lint(matrix, rules, chosen, settings.parameters, run.timed)
    verdicts = [*compiled.defects, *outcome.verdicts]
    if sound and not any(_counts(tally, compiled, settings) for tally in outcome.tallies):
        verdicts.append(Verdict("DEF011", Ref("org"), Hit(case="no-rule")))
    findings = [completer.finding(verdict) for verdict in verdicts]
    if compiled.org.waivers and sound:
        waivers = _waivers(compiled, run, base, settings)
        findings = waivers.cover(findings)
        findings += [completer.finding(verdict) for verdict in waivers.verdicts()]
    return outcome.tallies, findings


def _counts(tally: Tally, compiled: Compiled, settings: Settings) -> bool:
    """Tell whether a selected rule judged something that may be told in one file at least."""
    if not tally.applicable or tally.code not in settings.selected:
        return False
    paths = (compiled.found.title(document.path) for document in compiled.found.documents)
    return not all(settings.ignores(tally.code, path) for path in paths)


def _waivers(compiled: Compiled, run: Run, base: Compiled | None, settings: Settings) -> Waivers:
    codes = {alias: code for code, name in settings.names.items() for alias in (code, name)}
    ran = Ran(codes, frozenset(settings.selected), NEVER)
    return Waivers(compiled.matrix, run.day, ran, _governing(compiled, base))


def _governing(compiled: Compiled, base: Compiled | None) -> frozenset[str]:
    """Give the waivers that count: all, or those that the earlier version had as they are."""
    waivers = compiled.org.waivers
    if base is None:
        return frozenset(waivers)
    renames = compiled.matrix.renames
    before: Mapping[str, Waiver] = base.org.waivers
    return frozenset(
        id_
        for id_, waiver in waivers.items()
        if id_ in before and _terms(waiver, renames) == _terms(before[id_], renames)
    )


def _terms(waiver: Waiver, renames: Renames) -> tuple[object, ...]:
    accepted = frozenset(map(renames.now, waiver.involves))
    return waiver.rule, renames.now(waiver.at), accepted, waiver.approved_by, waiver.until


def _governing_baseline(compiled: Compiled, run: Run, base: Compiled | None) -> Baseline | None:
    if compiled.baseline is None or not run.baseline:
        return None
    if base is None:
        return compiled.baseline
    return compiled.baseline.also_in(base.baseline or Baseline(), compiled.matrix.renames)


def _brought(findings: list[Finding], there: list[Finding], renames: Renames) -> list[Finding]:
    """Leave out what was there before; what was accepted and no longer is was not there.

    That not all was judged is always told.
    """
    known = Counter((Identity.of(f).now(renames), f.status == "new") for f in there)
    brought: list[Finding] = []
    for finding in findings:
        same = [(Identity.of(finding), was) for was in (True, False)]
        allowed = same[:1] if finding.status == "new" else same
        met = next((each for each in allowed if known[each] > 0), None)
        if met is None or finding.code in UNFINISHED:
            brought.append(finding)
        else:
            known[met] -= 1
    return brought
