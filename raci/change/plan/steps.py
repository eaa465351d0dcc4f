"""The states of a proposal as organisations, each checked as of its first day."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from raci.change.apply.entity_files import Homes
from raci.change.proposal.file import Proposal
from raci.change.proposal.rehearse import Rehearsal
from raci.change.proposal.state import SECTION_NAMES, State, StateEdit
from raci.check.compilation import Compiled
from raci.check.pipeline import Run, judge
from raci.findings.finding import Finding
from raci.findings.ref import Ref
from raci.matrix.matrix import Matrix, Previous
from raci.model.renames import Renames
from raci.source.discover import OrganisationFiles
from raci.source.document import Document


@dataclass(frozen=True, slots=True)
class CheckedState:
    """One state from its first ``day`` on: compiled, its findings, and its pin."""

    day: str
    state: State
    compiled: Compiled
    findings: list[Finding]
    pin: str
    yielded: Sequence[Finding] = ()

    @property
    def matrix(self) -> Matrix:
        """The matrix, as of the first day."""
        return self.compiled.matrix.on(self.day)


@dataclass(frozen=True, slots=True)
class Course:
    """A proposal with its states: the ``base``, then one a step."""

    proposal: Proposal
    made: Rehearsal
    base: CheckedState
    stages: Sequence[CheckedState]

    @property
    def head(self) -> CheckedState:
        """The state after the last step."""
        return self.stages[-1]

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
    """Check the base as of the run's day, and each step's state as of the step's day.

    Raises:
        UnknownRuleError: the selection names no rule.
    """
    checked = judge(base, run)
    then = CheckedState(run.day, state, base, checked.findings, pin(state), checked.yielded)
    return Course(proposal, made, then, _stages(then, proposal, made, run))


def _stages(
    base: CheckedState, proposal: Proposal, made: Rehearsal, run: Run
) -> list[CheckedState]:
    """Check each step's state against the state before it, and the head against the base.

    Rules of change see each neighbouring pair, and the base beside the end.
    """
    compiled = list(_compiled(base.compiled.found, made))
    dropped = frozenset(_dropped(proposal))
    end = compiled[-1].matrix
    before = base.matrix
    judged: list[CheckedState] = []
    for version, stage in zip(compiled, made.stages, strict=True):
        is_end = version is compiled[-1]
        now = replace(run, day=stage.step.day)
        pair = Previous(before, dropped, None if is_end else end)
        findings = judge(version, now, previous=pair).findings
        if is_end and len(compiled) > 1:
            whole = judge(version, now, previous=Previous(base.matrix, dropped)).findings
            known = {finding.fingerprint for finding in findings}
            findings += [other for other in whole if other.fingerprint not in known]
        judged.append(CheckedState(now.day, stage.state, version, findings, pin(stage.state)))
        before = judged[-1].matrix
    return judged


def _compiled(found: OrganisationFiles, made: Rehearsal) -> Iterator[Compiled]:
    edits: list[StateEdit] = []
    for stage in made.stages:
        edits += stage.edits
        yield Compiled(staged(found, edits, stage.state))


def _dropped(proposal: Proposal) -> Iterator[Ref]:
    """Yield what a proposal drops on purpose; a duty as an assignment."""
    for change in proposal.changes:
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
