"""What proposals give up on purpose between two versions, and the losses that it excuses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from raci.check.compilation import Compiled
from raci.findings.finding import Verdict
from raci.findings.ref import Ref
from raci.findings.text import Text


class Meant(NamedTuple):
    """What the steps of one proposal give up that were applied since the base.

    ``proposal`` is its path as reports show it; it ``counts`` where it stood in the base, with
    every approval that it needs.
    """

    proposal: str
    dropped: frozenset[Ref]
    counts: bool = True


NOT_COUNTING: Text = {
    "en": "; {proposal} gives it up, but was not in the base with every approval that it needs",
    "zh": "；{proposal} 有意放弃，但该方案及其所需的全部批准并不都在基准中",
}
"""What follows the message of a loss that a proposal means and does not excuse."""

Find = Callable[[Compiled, Compiled, str], Sequence[Meant]]
"""Returns what proposals give up between a version and its base, as of a day."""


def nothing_meant(_head: Compiled, _base: Compiled, _day: str) -> Sequence[Meant]:
    """Return that no proposal gives up anything."""
    return ()


def excused(
    losses: Iterable[Verdict],
    meant: Sequence[Meant],
    losses_with: Callable[[frozenset[Ref]], Iterable[Verdict]],
) -> Iterator[tuple[Verdict, str]]:
    """Yield the losses that proposals excuse, each with the paths of the proposals that do.

    Args:
        losses: what is lost where nothing is given up.
        meant: what proposals give up.
        losses_with: returns what is lost where some things are given up.
    """
    left = {each.proposal: _known(losses_with(each.dropped)) for each in meant}
    still = _known(losses_with(all_dropped(meant)))
    for verdict in losses:
        if verdict[:2] not in still:
            by = [path for path, known in left.items() if verdict[:2] not in known]
            yield verdict, ", ".join(by[:1] or left)


def all_dropped(meant: Iterable[Meant]) -> frozenset[Ref]:
    """Return what several proposals give up together."""
    return frozenset(ref for each in meant for ref in each.dropped)


def _known(verdicts: Iterable[Verdict]) -> frozenset[tuple[str, Ref]]:
    return frozenset((verdict.code, verdict.subject) for verdict in verdicts)
