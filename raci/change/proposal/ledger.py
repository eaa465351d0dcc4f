"""The balance of a proposal: one fate for every responsibility, one origin for every new one."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from raci.change.proposal.responsibilities import Responsibility

Fate = Literal["kept", "handed over", "split", "merged", "retired"]
Origin = Literal["kept", "handed over", "split", "merged", "added"]


class Moved(NamedTuple):
    """What becomes of one responsibility in a change; ``becomes`` is empty where it ends."""

    holding: Responsibility
    fate: Fate
    becomes: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One responsibility of the base: its fate, the number of the deciding change, its heirs."""

    holding: Responsibility
    fate: Fate
    change: int | None
    heirs: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One responsibility of the head: its origin, the deciding change, what it was before."""

    holding: Responsibility
    origin: Origin
    change: int | None
    ancestors: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Every responsibility of the base with its fate, every one of the head with its origin."""

    fates: tuple[LedgerEntry, ...]
    origins: tuple[Arrival, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """The terms of |base| - retired - merged away + split copies + added = |head|."""
        fates = Counter(entry.fate for entry in self.fates)
        return {
            "base": len(self.fates),
            **{fate: fates[fate] for fate in ("kept", "handed over", "split", "merged")},
            "retired": fates["retired"],
            "merged away": sum(max(len(a.ancestors) - 1, 0) for a in self.origins),
            "split copies": sum(max(len(entry.heirs) - 1, 0) for entry in self.fates),
            "added": sum(arrival.origin == "added" for arrival in self.origins),
            "outcome": len(self.origins),
        }


@dataclass(slots=True)
class Ledger:
    """Follows every responsibility through the changes."""

    base: Collection[Responsibility]
    now: dict[Responsibility, tuple[Responsibility, ...]] = field(default_factory=dict)
    fates: dict[Responsibility, tuple[Fate, int | None]] = field(default_factory=dict)
    origins: dict[Responsibility, tuple[Origin, int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = {holding: (holding,) for holding in self.base}
        self.fates = dict.fromkeys(self.base, ("kept", None))
        self.origins = dict.fromkeys(self.base, ("kept", None))

    def book(
        self,
        change: int,
        moved: Iterable[Moved],
        gone: Iterable[Responsibility],
        come: Iterable[Responsibility],
    ) -> None:
        """Record one change: what it moved, what else is gone, what else is new.

        An appointment that ended earlier is in no book any more, though it is still written.
        """
        lost = [Moved(holding, "retired") for holding in gone]
        booked = [each for each in (*moved, *lost) if each.holding in self.now]
        before = {each.holding: self.now.pop(each.holding) for each in booked}
        was = {each.holding: self.origins.pop(each.holding) for each in booked}
        for each in booked:
            for ancestor in before[each.holding]:
                if each.fate != "kept":
                    self.fates[ancestor] = (each.fate, change)
            for heir in each.becomes:
                self._inherit(heir, before[each.holding], was[each.holding], each.fate, change)
        for holding in come:
            if holding not in self.now:
                self.now[holding] = ()
                self.origins[holding] = ("added", change)

    def _inherit(
        self,
        heir: Responsibility,
        ancestors: tuple[Responsibility, ...],
        was: tuple[Origin, int | None],
        fate: Fate,
        change: int,
    ) -> None:
        known = self.now.get(heir, ())
        self.now[heir] = tuple(dict.fromkeys((*known, *ancestors)))
        settled = was
        if fate not in ("kept", "retired") and was[0] != "added":
            settled = fate, change  # type: ignore[assignment]
        if heir not in self.origins or (ancestors and self.origins[heir][0] == "added"):
            self.origins[heir] = settled

    def balance(self) -> Balance:
        """Return the balance of all changes recorded."""
        heirs: dict[Responsibility, list[Responsibility]] = {holding: [] for holding in self.base}
        for holding, ancestors in sorted(self.now.items()):
            for ancestor in ancestors:
                heirs[ancestor].append(holding)
        fates: list[LedgerEntry] = []
        for holding in sorted(self.base):
            fate, change = self.fates[holding]
            if heirs[holding] and fate == "retired":
                fate = "split"  # one copy of several ended
            fates.append(LedgerEntry(holding, fate, change, tuple(heirs[holding])))
        origins = (Arrival(each, *self.origins[each], self.now[each]) for each in sorted(self.now))
        return Balance(tuple(fates), tuple(origins))
