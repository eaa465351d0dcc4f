"""The states of a proposal as organisations, each judged as of its first day."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from raci.compiled import Compiled
from raci.finding import Finding
from raci.judge import Run, judge
from raci.matrix import Matrix
from raci.proposal import Proposal
from raci.rehearsal import Rehearsal
from raci.renames import Renames
from raci.reorganisation.state import Edit, State
from raci.staged import staged


@dataclass(frozen=True, slots=True)
class Judged:
    """One state from its first ``day`` on: compiled, with what is found in it, and its pin."""

    day: str
    state: State
    compiled: Compiled
    findings: list[Finding]
    pin: str

    @property
    def matrix(self) -> Matrix:
        """The matrix, as of the first day."""
        return self.compiled.matrix.on(self.day)


@dataclass(frozen=True, slots=True)
class Course:
    """A proposal with the states that it leads through: ``base``, then one a step."""

    proposal: Proposal
    made: Rehearsal
    base: Judged
    stages: Sequence[Judged]

    @property
    def head(self) -> Judged:
        """The state after the last step."""
        return self.stages[-1]

    @property
    def renames(self) -> Renames:
        """What leads from the ids of the base to those of the head."""
        return self.head.compiled.matrix.renames


def pin(state: State) -> str:
    """Give the hash of what a state says: neither layout nor comments nor the order of keys."""
    text = json.dumps(state.definition, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def run_through(
    base: Compiled, state: State, proposal: Proposal, made: Rehearsal, run: Run
) -> Course:
    """Judge the base as of the run's day, and what each step leaves as of the step's.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    then = Judged(run.day, state, base, judge(base, run).findings, pin(state))
    return Course(proposal, made, then, list(_stages(base, made, run)))


def _stages(base: Compiled, made: Rehearsal, run: Run) -> Iterator[Judged]:
    edits: list[Edit] = []
    for stage in made.stages:
        edits += stage.edits
        compiled = Compiled(staged(base.found, edits, stage.state))
        findings = judge(compiled, replace(run, day=stage.step.day)).findings
        yield Judged(stage.step.day, stage.state, compiled, findings, pin(stage.state))
