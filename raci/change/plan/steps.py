"""The states of a proposal as organisations, each checked as of its first day."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from raci.change.apply.entity_files import Homes
from raci.change.proposal.file import Proposal, Step
from raci.change.proposal.rehearse import Rehearsal
from raci.change.proposal.state import SECTION_NAMES, State, StateEdit
from raci.check.compilation import Compiled
from raci.check.pipeline import judge
from raci.check.result import CheckResult
from raci.check.run import Run
from raci.findings.days import after
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix, Previous
from raci.model.entities import Org
from raci.model.renames import Renames
from raci.source.discover import OrganisationFiles
from raci.source.document import Document


@dataclass(frozen=True, slots=True)
class CompiledState:
    """One state from its first ``day`` on: compiled, its matrix as of that day, and its pin."""

    day: str
    state: State
    compiled: Compiled
    matrix: Matrix
    pin: str

    @classmethod
    def of(cls, day: str, state: State, compiled: Compiled) -> "CompiledState":
        """Return a state that is compiled."""
        return cls(day, state, compiled, compiled.matrix.on(day), pin(state))


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which a step, an appointment or a waiver begins, or an appointment is over.

    ``findings`` are those of the state on that day, ``before`` those of the base on the same day,
    so that what time alone brings is no doing of the proposal. ``over`` is the day on which the
    next step begins, ``""`` after the last.
    """

    day: str
    state: CompiledState
    findings: list[Finding]
    before: CheckResult
    over: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A proposal with its ``base`` and the ``stages``, the states that its steps lead to.

    ``moments`` are the days on which they were judged, ``run`` is how, ``dropped`` what the
    proposal gives up on purpose.
    """

    proposal: Proposal
    made: Rehearsal
    base: CompiledState
    stages: Sequence[CompiledState]
    run: Run
    dropped: frozenset[Ref]
    moments: Sequence[Moment] = ()

    @property
    def head(self) -> CompiledState:
        """The state after the last step; the base where there is none."""
        return self.stages[-1] if self.stages else self.base

    @property
    def renames(self) -> Renames:
        """The renames from base to head."""
        return self.head.compiled.matrix.renames


def pin(state: State) -> str:
    """Return the hash of a state's content; layout, comments and key order do not count."""
    text = json.dumps(state.definition, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def run_through(
    base: Compiled, state: State, proposal: Proposal, made: Rehearsal, run: Run
) -> Course:
    """Check each step's state, and the base beside it, on all days on which something changes.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    course = unjudged(base, state, proposal, made, run)
    return replace(course, moments=tuple(_moments(course)))


def unjudged(base: Compiled, state: State, proposal: Proposal, made: Rehearsal, run: Run) -> Course:
    """Return the states of a proposal's steps, none of them checked."""
    stages = tuple(
        CompiledState.of(stage.step.day, stage.state, version)
        for stage, version in zip(made.stages, _compiled(base.found, made), strict=True)
    )
    then = CompiledState.of(run.day, state, base)
    return Course(proposal, made, then, stages, run, frozenset(dropped(proposal.steps)))


def _moments(course: Course) -> Iterator[Moment]:
    """Check each step's state against the state before it, and against the base.

    Where no step is left the base stands alone.
    """
    base, run = course.base, course.run
    before, end = base.matrix, course.head.matrix
    begins = [stage.day for stage in course.stages]
    of_base = cache(lambda day: judge(base.compiled, replace(run, day=day)))
    if not begins:
        yield Moment(base.day, base, of_base(base.day).findings, of_base(base.day))
    for state, over in zip(course.stages, [*begins[1:], ""], strict=False):
        is_end = not over
        versions = [base.matrix] if before is base.matrix else [before, base.matrix]
        pairs = [Previous(each, course.dropped, None if is_end else end) for each in versions]
        for each in sorted({state.day, *_days_of_change(state.compiled.org, base.compiled.org)}):
            if state.day <= each and (is_end or each < over):
                findings = judged(state.compiled, run, each, pairs)
                yield Moment(each, state, findings, of_base(each), over)
        before = state.matrix


def judged(version: Compiled, run: Run, day: str, pairs: Iterable[Previous]) -> list[Finding]:
    """Check a state as of a day, against one earlier version or more.

    What yields to a finding of one comparison is told by none.
    """
    results = [judge(version, replace(run, day=day), previous=pair) for pair in pairs]
    known = {each.fingerprint for result in results for each in result.yielded}
    told: list[Finding] = []
    for result in results:
        told += [each for each in result.findings if each.fingerprint not in known]
        known |= {each.fingerprint for each in result.findings}
    return told


def _days_of_change(*versions: Org) -> set[str]:
    """Return the days on which waivers and appointments begin, and the latter are over."""
    days: set[str] = set()
    for org in versions:
        for person in org.people.values():
            for each in person.roles.values():
                days.update(filter(None, (each.start, each.until and after(each.until))))
        days.update(waiver.start for waiver in org.waivers.values())
    return days


def _compiled(found: OrganisationFiles, made: Rehearsal) -> Iterator[Compiled]:
    edits: list[StateEdit] = []
    for stage in made.stages:
        edits += stage.edits
        yield Compiled(staged(found, edits, stage.state))


def dropped(steps: Iterable[Step]) -> Iterator[Ref]:
    """Yield what the steps of a proposal drop on purpose; a duty as an assignment."""
    for change in (change for step in steps for change in step.changes):
        if change.verb in ("retire", "release", "end"):
            for ref in (*change.about, *map(Ref, change.keys.get("dropping", ()))):
                if ref.kind == "duty":
                    role, activity = ref.parts
                    yield Ref(f"assignment:{activity}/responsible/{role}")
                elif ref.kind != "role":
                    yield ref


def staged(found: OrganisationFiles, edits: Iterable[StateEdit], state: State) -> OrganisationFiles:
    """Return an organisation's files as data for a state, each entity in its file.

    Args:
        found: the files as they are; settings, packs and the baseline stay as they stand beside.
        edits: all that lead from what the files say to the state.
        state: what the files are to say.
    """
    homes = Homes(found)
    for edit in edits:
        homes.note(edit, homes.path_of(edit))
    files: dict[str, dict[str, Any]] = {
        path: {"raci": 1} for path in sorted({d.path for d in found.documents} | homes.new)
    }
    files[homes.root]["org"] = state.header
    for section in SECTION_NAMES:
        for id_, entry in state.data[section].items():
            files[homes.of(section, id_)].setdefault(section, {})[id_] = entry
    documents = [Document(path, "", data) for path, data in files.items()]
    return OrganisationFiles(found.files, found.root, documents, found.packs, [], found.skipped)
