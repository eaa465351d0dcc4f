"""A proposal's changes made one after the other on plain data, and all that forbids them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from raci.change.proposal.change import Change, ChangeError
from raci.change.proposal.file import Proposal, Step
from raci.change.proposal.ledger import Balance, Ledger
from raci.change.proposal.responsibilities import Holding, held_in, inventory
from raci.change.proposal.state import Edit, Route, State
from raci.change.proposal.verbs import make
from raci.findings.finding import Hit, Place, Verdict
from raci.findings.ref import PARTS, Ref
from raci.findings.spelling import Nearest
from raci.model.build import SECTIONS as BUILDERS
from raci.model.entities import Org
from raci.model.places import KINDS
from raci.model.references import references
from raci.model.renames import Renames
from raci.schema.validate import problems
from raci.source.document import UNSAID, Document


@dataclass(frozen=True, slots=True)
class Stage:
    """The state that a step leaves, and the edits that lead there from the state before."""

    step: Step
    state: State
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a proposal makes of a definition, step by step.

    ``touched`` maps what entities the changes touched to the number of the last one that did;
    ``verdicts`` are the changes that cannot be made: nothing else is to be relied on then.
    """

    stages: tuple[Stage, ...]
    balance: Balance
    touched: Mapping[Ref, int]
    verdicts: tuple[Verdict, ...]


def rehearse(proposal: Proposal, base: State, org: Org) -> Rehearsal:
    """Make a proposal's changes, each on the state that the ones before it left.

    Args:
        proposal: what shall change.
        base: what the organisation's files say now.
        org: the same as the model.
    """
    play = Play(base)
    stages: list[Stage] = []
    touched: dict[Ref, int] = {}
    judge = _Judge(proposal, org)
    for step in proposal.steps:
        begun = len(play.edits)
        for change in step.changes:
            made = len(play.edits)
            if judge.allows(change, play.state):
                play.make([change])
            touched |= dict.fromkeys(_touched(play.edits[made:]), change.number)
        stages.append(Stage(step, play.state, tuple(play.edits[begun:])))
    judge.hear(play.refused)
    verdicts = sorted(judge.verdicts, key=_order)
    return Rehearsal(tuple(stages), play.ledger.balance(), touched, tuple(verdicts))


def _touched(edits: list[Edit]) -> Iterator[Ref]:
    kinds = {section: kind for kind, section in KINDS.items()}
    for edit in edits:
        section, *steps = map(str, edit.route)
        if section not in kinds:
            continue
        ids = [*steps[:1], *([edit.key] if len(steps) < 2 and edit.key else [])]
        yield from (Ref(f"{kinds[section]}:{id_}") for id_ in ids)


def _order(verdict: Verdict) -> tuple[int, int]:
    at = verdict.hit.at
    return (at.span.line, at.span.column) if isinstance(at, Place) else (0, 0)


class _Judge:
    """Tells what stands against changes; what follows only from an earlier mistake is not told."""

    def __init__(self, proposal: Proposal, org: Org) -> None:
        self.proposal = proposal
        self.org = org
        self.renames = Renames(org)
        self.verdicts: list[Verdict] = []
        self._missing: set[str] = set()

    def allows(self, change: Change, state: State) -> bool:
        """Tell whether what a change writes is well formed and names what is there."""
        told = len(self.verdicts)
        self.verdicts += self._misshapen(change, state)
        if len(self.verdicts) == told:
            self.verdicts += self._unknown(change, state)
        if len(self.verdicts) > told:
            self._missing |= {change.subject.id, str(change.keys.get("to", ""))}
        return len(self.verdicts) == told

    def hear(self, refused: list[tuple[Change, ChangeError]]) -> None:
        """Take the changes that the state before them did not allow."""
        for change, error in refused:
            if error.values.get("unknown") in self._missing:
                continue
            if error.code == "DEF004":
                self._missing |= {change.subject.id, str(change.keys.get("to", ""))}
            at = self.proposal.place((*change.route, *error.route))
            hit = Hit(at=at, case=error.case, **_shown(error.values))
            self.verdicts.append(Verdict(error.code, self._file, hit))

    @property
    def _file(self) -> Ref:
        return Ref(f"file:{self.proposal.document.path}")

    def _misshapen(self, change: Change, state: State) -> Iterator[Verdict]:
        written = _written(change, state)
        if written is None:
            return
        data, depth, keys = written
        for route, hit in problems(Document("", "", data)):
            rest = route[depth:]
            if keys is not None and rest[:1] and rest[0] not in keys:
                continue
            end = ("as", *rest) if "as" in change.keys and rest else _id_key(change)
            where: Route = (*change.route, *end)
            at = self.proposal.place(where)
            hit.at = at
            if "where" in hit.values:
                named = ".".join(map(str, end))
                hit.values["where"] = named if at.source else UNSAID
            yield Verdict("DEF002", self._file, hit)

    def _unknown(self, change: Change, state: State) -> Iterator[Verdict]:
        """Tell what an entity's keys name that is not there (yet)."""
        ref, keys = change.subject, change.keys.get("as")
        if change.verb not in ("add", "set") or ref.kind not in KINDS or not keys:
            return
        entity = BUILDERS[KINDS[ref.kind]](ref.id, keys)
        for reference in references(entity, self.org, self.renames):
            known = self._known(reference.kind, state)
            if reference.id in known or reference.id in (ref.id, *self._missing):
                continue
            end = ("as", reference.key, *reference.item.split("/")) if reference.item else None
            route = end or ("as", reference.key, *([reference.id] if reference.is_key else []))
            where = (*change.route, *(int(s) if s.isdigit() else s for s in route))
            near = Nearest(known).to(reference.id)
            values: dict[str, Any] = {"near": Ref(f"{reference.kind}:{near}")} if near else {}
            values |= {"key": reference.key, "unknown": reference.id}
            case = f"{reference.kind}-near" if near else reference.kind
            hit = Hit(at=self.proposal.place(where), case=case, **values)
            yield Verdict("DEF004", self._file, hit)

    def _known(self, kind: str, state: State) -> tuple[str, ...]:
        if kind == "tag":
            return self.org.tags or ()
        return tuple(state.data[KINDS[kind]])


def _shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """Let Refs of what is held be printed whole: their ids alone do not tell what they are."""

    def whole(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(whole, value))
        return str(value) if isinstance(value, Ref) and value.kind in PARTS else value

    return {key: whole(value) for key, value in values.items()}


def _id_key(change: Change) -> Route:
    return ("to",) if change.verb == "rename" else (change.verb,)


Written = tuple[dict[str, Any], int, frozenset[str] | None]
"""What a change writes, as a definition has it; how deep it stands there; the keys concerned."""


def _written(change: Change, state: State) -> Written | None:  # noqa: PLR0911  a case a verb
    """Give what a change writes into a definition, None where it writes nothing of its own."""
    ref, entry, parts = change.subject, change.keys.get("as"), change.subject.parts
    match change.verb, ref.kind:
        case "add", ("duty" | "mandate"):
            if entry is None:
                return None
            section = "roles" if ref.kind == "duty" else "departments"
            return _file({section: {parts[0]: {"duties": {parts[1]: entry}}}}), 4, None
        case "appoint", _:
            if entry is None:
                return None
            return _file({"people": {parts[0]: {"roles": {parts[1]: entry}}}}), 4, None
        case "add", _:
            return _file({KINDS[ref.kind]: {ref.id: entry or {}}}), 2, None
        case "rename", _:
            return _file({KINDS[ref.kind]: {change.keys["to"]: {}}}), 2, frozenset()
        case "merge", _ if entry is not None and isinstance(change.keys["into"], str):
            return _file({KINDS[ref.kind]: {change.keys["into"]: entry}}), 2, None
        case "set", _:
            return _changed(change, state)
    return None


def _changed(change: Change, state: State) -> Written | None:
    ref, given = change.subject, change.keys.get("as", {})
    without = frozenset(change.keys.get("without", ()))
    if ref.kind == "org":
        kept = {key: value for key, value in state.header.items() if key not in without}
        return {"raci": 1, "org": kept | given}, 1, frozenset(given) | without
    if ref.kind not in KINDS:
        return None
    old = state.data[KINDS[ref.kind]].get(ref.id, {})
    kept = {key: value for key, value in old.items() if key not in without}
    return _file({KINDS[ref.kind]: {ref.id: kept | given}}), 2, frozenset(given) | without


def _file(sections: dict[str, Any]) -> dict[str, Any]:
    return {"raci": 1, "org": {"id": "it"}} | sections


class Play:
    """A definition being changed: its state now, the edits that led there, the books, refusals."""

    def __init__(self, base: State) -> None:
        self.state = base
        self.ledger = Ledger(frozenset(counts := inventory(base)))
        self.refused: list[tuple[Change, ChangeError]] = []
        self.edits: list[Edit] = []
        self._counts = counts

    def make(self, changes: Iterable[Change]) -> None:
        """Make changes; one that is refused leaves the state as it was, and the rest go on."""
        for change in changes:
            after = self.state.after()
            try:
                moved = make(change, after)
            except ChangeError as error:
                self.refused.append((change, error))
                continue
            before, now = self._touched(after)
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

    def _touched(self, after: State) -> tuple[Counter[Holding], Counter[Holding]]:
        """Give what the entries that a change touched held before it, and hold now."""
        entries = sorted(set(_entries(after)))
        return _held(self.state, entries), _held(after, entries)


def _entries(state: State) -> Iterator[tuple[str, str]]:
    for edit in state.edits:
        if edit.route[0] == "org":
            continue
        section, *rest = map(str, edit.route)
        if rest:
            yield section, rest[0]
        if len(rest) < 2 and edit.key:
            yield section, edit.key


def _held(state: State, entries: Iterable[tuple[str, str]]) -> Counter[Holding]:
    return Counter(
        holding
        for section, id_ in entries
        if state.has(section, id_)
        for holding in held_in(section, id_, state.entry(section, id_))
    )
