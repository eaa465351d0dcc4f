"""Judges one organisation: rules, then waivers, ignored paths, the baseline, an earlier version."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from raci.check import base as change
from raci.check.baseline import Baseline, cover
from raci.check.compilation import Compiled
from raci.check.completer import Completer
from raci.check.effective_settings import settle
from raci.check.runner import lint
from raci.check.settings import DEFAULT, Level, Selection, Settings
from raci.check.timing import Timed, untimed
from raci.check.waivers import LATE, RuleSelection, Waivers
from raci.findings.codes import ALWAYS, EXCUSED, SEPARATION, VIOLATED
from raci.findings.finding import Finding, Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.report import Checked, Recorded, Tally
from raci.matrix.matrix import Matrix, Previous
from raci.model.renames import Renames
from raci.rules import catalogue
from raci.source.discover import BASELINE

EVERYTHING = Selection()


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
    compiled: Compiled,
    selection: Selection = EVERYTHING,
    *,
    defaults: bool = False,
    changes: bool = False,
) -> Settings:
    """Give the effective settings of an organisation, each with its origin.

    Args:
        compiled: the organisation.
        selection: what is said on top of its settings files.
        defaults: tell every rule's own severity and options as well.
        changes: an earlier version is compared with.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    levels = [level for level in (*compiled.levels, selection.level()) if level.data]
    plain = not (levels or compiled.org.waivers or defaults or changes)
    names = catalogue.judging() if plain else catalogue.names()
    if defaults:
        levels.insert(0, Level(catalogue.defaults(), lambda _: DEFAULT))
    return settle(levels, names, lambda code: catalogue.page(code).severity, catalogue.off())


class CheckResult(NamedTuple):
    """What was checked, the findings, and how many more the earlier version had as well.

    ``all`` are these and those; ``there`` what the earlier version had.
    """

    checked: Checked
    findings: list[Finding]
    before: int
    all: list[Finding]
    there: list[Finding]


def judge(
    compiled: Compiled, run: Run, base: Compiled | None = None, earlier: Previous | None = None
) -> CheckResult:
    """Judge an organisation.

    ``earlier`` is the version that rules of change compare with; the ``base`` where there is one.

    With a ``base``, an earlier version, only what it had not is told; and of waivers and recorded
    findings only those count that it had as well: none excuses the change that it came with.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    with run.timed("compiling"):
        _compile(compiled)
        if base:
            _compile(base)
    if base and base.definitions_sound:
        earlier = Previous(base.matrix.on(run.day))
    settings = settings_of(compiled, run.selection, changes=earlier is not None)
    tallies, told = _found(compiled, run, base, settings, earlier)
    heard = [f for f in told if f.code in ALWAYS or not settings.ignores(f.code, f.place.path)]
    findings, recorded = _less_recorded(compiled, run, base, settings, heard)
    brought = findings
    there = _there(base, run, settings) if base else []
    if base:
        brought = change.brought(findings, there, compiled.matrix.renames)
    before = len(findings) - len(brought)
    if base:
        brought += _excused(brought, compiled, settings)
    counts = Counter(finding.code for finding in brought)
    checked = Checked(
        compiled.org.id,
        compiled.found.title(""),
        len(compiled.found.documents),
        compiled.found.skipped,
        compiled.counts,
        tuple(replace(t, findings=counts[t.code]) for t in tallies),
        compiled.sound,
        recorded,
        ignored=len(told) - len(heard),
    )
    return CheckResult(checked, brought, before, findings, there)


def _compile(compiled: Compiled) -> None:
    """Ask for what is made when it is first asked for, so that its time is not the asker's."""
    _ = compiled.matrix.rows


def switched_off(settings: Settings) -> frozenset[str]:
    """Give the rules of which nobody can tell what they would find."""
    return frozenset(settings.names) - frozenset(settings.selected) - ALWAYS


def _found(
    compiled: Compiled,
    run: Run,
    base: Compiled | None,
    settings: Settings,
    earlier: Previous | None = None,
) -> tuple[tuple[Tally, ...], list[Finding]]:
    """Run the rules: how much each judged, and all that they, the readers and waivers say."""
    sound = compiled.sound
    chosen = frozenset(settings.selected) | ALWAYS
    if not sound:
        chosen &= {"DEF004"} if compiled.resolvable else frozenset()
    rules, matrix = catalogue.rules(), compiled.matrix.on(run.day)
    if earlier:
        matrix = matrix.since(earlier)
    completer = Completer(compiled.loaded, matrix, compiled.found.title, settings)
    outcome = lint(matrix, rules, chosen, settings.parameters, run.timed)
    verdicts = [*compiled.defects, *outcome.verdicts]
    if earlier and sound and VIOLATED in chosen:
        verdicts += _newly_violated(outcome.verdicts, earlier, matrix, settings)
    if sound and not any(_counts(tally, compiled, settings) for tally in outcome.tallies):
        verdicts.append(Verdict("DEF011", Ref("org"), Hit(case="no-rule")))
    findings = [completer.finding(verdict) for verdict in verdicts]
    if compiled.org.waivers and sound:
        waivers = _waivers(compiled, run, base, settings)
        findings = waivers.cover(findings)
        findings += [completer.finding(verdict) for verdict in waivers.verdicts()]
    return outcome.tallies, findings


def _newly_violated(
    verdicts: Iterable[Verdict], earlier: Previous, matrix: Matrix, settings: Settings
) -> Iterator[Verdict]:
    """Tell the violations of separations that the earlier version had not, accepted or not."""
    now = [verdict for verdict in verdicts if verdict.code in SEPARATION]
    if not now:
        return
    before = lint(earlier.matrix, catalogue.rules(), {v.code for v in now}, settings.parameters)
    known = {_violation(verdict, matrix.renames) for verdict in before.verdicts}
    for verdict in now:
        hit = verdict.hit
        if _violation(verdict, matrix.renames) not in known:
            rule = catalogue.names()[verdict.code]
            again = Hit(involves=hit.involves, at=hit.at, also=hit.also, label=hit.label,
                        rule=rule, about=hit.involves)  # fmt: skip
            yield Verdict(VIOLATED, verdict.subject, again)


def _violation(verdict: Verdict, renames: Renames) -> tuple[str, Ref, frozenset[Ref]]:
    involved = frozenset(map(renames.now, verdict.hit.involves))
    return verdict.code, renames.now(verdict.subject), involved


def _excused(brought: list[Finding], compiled: Compiled, settings: Settings) -> list[Finding]:
    """Tell the waivers that came with what they would excuse."""
    about: dict[Ref, list[Finding]] = {}
    for finding in brought:
        if finding.remark == LATE:
            about.setdefault(finding.values["waiver"], []).append(finding)
    if not about or EXCUSED not in settings.selected:
        return []
    completer = Completer(compiled.loaded, compiled.matrix, compiled.found.title, settings)
    return [
        completer.finding(
            Verdict(
                EXCUSED,
                waiver,
                Hit(rule=found[0].name, about=tuple(sorted({f.subject for f in found}))),
            )
        )
        for waiver, found in sorted(about.items())
    ]


def _less_recorded(
    compiled: Compiled,
    run: Run,
    base: Compiled | None,
    settings: Settings,
    findings: list[Finding],
) -> tuple[list[Finding], Recorded | None]:
    """Give the findings, those on record as that; and what the baseline holds, where one counts."""
    if compiled.baseline is None or not run.baseline:
        return findings, None
    baseline = change.governing_baseline(compiled, base) if base else compiled.baseline
    covered, left = cover(findings, baseline, compiled.matrix.renames)
    off = switched_off(settings)
    stale = (str(entry) for entry in left if compiled.sound and entry.code not in off)
    path = compiled.found.title(BASELINE)
    return covered, Recorded(path, len(baseline), tuple(stale))


def _there(base: Compiled, run: Run, settings: Settings) -> list[Finding]:
    """Give what an earlier version had, as the settings of today judge it."""
    found = _found(base, run, None, settings)[1]
    return cover(found, base.baseline or Baseline(), base.matrix.renames)[0]


def _counts(tally: Tally, compiled: Compiled, settings: Settings) -> bool:
    """Tell whether a selected rule judged something that may be told in one file at least."""
    if not tally.applicable or tally.code not in settings.selected:
        return False
    paths = (compiled.found.title(document.path) for document in compiled.found.documents)
    return not all(settings.ignores(tally.code, path) for path in paths)


def _waivers(compiled: Compiled, run: Run, base: Compiled | None, settings: Settings) -> Waivers:
    codes = {alias: code for code, name in settings.names.items() for alias in (code, name)}
    ran = RuleSelection(codes, frozenset(settings.selected))
    governing = change.governing_waivers(compiled, base) if base else compiled.org.waivers
    return Waivers(compiled.matrix, run.day, ran, frozenset(governing))
