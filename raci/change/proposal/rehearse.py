"""Makes a proposal's changes one after the other on plain data."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from raci.change.proposal.change import Change, ChangeError, impossible
from raci.change.proposal.checks import Judge
from raci.change.proposal.file import Proposal, Step
from raci.change.proposal.ledger import Balance, Ledger
from raci.change.proposal.responsibilities import Responsibility, held_in, inventory
from raci.change.proposal.state import State, StateEdit
from raci.change.proposal.verbs import make
from raci.findings.finding import Verdict
from raci.findings.place import Place
from raci.findings.ref import SECTIONS, Ref
from raci.matrix.grouped import grouped
from raci.model.entities import Org
from raci.schema.validate import accepts

_KINDS = {section: kind for kind, section in SECTIONS.items()}


@dataclass(frozen=True, slots=True)
class Stage:
    """The state after a step, and the edits that lead to it."""

    step: Step
    state: State
    edits: tuple[StateEdit, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The state after a change, and the edits that the change makes."""

    number: int
    state: State
    edits: tuple[StateEdit, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The outcome of a proposal, step by step.

    ``made`` has the changes in their order; ``touching`` maps entities to the numbers of those that
    touched them, in their order; ``verdicts`` are the changes that cannot be made: nothing else is
    to be relied on then.
    """

    stages: tuple[Stage, ...]
    balance: Balance
    made: tuple[Made, ...]
    touching: Mapping[Ref, tuple[int, ...]]
    verdicts: tuple[Verdict, ...]


def rehearse(proposal: Proposal, base: State, org: Org) -> Rehearsal:
    """Make a proposal's changes, each on the state after the ones before it.

    Args:
        proposal: what shall change.
        base: what the organisation's files say now.
        org: the same as the model.
    """
    play = ChangeRunner(base, proposal.steps[0].day if proposal.steps else "")
    stages: list[Stage] = []
    done: list[Made] = []
    judge = Judge(proposal, org)
    for step in proposal.steps:
        begun = len(play.edits)
        for change in step.changes:
            before = len(play.edits)
            if judge.allows(change, play.state):
                play.make([change])
            done.append(Made(change.number, play.state, tuple(play.edits[before:])))
        stages.append(Stage(step, play.state, tuple(play.edits[begun:])))
    judge.report(play.refused)
    verdicts = sorted(judge.verdicts, key=_order)
    touching = grouped(pair for made in done for pair in _touching(made))
    return Rehearsal(tuple(stages), play.ledger.balance(), tuple(done), touching, tuple(verdicts))


def _touching(made: Made) -> Iterator[tuple[Ref, int]]:
    for section, id_ in dict.fromkeys(_entries(made.edits)):
        yield Ref(f"{_KINDS[section]}:{id_}"), made.number


def _order(verdict: Verdict) -> tuple[int, int]:
    at = verdict.hit.at
    return (at.span.line, at.span.column) if isinstance(at, Place) else (0, 0)


class ChangeRunner:
    """Makes changes on a definition: keeps its state, edits, ledger and refusals.

    What is held on the ``day`` on which they begin is in the ledger.
    """

    def __init__(self, base: State, day: str = "") -> None:
        self.state = base
        self.ledger = Ledger(frozenset(counts := inventory(base, day)))
        self.refused: list[tuple[Change, ChangeError]] = []
        self.edits: list[StateEdit] = []
        self._counts = counts

    def make(self, changes: Iterable[Change]) -> None:
        """Make changes; a refused one leaves the state as it was, and the rest go on."""
        for change in changes:
            after = self.state.after()
            try:
                moved = make(change, after)
            except ChangeError as error:
                self.refused.append((change, error))
                continue
            entries = sorted(set(_entries(after.edits)))
            if broken := _breaking(change, entries, self.state, after):
                self.refused.append((change, broken))
                continue
            before, now = (_held(each, entries, change.day) for each in (self.state, after))
            counts = self._counts + now
            counts.subtract(before)
            told = {each.holding for each in moved}
            heirs = {heir for each in moved for heir in each.becomes}
            gone = sorted(held for held in before if not counts[held] and held not in told)
            come = sorted(held for held in now if not self._counts[held] and held not in heirs)
            self.ledger.book(change.number, moved, gone, come)
            self._counts = +counts
            self.edits += after.edits
            self.state = after


def _entries(edits: Iterable[StateEdit]) -> Iterator[tuple[str, str]]:
    for edit in edits:
        section, *rest = map(str, edit.route)
        if section != "org":
            ids = [*rest[:1], *([edit.key] if len(rest) < 2 and edit.key else [])]
            yield from ((section, id_) for id_ in ids)


def _breaking(
    change: Change, entries: Sequence[tuple[str, str]], before: State, after: State
) -> ChangeError | None:
    """Return why a change cannot be made that leaves an entity that cannot be as it says."""
    people = (id_ for section, id_ in entries if section == "people")
    errors = [_ending_before(change, id_, before, after) for id_ in people]
    errors += [_emptying(change, *entry, before, after) for entry in entries]
    return next(filter(None, errors), None)


def _ending_before(change: Change, id_: str, before: State, after: State) -> ChangeError | None:
    """Return the error of a new appointment that ends before it begins."""
    old, new = (each.data["people"].get(id_, {}).get("roles", {}) for each in (before, after))
    for role, terms in new.items():
        start, until = terms.get("from", ""), terms.get("until")
        if until is not None and until < start and terms not in old.values():
            appointment = f"appointment:{id_}/{role}"
            values = {"entity": appointment, "start": start, "until": until}
            return impossible("ends-before", change.verb, **values)
    return None


def _emptying(
    change: Change, section: str, id_: str, before: State, after: State
) -> ChangeError | None:
    """Return the error of a change that takes the last name of a key that an entity needs."""
    if not (after.has(section, id_) and before.has(section, id_)):
        return None
    old, new = (state.entry(section, id_) for state in (before, after))
    lost = next((key for key in old if old[key] != new.get(key)), "")
    if not lost or accepts({"raci": 1, section: {id_: new}}, "org"):
        return None
    entity = Ref(f"{_KINDS[section]}:{id_}")
    return impossible("last-name", change.verb, entity=entity, key=lost)


def _held(state: State, entries: Iterable[tuple[str, str]], day: str) -> Counter[Responsibility]:
    return Counter(
        holding
        for section, id_ in entries
        if state.has(section, id_)
        for holding in held_in(section, id_, state.entry(section, id_), day)
    )
