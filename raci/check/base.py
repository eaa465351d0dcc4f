"""Which waivers and baseline entries count when a change is compared with its base."""

from typing import NamedTuple, Protocol

from raci.check.baseline import Baseline
from raci.check.compilation import Compiled
from raci.findings.sentence import SentenceError
from raci.model.entities import Waiver
from raci.model.renames import Renames
from raci.rules.catalogue import codes


class NoBaseError(SentenceError):
    """There is no base version to compare with; the message tells the user why."""


class BaseSource(Protocol):
    """Where the base versions of organisations come from."""

    @property
    def name(self) -> str:
        """What reports call the base: a revision or a path."""

    def of(self, compiled: Compiled) -> Compiled | None:
        """Return the base version of an organisation, None where it is new.

        Raises:
            NoBaseError: the base cannot be read.
        """


class KnownBase(NamedTuple):
    """A base version that is compiled already."""

    name: str
    version: Compiled

    def of(self, _compiled: Compiled) -> Compiled:
        """Return the version."""
        return self.version


def governing_waivers(compiled: Compiled, base: Compiled) -> frozenset[str]:
    """Return the ids of the waivers that the base has too, on the same terms."""
    before, renames = base.org.waivers, compiled.matrix.renames
    return frozenset(
        id_
        for id_, waiver in compiled.org.waivers.items()
        if id_ in before and terms_of(waiver, renames) == terms_of(before[id_], renames)
    )


def terms_of(waiver: Waiver, renames: Renames) -> tuple[object, ...]:
    """Return what a waiver accepts, of whom and until when, under today's ids."""
    accepted = frozenset(map(renames.now, waiver.involves))
    rule = codes().get(waiver.rule, waiver.rule)
    return rule, renames.now(waiver.at), accepted, waiver.approved_by, waiver.until


def governing_baseline(compiled: Compiled, base: Compiled) -> Baseline:
    """Return the baseline entries that the base has too, or that are narrower than there."""
    recorded, before = (version.baseline or Baseline() for version in (compiled, base))
    return recorded.within(before, compiled.matrix.renames)
