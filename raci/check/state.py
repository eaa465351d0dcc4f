"""What the stages of one check read and write."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from raci.check.compilation import Compiled
from raci.check.completer import Completer, completer_of
from raci.check.former_names import former_names
from raci.check.plugins import try_out
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.check.runner import crashed
from raci.check.settings import Settings
from raci.check.wrong_policies import wrong_policies
from raci.check.yielding import related
from raci.findings.codes import ALWAYS
from raci.findings.finding import Finding, Verdict
from raci.findings.inputs import digest_of, united
from raci.findings.ref import Ref
from raci.findings.report import Checked, Recorded, Tally
from raci.matrix.matrix import Matrix, Previous
from raci.rules import catalogue


@dataclass(slots=True)
class Check:
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
        """Return the findings of verdicts; one that a plugin spoils is a defect of the plugin."""
        return [self._finding(verdict) for verdict in verdicts]

    def _finding(self, verdict: Verdict) -> Finding:
        rule = catalogue.of_plugins().get(verdict.code)
        if rule is None:
            return self.completer.finding(verdict)
        try:
            return try_out(self.completer.finding(verdict))
        except Exception as error:
            return self.completer.finding(crashed(rule, verdict.subject, error))

    @property
    def _inputs(self) -> str:
        versions = {"": self.compiled, "base": self.base}
        return united((name, digest_of(each.inputs)) for name, each in versions.items() if each)

    def result(self) -> CheckResult:
        """Return what the check found."""
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
            tables=found.table.read if found.table else (),
            inputs=self._inputs,
        )
        return CheckResult(checked, self.findings, self.kept, self.gone, self.yielded)
