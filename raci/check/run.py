"""How to check: the day, what the command line selects, what to measure."""

from collections.abc import Collection
from dataclasses import dataclass

from raci.check.effective_settings import (
    EVERYTHING,
)
from raci.check.meant import Find, nothing_meant
from raci.check.settings import Selection
from raci.check.timing import Timed, untimed


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
