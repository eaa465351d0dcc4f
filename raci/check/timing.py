"""Measures where the time of a run goes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from time import perf_counter

Timed = Callable[[str], AbstractContextManager[object]]
"""Told what is done while it is: ``with timed("GAP101"): …``."""

STAGES = ("loading", "reading", "compiling", "rules", "findings", "writing")
"""The stages of a run, in their order; ``rules`` is made of the rules' own times."""


def untimed(_what: str) -> AbstractContextManager[object]:
    """Return a timer that does nothing."""
    return nullcontext()


@dataclass(slots=True)
class Stopwatch:
    """Adds up seconds by activity; nested activities are not counted twice.

    A clock of one's own makes times that are the same in every run.
    """

    clock: Callable[[], float] = perf_counter
    seconds: dict[str, float] = field(default_factory=dict)
    _running: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextmanager
    def __call__(self, what: str) -> Iterator[None]:
        """Measure an activity until the context ends."""
        self._charge()
        self._running.append(what)
        try:
            yield
        finally:
            self._charge()
            self._running.pop()

    def _charge(self) -> None:
        now = self.clock()
        if self._running:
            what = self._running[-1]
            self.seconds[what] = self.seconds.get(what, 0.0) + now - self._since
        self._since = now
