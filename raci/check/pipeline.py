"""Checks one organisation: an explicit list of stages over one record."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from raci.check.base import governing_baseline, governing_waivers
from raci.check.baseline import Baseline, cover
from raci.check.compared_findings import compare
from raci.check.compilation import Compiled
from raci.check.completer import Completer, completer_of
from raci.check.effective_settings import (
    EVERYTHING,
    settings_of,
    settings_of_base,
    switched_off,
)
from raci.check.former_names import former_names
from raci.check.meant import NOT_COUNTING, Find, all_dropped, excused, nothing_meant
from raci.check.plugins import failed_plugins, try_out
from raci.check.result import CheckResult, union
from raci.check.runner import crashed, lint
from raci.check.settings import Selection, Settings
from raci.check.timing import Timed, untimed
from raci.check.waivers import LATE, RuleSelection, Waivers
from raci.check.weakened_settings import weakened_settings
from raci.check.wrong_policies import wrong_policies
from raci.check.yielding import YieldingFailedError, once, related
from raci.findings.codes import ALWAYS, EXCUSED, LOSSES, SEPARATION, VIOLATED
from raci.findings.finding import Finding, Hit, Verdict
from raci.findings.ref import Ref
from raci.findings.report import Checked, Recorded, Tally
from raci.findings.standing import STANDINGS, Standing
from raci.matrix.matrix import Matrix, Previous
from raci.model.renames import Renames
from raci.rules import catalogue
from raci.rules.rule import Rule
from raci.source.scan import BASELINE


@dataclass(frozen=True, slots=True)
class Run:
    """How to check: the day (ISO 8601), what the command line selects, whether the baseline counts.

    ``timed`` measures each stage. ``only`` some codes are asked for, all where it is None: what
    else is said does not matter. ``meant`` finds what proposals give up since a base.
    """

    day: str
    selection: Selection = EVERYTHING
    baseline: bool = True
    timed: Timed = untimed
    only: Collection[str] | None = None
    meant: Find = nothing_meant


def judge(
    compiled: Compiled, run: Run, base: Compiled | None = None, previous: Previous | None = None
) -> CheckResult:
    """Check an organisation.

    Args:
        compiled: the organisation.
        run: how to check it.
        base: an earlier version with which the findings are compared. Only waivers and baseline
            entries that it has count: none excuses the change that it came with. Where its settings
            differ, the organisation is judged by each, and what either finds counts.
        previous: the version that rules of change compare with; the base where there is one.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    with run.timed("compiling"):
        for version in filter(None, (compiled, base)):
            _ = version.matrix.rows  # cached: its time is not charged to a rule
    if base and base.definitions_sound:
        previous = Previous(base.matrix.on(run.day))
    changes = base is not None or previous is not None
    settings = settings_of(compiled, run.selection, changes=changes)
    check = _Check(compiled, run, settings, base, previous)
    if base is None:
        return _result(check)
    before = settings_of_base(compiled, run.selection, base)
    check.verdicts += weakened_settings(base, before, settings, compiled.rulebook)
    own = _result(check)
    if before.effect == settings.effect:
        return own
    return union(own, _result(_Check(compiled, run, before, base, previous)))


def _result(check: "_Check") -> CheckResult:
    for stage in STAGES:
        stage(check)
    return check.result()


@dataclass(slots=True)
class _Check:
    """What the stages of one check read and write."""

    compiled: Compiled
    run: Run
    settings: Settings
    base: Compiled | None = None
    previous: Previous | None = None
    matrix: Matrix = field(init=False)
    completer: Completer = field(init=False)
    chosen: frozenset[str] = field(init=False)
    wrong_policies: list[Verdict] = field(init=False)
    tallies: tuple[Tally, ...] = ()
    verdicts: list[Verdict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    yielded: list[Finding] = field(default_factory=list)
    meant: list[tuple[Verdict, str]] = field(default_factory=list)
    unexcused: Mapping[tuple[str, Ref], str] = field(default_factory=dict)
    kept: list[Finding] = field(default_factory=list)
    gone: list[Finding] = field(default_factory=list)
    ignored: int = 0
    recorded: Recorded | None = None

    def __post_init__(self) -> None:
        self.matrix = self.compiled.matrix.on(self.run.day)
        if self.previous:
            self.matrix = self.matrix.since(self.previous)
        self.completer = completer_of(self.compiled, self.settings, self.matrix)
        self.chosen = frozenset(self.settings.selected) | ALWAYS
        if self.run.only is not None:
            self.chosen &= related(self.run.only)
        self.wrong_policies = wrong_policies(self.compiled, self.chosen)

    @property
    def sound(self) -> bool:
        """Whether all files can be read and the policies evaluated, so that rules may run."""
        return self.compiled.sound and not self.wrong_policies

    def complete(self, verdicts: Iterable[Verdict]) -> list[Finding]:
        return [self._finding(verdict) for verdict in verdicts]

    def _finding(self, verdict: Verdict) -> Finding:
        rule = catalogue.of_plugins().get(verdict.code)
        if rule is None:
            return self.completer.finding(verdict)
        try:
            return try_out(self.completer.finding(verdict))
        except Exception as error:
            return self.completer.finding(crashed(rule, verdict.subject, error))

    def result(self) -> CheckResult:
        counts = Counter(finding.code for finding in self.findings)
        found = self.compiled.found
        reported = {verdict.subject.id for verdict in self.compiled.defects}
        checked = Checked(
            self.compiled.org.id,
            found.title(""),
            len(found.documents),
            found.skipped,
            self.compiled.counts,
            tuple(replace(tally, findings=counts[tally.code]) for tally in self.tallies),
            self.sound,
            self.recorded,
            ignored=self.ignored,
            similar_files=tuple(map(found.title, found.similar)),
            unread_paths=tuple(found.title(path) for path in found.unread if path not in reported),
            former_names=former_names(self.compiled, self.run.selection),
            policies_left_out=len(self.compiled.rulebook.policies.keys() - self.chosen),
        )
        return CheckResult(checked, self.findings, self.kept, self.gone, self.yielded)


def _run_rules(check: _Check) -> None:
    compiled, settings = check.compiled, check.settings
    chosen = check.chosen
    if not check.sound:
        chosen &= _in_spite_of_errors(compiled)
    rules = compiled.rulebook.rules(chosen)
    outcome = lint(check.matrix, rules, chosen, settings.parameters, check.run.timed)
    check.tallies = outcome.tallies
    told = _without_meant(outcome.verdicts, check)
    check.verdicts += (*compiled.defects, *check.wrong_policies, *told)
    check.verdicts += failed_plugins(compiled)
    if check.previous and check.sound and VIOLATED in chosen:
        check.verdicts += _newly_violated(outcome.verdicts, check.previous, check)
    if check.sound and not any(_is_judged(tally, check) for tally in outcome.tallies):
        check.verdicts.append(Verdict("DEF011", Ref("org"), Hit(case="no-rule")))


def _without_meant(verdicts: Sequence[Verdict], check: _Check) -> Iterable[Verdict]:
    """Return verdicts with those losses alone that no proposal means; keep the others apart."""
    losses = [verdict for verdict in verdicts if verdict.code in LOSSES]
    if not losses or check.base is None or check.previous is None:
        return verdicts
    found = check.run.meant(check.compiled, check.base, check.run.day)
    if not found:
        return verdicts
    previous, codes = check.previous, {verdict.code for verdict in losses}

    def losses_with(dropped: frozenset[Ref]) -> Sequence[Verdict]:
        matrix = check.matrix.since(previous._replace(dropped=dropped))
        return lint(matrix, catalogue.rules(), codes, check.settings.parameters).verdicts

    meant = [each for each in found if each.counts]
    check.meant = [*excused(losses, meant, losses_with)]
    left = losses_with(all_dropped(meant))
    check.unexcused = {verdict[:2]: path for verdict, path in excused(left, found, losses_with)}
    others = (verdict for verdict in verdicts if verdict.code not in LOSSES)
    return [*others, *left]


def _in_spite_of_errors(compiled: Compiled) -> frozenset[str]:
    """Return the rules that judge what can be read of an organisation with other errors."""
    if not compiled.resolvable:
        return frozenset()
    declared = compiled.org.id  # its header can be read, and with it what it declares
    return frozenset({"DEF004", "DEF019"} if declared else {"DEF004"})


def _newly_violated(
    verdicts: Iterable[Verdict], previous: Previous, check: _Check
) -> Iterator[Verdict]:
    violations = [verdict for verdict in verdicts if verdict.code in SEPARATION]
    if not violations:
        return
    codes, parameters = {v.code for v in violations}, check.settings.parameters
    outcome = lint(previous.matrix, catalogue.rules(), codes, parameters)
    renames = check.matrix.renames
    known = {_violation(verdict, renames) for verdict in outcome.verdicts}
    for verdict in violations:
        hit = verdict.hit
        if _violation(verdict, renames) not in known:
            values = {key: hit.values[key] for key in ("days",) if key in hit.values}
            values |= {"rule": catalogue.names()[verdict.code], "about": hit.involves}
            again = Hit(involves=hit.involves, at=hit.at, also=hit.also, label=hit.label, **values)
            yield Verdict(VIOLATED, verdict.subject, again)


def _violation(verdict: Verdict, renames: Renames) -> tuple[str, Ref, frozenset[Ref]]:
    involved = frozenset(map(renames.now, verdict.hit.involves))
    return verdict.code, renames.now(verdict.subject), involved


def _is_judged(tally: Tally, check: _Check) -> bool:
    if not tally.applicable or tally.code not in check.settings.selected:
        return False
    found = check.compiled.found
    paths = (found.title(document.path) for document in found.documents)
    return not all(check.settings.ignores(tally.code, path) for path in paths)


def _complete(check: _Check) -> None:
    for finding in check.complete(check.verdicts):
        if proposal := check.unexcused.get((finding.code, finding.subject)):
            values = {**finding.values, "proposal": proposal}
            check.findings.append(replace(finding, remark=NOT_COUNTING, values=values))
        else:
            check.findings.append(finding)


def _waive(check: _Check) -> None:
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


def _standing_of_waivers(check: _Check) -> Mapping[str, Mapping[str, Standing]]:
    """Return the standing of the waivers' approvals; git is not asked where every one counts."""
    if check.settings.approvals[0] == STANDINGS[0]:
        return {}
    from raci.check.standing import standing_of_waivers

    waivers = check.compiled.org.waivers.values()
    return standing_of_waivers(check.compiled, waivers, check.run.day, check.base)


def _ignore(check: _Check) -> None:
    ignores = check.settings.ignores
    kept = [f for f in check.findings if f.code in ALWAYS or not ignores(f.code, f.place.path)]
    check.ignored = len(check.findings) - len(kept)
    check.findings = kept


def _apply_baseline(check: _Check) -> None:
    compiled, renames = check.compiled, check.compiled.matrix.renames
    if compiled.baseline is None or not check.run.baseline:
        return
    governing = governing_baseline(compiled, check.base) if check.base else compiled.baseline
    check.findings, left = cover(check.findings, governing, renames, check.completer.name_of)
    off = switched_off(check.settings)
    stale = (str(entry) for entry in left if check.sound and entry.code not in off)
    check.recorded = Recorded(compiled.found.title(BASELINE), len(governing), tuple(stale))


def _drop_yielded(check: _Check) -> None:
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


def _compare_with_base(check: _Check) -> None:
    if not check.base:
        return
    base = _checked_base(check.base, check.run, check.settings)
    renames, name_of = check.matrix.renames, check.completer.name_of
    compared = compare(check.findings, base.findings, renames, name_of, base.yielded)
    check.findings, check.kept, check.gone = compared
    check.findings += check.complete(_late_waivers(check))


def _add_meant(check: _Check) -> None:
    """Add what proposals excuse, once all else is told: nothing else is told less for it."""
    ignores, findings = check.settings.ignores, []
    for verdict, proposal in check.meant:
        finding = check.completer.finding(verdict)
        if not ignores(finding.code, finding.place.path):
            changed = replace(finding, status="meant", proposal=proposal, change="new")
            findings.append(changed)
    check.findings += once(findings, check.matrix, check.settings)[0]


def _checked_base(base: Compiled, run: Run, settings: Settings) -> _Check:
    check = _Check(base.without_settings(), run, settings)
    for stage in (_run_rules, _complete, _waive, _drop_yielded):
        stage(check)
    recorded, renames = base.baseline or Baseline(), base.matrix.renames
    check.findings, _ = cover(check.findings, recorded, renames, check.completer.name_of)
    return check


def _late_waivers(check: _Check) -> Iterator[Verdict]:
    excused: dict[Ref, list[Finding]] = {}
    for finding in check.findings:
        if finding.remark == LATE:
            excused.setdefault(finding.values["waiver"], []).append(finding)
    if EXCUSED in check.settings.selected:
        for waiver, findings in sorted(excused.items()):
            about = tuple(sorted({finding.subject for finding in findings}))
            yield Verdict(EXCUSED, waiver, Hit(rule=findings[0].name, about=about))


STAGES: tuple[Callable[[_Check], None], ...] = (
    _run_rules,
    _complete,
    _waive,
    _ignore,
    _drop_yielded,
    _apply_baseline,
    _compare_with_base,
    _add_meant,
)
"""What becomes of an organisation in a check, in this order."""
