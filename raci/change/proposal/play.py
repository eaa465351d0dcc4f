"""Makes changes one after the other, each on the state that the ones before it left."""

from collections import Counter
from collections.abc import Iterable, Iterator

from raci.change.proposal.change import Change, ChangeError
from raci.change.proposal.ledger import Ledger
from raci.change.proposal.responsibilities import Holding, held_in, inventory
from raci.change.proposal.state import Edit, State
from raci.change.proposal.verbs import make


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
